import { describe, expect, it } from 'vitest'
import {
  course,
  type DecidingWorld,
  deciding,
  expectSound,
  log,
  openDeciding,
  request,
  toldOf,
} from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const desk = deciding({})
const HOUR = 3_600_000

const inHours = (world: DecidingWorld, count: number) => ({ until: new Date(world.now() + count * HOUR) })

const wakings = async (world: DecidingWorld, id: string) =>
  (await log(world, id))
    .filter(({ type }) => type === 'ticket.woken')
    .map(({ data, occurredAt, actor }) => [data['by'], occurredAt.getTime(), actor.type])

async function held(create: CreateDeskFixture) {
  const world = await openDeciding(create, desk)
  await world.put('sam')
  const { id } = await world.sam.create(request())
  await world.sam.assign(id, { agent: 'sam' })
  return { world, id, cem: world.as('requester', 'cem') }
}

/** Tickets that are put off. */
export function snoozeScenarios(create: CreateDeskFixture): void {
  describe('a snooze', () => {
    it('ends at its time, of which the agent hears once; the customer sees nothing of it', async () => {
      const { world, id, cem } = await held(create)
      const to = inHours(world, 5)
      expect(await world.sam.snooze(id, to)).toMatchObject({ snoozedUntil: to.until, assignee: 'sam', state: 'open' })
      expect((await cem.get(id)).snoozedUntil).toBeNull()
      await world.work({ hours: 5 })
      await world.desk.system.tick()
      expect((await world.sam.get(id)).snoozedUntil).toBeNull()
      expect(await wakings(world, id)).toEqual([['time', to.until.getTime(), 'system']])
      await world.work({ days: 3 })
      expect(await toldOf(world, 'agent', 'sam')).toEqual([['ticket.woken', id]])
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSound(world)
    })

    it('hides the ticket from lists that ask for it, and is shown by those that ask for it alone', async () => {
      const { world, id, cem } = await held(create)
      const other = await world.sam.create(request({ tags: ['x'] }))
      await world.sam.tag(id, { add: ['x'] })
      await world.sam.snooze(id, inHours(world, 5))
      const ids = async (where: object) => (await world.sam.list({ where })).items.map((ticket) => ticket.id).sort()
      const both = [id, other.id].sort()
      for (const more of [{}, { requester: 'cem' }, { tag: 'x' }, { phase: 'open' }]) {
        expect(await ids({ ...more })).toEqual(both)
        expect(await ids({ ...more, snoozed: false })).toEqual([other.id])
        expect(await ids({ ...more, snoozed: true })).toEqual([id])
      }
      const found = async (where: object) =>
        (await world.sam.search('lamp', { where })).items.map((one) => one.ticket.id)
      expect([await found({ snoozed: true }), await found({ snoozed: false })]).toEqual([[id], [other.id]])
      for (const call of [
        () => cem.list({ where: { snoozed: true } }),
        () => cem.search('lamp', { where: { snoozed: false } }),
      ]) {
        expect((await failure(call)).code).toBe('FORBIDDEN')
      }
      expect((await failure(world.sam.list({ where: { snoozed: 'yes' } as never }))).code).toBe('INVALID_INPUT')
      // Over is over, before a worker has looked.
      await world.pass({ hours: 5 })
      for (const more of [{}, { requester: 'cem' }, { tag: 'x' }, { phase: 'open' }]) {
        expect(await ids({ ...more, snoozed: false })).toEqual(both)
        expect(await ids({ ...more, snoozed: true })).toEqual([])
      }
      expect([await found({ snoozed: true }), (await found({ snoozed: false })).toSorted()]).toEqual([[], both])
      await world.work({ hours: 5 })
      expect(await ids({ snoozed: false })).toEqual(both)
    })

    it('ended when it was to, whoever looks first and however late', async () => {
      const [one, other] = [await held(create), await held(create)]
      for (const { world, id } of [one, other]) {
        await world.sam.snooze(id, inHours(world, 5))
        await world.pass({ days: 3 })
      }
      await one.world.desk.system.tick()
      for (const { world, id } of [one, other]) {
        await world.sam.tag(id, { add: ['x'] })
        await world.work({ hours: 1 })
      }
      expect(await course(one.world, one.id)).toEqual(await course(other.world, other.id))
      expect((await course(one.world, one.id)).slice(-2)).toEqual([
        [300, 'ticket.woken'],
        [3 * 1440, 'ticket.tagged'],
      ])
      await expectSound(one.world)
      await expectSound(other.world)
    })

    it('ends when the requester writes, or somebody wakes it, and then not by time', async () => {
      const { world, id, cem } = await held(create)
      await world.sam.snooze(id, inHours(world, 5))
      await world.sam.reply(id, { body: 'We look into it.' })
      await world.sam.note(id, { body: 'On Friday.' })
      expect((await world.sam.get(id)).snoozedUntil).not.toBeNull()
      await cem.reply(id, { body: 'And now?' })
      expect((await world.sam.get(id)).snoozedUntil).toBeNull()
      await world.sam.snooze(id, inHours(world, 5))
      expect((await world.as('agent', 'bob').unsnooze(id)).snoozedUntil).toBeNull()
      const { version } = await world.sam.get(id)
      expect((await world.sam.unsnooze(id)).version).toBe(version)
      await world.work({ days: 1 })
      expect(await wakings(world, id)).toEqual([
        ['requester', expect.any(Number), 'system'],
        ['person', expect.any(Number), 'agent'],
      ])
      expect(await toldOf(world, 'agent', 'sam')).toEqual([['message.requesterWrote', id]])
      await expectSound(world)
    })

    it('moves when it is given again, earlier or later; given the same it changes nothing', async () => {
      const { world, id } = await held(create)
      await world.sam.snooze(id, inHours(world, 5))
      await world.sam.snooze(id, inHours(world, 2))
      const { version } = await world.sam.get(id)
      expect((await world.sam.snooze(id, inHours(world, 2))).version).toBe(version)
      await world.work({ hours: 3 })
      await world.sam.snooze(id, inHours(world, 1))
      await world.sam.snooze(id, inHours(world, 9))
      const due = inHours(world, 9).until.getTime()
      await world.work({ days: 1 })
      expect((await wakings(world, id)).map(([, at]) => at)).toEqual([expect.any(Number), due])
      await expectSound(world)
    })

    it('ends silently when the ticket is solved; nobody puts off what is', async () => {
      const { world, id } = await held(create)
      await world.sam.snooze(id, inHours(world, 5))
      expect((await world.sam.send(id, { type: 'solve' })).snoozedUntil).toBeNull()
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      for (const state of ['solved', 'closed'] as const) {
        if (state === 'closed') await world.sam.send(id, { type: 'close' })
        expect(await failure(world.sam.snooze(id, inHours(world, 1)))).toMatchObject({
          code: 'COMMAND_REFUSED',
          details: { reasons: [{ code: 'not-open' }] },
        })
      }
      await world.sam.send(id, { type: 'reopen' })
      expect((await world.sam.get(id)).snoozedUntil).toBeNull()
      await expectSound(world)
    })

    it('takes an instant between now and a year from now, and people of the desk', async () => {
      const { world, id, cem } = await held(create)
      const year = 366 * 24
      for (const wrong of [{}, { until: 5 }, { until: new Date(Number.NaN) }, inHours(world, 0), inHours(world, -1)]) {
        expect(await failure(world.sam.snooze(id, wrong as never))).toMatchObject({ code: 'INVALID_INPUT' })
      }
      expect(await failure(world.sam.snooze(id, inHours(world, year + 1)))).toMatchObject({ code: 'INVALID_INPUT' })
      expect((await world.sam.snooze(id, inHours(world, year))).snoozedUntil).not.toBeNull()
      await world.sam.watch(id, { watcher: 'colin' })
      for (const actor of [cem, world.as('collaborator', 'colin')]) {
        expect(await failure(actor.snooze(id, inHours(world, 1)))).toMatchObject({ code: 'FORBIDDEN' })
        expect(await failure(actor.unsnooze(id))).toMatchObject({ code: 'FORBIDDEN' })
      }
      const far = world.as('agent', 'sam', 'other')
      expect(await failure(far.snooze(id, inHours(world, 1)))).toMatchObject({ code: 'NOT_FOUND' })
      await expectSound(world)
    })

    it('ends once, whether 32 wake it at once or a worker and a person do', async () => {
      const { world, id } = await held(create)
      await world.sam.snooze(id, inHours(world, 1), { idempotencyKey: 'k' })
      await Promise.all(Array.from({ length: 32 }, () => world.sam.unsnooze(id)))
      expect(await wakings(world, id)).toHaveLength(1)
      // The key's answer is given again, and puts nothing off anew.
      await world.sam.snooze(id, { until: new Date(world.now() + HOUR) }, { idempotencyKey: 'k' })
      expect((await world.sam.get(id)).snoozedUntil).toBeNull()
      await world.sam.snooze(id, inHours(world, 1))
      await world.pass({ hours: 2 })
      await Promise.all([world.desk.system.tick(), world.desk.system.tick(), world.sam.unsnooze(id)])
      expect((await wakings(world, id)).map(([by]) => by)).toEqual(['person', 'time'])
      await expectSound(world)
    })
  })
}
