import { defineRouting, roundRobin } from '@docket/core'
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

const desk = deciding({
  routing: defineRouting({ id: 'asking', tiers: [{ by: [roundRobin()] }], offer: { minutes: 2 } }),
})

const OTHER: Readonly<Record<string, string>> = { ann: 'bob', bob: 'ann' }

/** A desk where each of these agents has been asked for a ticket in turn, or nobody yet. */
async function askingDesk(create: CreateDeskFixture, agents: readonly string[], more: object = {}) {
  const world = await openDeciding(create, desk)
  for (const id of agents) await world.put(id, more)
  return world
}

const offerOf = async (world: DecidingWorld, id: string) => (await world.sam.get(id)).offer
const types = async (world: DecidingWorld, id: string) => (await log(world, id)).map(({ type }) => type)

/** Work that is offered, and what may become of an offer. */
export function offerScenarios(create: CreateDeskFixture): void {
  describe('an offer', () => {
    it('holds a place, tells the agent, and becomes an assignment when the agent accepts', async () => {
      const world = await askingDesk(create, ['ann'])
      const ticket = await world.sam.create(request())
      expect(ticket).toMatchObject({ assignee: null, offer: { agent: 'ann', until: new Date(world.now() + 120_000) } })
      expect(await world.loads()).toEqual({ ann: 1 })
      expect((await world.sam.explain(ticket.id)).assignment).toMatchObject({
        policy: 'asking',
        reasons: [{ code: 'chosen', agent: 'ann' }],
      })
      await world.work({ minutes: 1 })
      expect(await toldOf(world, 'agent', 'ann')).toEqual([['ticket.offered', ticket.id]])
      const ann = world.as('agent', 'ann')
      expect(await ann.accept(ticket.id)).toMatchObject({ assignee: 'ann', offer: null })
      expect(await ann.accept(ticket.id)).toMatchObject({ assignee: 'ann' })
      await world.work({ minutes: 5 })
      expect(await types(world, ticket.id)).toEqual(['ticket.created', 'ticket.offered', 'ticket.assigned'])
      expect(await world.loads()).toEqual({ ann: 1 })
      // Whoever took it has accepted it.
      expect((await world.store.load('acme', ticket.id))?.facts.acceptance).toMatchObject({
        number: 1,
        to: world.now() - 300_000,
      })
      expect((await world.sam.explain(ticket.id)).assignment?.policy).toBe('asking')
      await expectSound(world)
    })

    it('shows nothing of itself to the customer', async () => {
      const world = await askingDesk(create, ['ann'])
      const { id } = await world.sam.create(request())
      expect((await world.as('requester', 'cem').get(id)).offer).toBeNull()
    })

    it('that is declined goes to the next one at once; the reason is in the log and the words are a note', async () => {
      const world = await askingDesk(create, ['ann', 'bob'])
      const { id, offer } = await world.sam.create(request())
      const first = offer?.agent ?? ''
      const answer = await world.as('agent', first).decline(id, { code: 'busy', reason: 'My child is ill.' })
      expect(answer.offer?.agent).toBe(OTHER[first])
      const declined = (await log(world, id)).find(({ type }) => type === 'offer.declined')
      expect(declined).toMatchObject({ data: { agent: first, code: 'busy' }, actor: { id: first } })
      const { items } = await world.sam.thread(id)
      expect(items.map(({ visibility, body }) => [visibility, body])).toEqual([['internal', 'My child is ill.']])
      expect((await world.as('requester', 'cem').thread(id)).items).toEqual([])
      expect(JSON.stringify(await log(world, id))).not.toContain('child')
      expect((await world.sam.explain(id)).assignment?.reasons).toContainEqual({ code: 'passed', agent: first })
      expect(await world.loads()).toEqual({ [first]: 0, [OTHER[first] ?? '']: 1 })
      await expectSound(world)
    })

    it('that nobody answers goes to the next one when it ends, to the millisecond', async () => {
      const world = await askingDesk(create, ['ann', 'bob'])
      const { id, offer } = await world.sam.create(request())
      const first = offer?.agent ?? ''
      await world.work({ minutes: 1, seconds: 59.999 })
      expect((await offerOf(world, id))?.agent).toBe(first)
      await world.work({ seconds: 0.001 })
      expect(await offerOf(world, id)).toEqual({ agent: OTHER[first], until: new Date(world.now() + 120_000) })
      expect(await course(world, id)).toEqual([
        [0, 'ticket.created'],
        [0, 'ticket.offered'],
        [2, 'offer.expired'],
        [2, 'ticket.offered'],
      ])
      await expectSound(world)
    })

    it('ends at its instant in the log, however late a worker or a command looks', async () => {
      for (const late of ['worker', 'command'] as const) {
        const world = await askingDesk(create, ['ann', 'bob'])
        const { id } = await world.sam.create(request())
        await world.pass({ minutes: 45 })
        if (late === 'worker') await world.desk.system.tick()
        else await world.sam.tag(id, { add: ['x'] })
        const expired = (await log(world, id)).find(({ type }) => type === 'offer.expired')
        expect(expired).toMatchObject({
          occurredAt: new Date(world.now() - 43 * 60_000),
          recordedAt: new Date(world.now()),
          actor: { type: 'system' },
          cause: { kind: 'timer', id: 'offer' },
        })
        expect(await types(world, id)).toContain('ticket.offered')
        expect((await offerOf(world, id))?.until).toEqual(new Date(world.now() + 120_000))
      }
    })

    it('cannot be taken or declined from its end on, and only by whom it was made to', async () => {
      const world = await askingDesk(create, ['ann', 'bob'])
      const { id, offer } = await world.sam.create(request())
      const first = offer?.agent ?? ''
      const asked = world.as('agent', first)
      for (const other of [world.as('agent', OTHER[first]), world.as('lead', 'lea'), world.sam]) {
        for (const call of [() => other.accept(id), () => other.decline(id)]) {
          const reasons = [{ code: 'not-the-assignee' }]
          expect(await failure(call)).toMatchObject({ code: 'COMMAND_REFUSED', details: { reasons } })
        }
      }
      expect(await failure(world.as('requester', 'cem').accept(id))).toMatchObject({ code: 'FORBIDDEN' })
      await world.pass({ minutes: 2 })
      for (const call of [() => asked.accept(id), () => asked.decline(id)]) {
        const reasons = [{ code: 'offer-ended' }]
        expect(await failure(call)).toMatchObject({ code: 'COMMAND_REFUSED', details: { reasons } })
      }
      expect(await types(world, id)).toEqual(['ticket.created', 'ticket.offered'])
      await expectSound(world)
    })

    it('that all decline leaves the ticket waiting with an alarm, and a new round comes later, not at once', async () => {
      const world = await askingDesk(create, ['ann', 'bob'])
      const { id, offer } = await world.sam.create(request({ team: 'lamps' }))
      const first = offer?.agent ?? ''
      await world.as('agent', first).decline(id)
      const left = await world.as('agent', OTHER[first]).decline(id)
      expect(left).toMatchObject({ assignee: null, offer: null })
      expect((await types(world, id)).slice(2)).toEqual([
        'offer.declined',
        'ticket.offered',
        'offer.declined',
        'routing.abstained',
      ])
      const { assignment } = await world.sam.explain(id)
      expect(assignment?.reasons.map(({ code }) => code)).toEqual(['passed', 'passed'])
      await world.work({ seconds: 30 })
      expect(await offerOf(world, id)).toBeNull()
      expect(await toldOf(world, 'agent', 'lea')).toEqual([['ticket.unassigned', id]])
      await world.work({ minutes: 15 })
      expect(await offerOf(world, id)).not.toBeNull()
      await expectSound(world)
    })

    it('that the only agent never answers is made again in rounds, with a quarter of an hour apart, with an alarm for each', async () => {
      const world = await askingDesk(create, ['ann'])
      const { id } = await world.sam.create(request({ team: 'lamps' }))
      await world.work({ minutes: 35 })
      expect(await course(world, id)).toEqual([
        [0, 'ticket.created'],
        [0, 'ticket.offered'],
        [2, 'offer.expired'],
        [2, 'routing.abstained'],
        [expect.closeTo(17, 3), 'ticket.offered'],
        [expect.closeTo(19, 3), 'offer.expired'],
        [expect.closeTo(19, 3), 'routing.abstained'],
        [expect.closeTo(34, 3), 'ticket.offered'],
      ])
      expect(await toldOf(world, 'agent', 'lea')).toHaveLength(2)
      await expectSound(world)
    })

    it('frees its place when the ticket is given to somebody by hand, solved, or taken out of the offer', async () => {
      const world = await askingDesk(create, ['ann'], { capacity: 1 })
      const { id } = await world.sam.create(request())
      await world.put('bob', { capacity: 1 })
      await world.sam.assign(id, { agent: 'bob' })
      expect(await world.loads()).toEqual({ ann: 0, bob: 1 })
      const second = await world.sam.create(request())
      expect(second.offer?.agent).toBe('ann')
      await world.sam.send(second.id, { type: 'solve' })
      expect(await world.sam.get(second.id)).toMatchObject({ offer: null, assignee: null, phase: 'solved' })
      expect(await world.loads()).toEqual({ ann: 0, bob: 1 })
      await world.put('ann', { capacity: 1, status: 'away' })
      await world.put('eve', { capacity: 1 })
      const third = await world.sam.create(request())
      expect(third.offer?.agent).toBe('eve')
      const left = await world.sam.unassign(third.id)
      expect(await types(world, third.id)).toContain('offer.withdrawn')
      expect(left.assignee).toBeNull()
      expect((await world.loads())['eve']).toBe(left.offer === null ? 0 : 1)
      await world.work({ hours: 1 })
      await expectSound(world)
    })

    it('is followed by waiting work for whoever lost it to a colleague', async () => {
      const world = await askingDesk(create, ['ann'], { capacity: 1 })
      const first = await world.sam.create(request())
      const second = await world.sam.create(request())
      expect([first.offer?.agent, second.offer]).toEqual(['ann', null])
      await world.put('lea', { status: 'away' })
      await world.sam.assign(first.id, { agent: 'lea' })
      expect((await offerOf(world, second.id))?.agent).toBe('ann')
      await expectSound(world)
    })

    it('can be taken by an agent whose capacity was lowered meanwhile: the place was kept', async () => {
      const world = await askingDesk(create, ['ann'], { capacity: 1 })
      const { id } = await world.sam.create(request())
      await world.put('ann', { capacity: 0 })
      expect(await world.as('agent', 'ann').accept(id)).toMatchObject({ assignee: 'ann' })
      expect(await world.loads()).toEqual({ ann: 1 })
      await expectSound(world)
    })

    it('ends when the agent goes away, and the next one is asked', async () => {
      const world = await askingDesk(create, ['ann', 'bob'])
      const { id, offer } = await world.sam.create(request())
      const first = offer?.agent ?? ''
      await world.put(first, { status: 'away' })
      expect((await offerOf(world, id))?.agent).toBe(OTHER[first])
      expect(await failure(world.as('agent', first).accept(id))).toMatchObject({ code: 'COMMAND_REFUSED' })
      await world.work({ minutes: 1 })
      expect((await offerOf(world, id))?.agent).toBe(OTHER[first])
      await expectSound(world)
    })

    it('never holds more places than there are: of 64 tickets at once, five are offered to an agent for five', async () => {
      const world = await askingDesk(create, ['ann'], { capacity: 5 })
      await Promise.all(Array.from({ length: 64 }, () => world.sam.create(request())))
      expect(await world.loads()).toEqual({ ann: 5 })
      await world.work({ minutes: 1, seconds: 30 })
      expect(await world.loads()).toEqual({ ann: 5 })
      const { items } = await world.sam.list({ limit: 100 })
      expect(items.filter(({ offer }) => offer?.agent === 'ann')).toHaveLength(5)
      // All five end together, and the next five are asked.
      await world.work({ minutes: 1 })
      expect(await world.loads()).toEqual({ ann: 5 })
      await expectSound(world)
    })

    it('is not made by a person who assigns', async () => {
      const world = await askingDesk(create, ['ann'])
      await world.put('ann', { status: 'away' })
      const { id } = await world.sam.create(request())
      expect(await world.sam.assign(id, { agent: 'ann' })).toMatchObject({ assignee: 'ann', offer: null })
    })
  })
}
