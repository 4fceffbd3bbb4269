import { weighted } from '@docket/core'
import { describe, expect, it } from 'vitest'
import {
  type DecidingWorld,
  deciding,
  expectSound,
  log,
  mortal,
  openDeciding,
  request,
  toldOf,
} from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const priority = weighted({
  levels: { urgent: 80, high: 60, normal: 30, low: 0 },
  nudges: { weight: 60, full: 2 },
} as never)
const desk = deciding({ priority })
const HOUR = 3_600_000

async function held(create: CreateDeskFixture, definition = desk) {
  const world = await openDeciding(create, definition)
  await world.put('sam')
  await world.put('lea')
  const { id } = await world.sam.create(request())
  await world.sam.assign(id, { agent: 'sam', team: 'lamps' })
  return { world, id, cem: world.as('requester', 'cem') }
}

const urged = async (world: DecidingWorld, id: string) =>
  (await log(world, id)).filter(({ type }) => type === 'ticket.nudged').map(({ data }) => data['number'])

const told = async (world: DecidingWorld, role: string, id: string) =>
  (await toldOf(world, role, id)).map(([kind]) => kind)

/** Requesters who urge. */
export function nudgeScenarios(create: CreateDeskFixture): void {
  describe('a nudge', () => {
    it('is counted, raises the priority, and reminds the agent, from the second time on also the leads', async () => {
      const { world, id, cem } = await held(create)
      expect(await cem.nudge(id)).toMatchObject({ nudges: 1 })
      expect(await world.sam.get(id)).toMatchObject({ priority: 'normal', inputs: { nudges: 1 } })
      await world.work({ hours: 4 })
      expect(await told(world, 'agent', 'sam')).toEqual(['ticket.nudged'])
      expect(await told(world, 'agent', 'lea')).toEqual([])
      expect(await told(world, 'admin', 'root')).toEqual([])
      await cem.nudge(id)
      expect(await world.sam.get(id)).toMatchObject({ priority: 'high', nudges: 2 })
      await world.work({ hours: 4 })
      for (const who of ['sam', 'lea']) {
        expect((await told(world, 'agent', who)).at(-1)).toBe('ticket.nudged')
      }
      expect(await told(world, 'agent', 'sam')).toHaveLength(2)
      expect(await told(world, 'agent', 'lea')).toHaveLength(1)
      expect(await told(world, 'admin', 'root')).toEqual(['ticket.nudged'])
      await expectSound(world)
    })

    it('tells somebody who is several of these once', async () => {
      const { world, id, cem } = await held(create, deciding({ nudges: { leadFrom: 1 } }))
      await world.sam.assign(id, { agent: 'lea' })
      await cem.nudge(id, { message: 'Please hurry.' })
      await world.work({ hours: 1 })
      expect(await told(world, 'agent', 'lea')).toEqual(['ticket.nudged'])
      await expectSound(world)
    })

    it('reminds the team while nobody has the ticket', async () => {
      const { world, id, cem } = await held(create)
      await world.sam.unassign(id)
      await cem.nudge(id)
      await world.work({ hours: 1 })
      for (const who of ['sam', 'lea']) expect(await told(world, 'agent', who)).toEqual(['ticket.nudged'])
      await expectSound(world)
    })

    it('is refused until its time has come to the millisecond; the refusal says when', async () => {
      const { world, id, cem } = await held(create, deciding({ nudges: { every: { minutes: 30 } } }))
      await cem.nudge(id)
      const reasons = [{ code: 'nudge-too-soon', againAt: world.now() + HOUR / 2 }]
      for (const wait of [0, HOUR / 2 - 1]) {
        await world.fixture.clock.advance(wait)
        const refused = await failure(cem.nudge(id, { message: 'Now!' }))
        expect(refused).toMatchObject({ code: 'COMMAND_REFUSED', details: { reasons } })
      }
      expect((await cem.thread(id)).items).toEqual([])
      await world.fixture.clock.advance(1)
      expect((await cem.nudge(id)).nudges).toBe(2)
      await expectSound(world)
    })

    it('with words is a message that is waited for like any other', async () => {
      const { world, id, cem } = await held(create)
      await world.sam.reply(id, { body: 'We look into it.' })
      await world.pass({ minutes: 1 })
      await cem.nudge(id, { message: 'Please hurry.' })
      expect((await world.sam.thread(id)).items.map(({ body }) => body)).toEqual(['We look into it.', 'Please hurry.'])
      expect(await world.store.load('acme', id)).toMatchObject({
        facts: { requesterMessages: 1, answer: { from: world.now(), to: null } },
      })
      expect(JSON.stringify(await log(world, id))).not.toContain('hurry')
      await world.work({ hours: 1 })
      // One nudge is one reminder.
      expect(await told(world, 'agent', 'sam')).toEqual(['ticket.nudged'])
      await expectSound(world)
    })

    it('ends a snooze, also without words', async () => {
      const { world, id, cem } = await held(create)
      await world.sam.snooze(id, { until: new Date(world.now() + 9 * HOUR) })
      await cem.nudge(id)
      expect((await world.sam.get(id)).snoozedUntil).toBeNull()
      expect((await log(world, id)).at(-1)).toMatchObject({ type: expect.stringMatching(/woken|prioritized/) })
      await expectSound(world)
    })

    it('takes no place among the inputs that a host may set', async () => {
      const { world, id, cem } = await held(create)
      const inputs = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`n${index}`, index]))
      await world.as('service').setInputs(id, inputs)
      await cem.nudge(id)
      await world.as('service').setInputs(id, { n0: 5 })
      expect((await world.sam.get(id)).inputs).toEqual({ ...inputs, n0: 5, nudges: 1 })
      expect((await failure(world.as('service').setInputs(id, { more: 1 }))).code).toBe('LIMIT_EXCEEDED')
      for (const nudges of [0, 99, null]) {
        expect((await failure(world.as('service').setInputs(id, { nudges }))).code).toBe('INVALID_INPUT')
      }
      expect((await world.sam.get(id)).inputs).toMatchObject({ nudges: 1 })
      await expectSound(world)
    })

    it('is not for what is done, not for others, and takes nothing but a message', async () => {
      const { world, id, cem } = await held(create)
      await world.sam.watch(id, { watcher: 'colin' })
      for (const actor of [world.sam, world.as('collaborator', 'colin'), world.as('service')]) {
        expect((await failure(actor.nudge(id))).code).toBe('FORBIDDEN')
      }
      for (const actor of [world.as('requester', 'dora'), world.as('requester', 'cem', 'other')]) {
        expect((await failure(actor.nudge(id))).code).toBe('NOT_FOUND')
      }
      for (const wrong of [{ message: '' }, { message: 5 }, { more: 1 }]) {
        expect((await failure(cem.nudge(id, wrong as never))).code).toBe('INVALID_INPUT')
      }
      await world.sam.send(id, { type: 'solve' })
      const refused = await failure(cem.nudge(id))
      expect(refused).toMatchObject({ code: 'COMMAND_REFUSED', details: { reasons: [{ code: 'not-open' }] } })
      expect(await urged(world, id)).toEqual([])
      await expectSound(world)
    })

    it('counts once when 32 come at once, and once with its key', async () => {
      const { world, id, cem } = await held(create)
      const ended = await Promise.allSettled(Array.from({ length: 32 }, () => cem.nudge(id)))
      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      await world.pass({ hours: 5 })
      for (const _ of [1, 2]) expect(await cem.nudge(id, {}, { idempotencyKey: 'k' })).toMatchObject({ nudges: 2 })
      expect(await urged(world, id)).toEqual([1, 2])
      await expectSound(world)
    })

    it('is told once though the worker died after it told, and days later', async () => {
      const { world, id, cem } = await held(create)
      await cem.nudge(id)
      const { wrap, dieAfter } = mortal()
      const dying = await world.node(desk, { wrap })
      dieAfter(1, 'putNotifications')
      await dying.desk.system.tick().catch(() => {})
      expect(await told(world, 'agent', 'sam')).toEqual(['ticket.nudged'])
      await world.pass({ days: 3 })
      await world.work({ days: 1 })
      expect(await told(world, 'agent', 'sam')).toEqual(['ticket.nudged'])
      await expectSound(world)
    })
  })
}
