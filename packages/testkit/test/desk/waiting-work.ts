import { defineRouting, leastLoad, roundRobin } from '@docket/core'
import type { Commit } from '@docket/core/store'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, holders, mortal, openDeciding, request } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

const desk = deciding({ routing: leastLoad() })
const asking = deciding({
  routing: defineRouting({ id: 'asking', tiers: [{ by: [leastLoad()] }], offer: { minutes: 2 } }),
})

/** A desk where ann holds one ticket and has no place for another, and where tickets of these priorities wait, oldest first. */
async function fullDesk(create: CreateDeskFixture, priorities: readonly string[], definition = desk) {
  const world = await openDeciding(create, definition)
  await world.put('ann', { capacity: 1 })
  const held = (await world.sam.create(request())).id
  if (definition === asking) await world.as('agent', 'ann').accept(held)
  const ids: string[] = []
  for (const priority of priorities) {
    await world.pass({ seconds: 1 })
    ids.push((await world.sam.create(request({ priority }))).id)
  }
  expect(await holders(world, [held, ...ids])).toEqual(['ann', ...priorities.map(() => null)])
  return { world, held, ids }
}

const EMPTY_COMMIT: Commit = {
  tenant: 'acme',
  expect: [],
  tickets: [],
  events: [],
  messages: [],
  contents: [],
  attachments: [],
  timers: { set: [], cancel: [] },
  outbox: [],
  counters: [],
  searches: [],
  revives: [],
  erasures: [],
  idempotency: null,
  settles: null,
}

const WAITING = ['normal', 'urgent', 'normal', 'urgent']

/** What waits is given to whoever can take it, by the very command that made a place. */
export function waitingWorkScenarios(create: CreateDeskFixture): void {
  describe('waiting work', () => {
    it('goes to whoever comes back, the most urgent first and of these the oldest', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { status: 'away' })
      const ids: string[] = []
      for (const priority of WAITING) {
        ids.push((await world.sam.create(request({ priority }))).id)
        await world.pass({ seconds: 1 })
      }
      await world.put('ann', { capacity: 3 })
      expect(await holders(world, ids)).toEqual(['ann', 'ann', null, 'ann'])
      await expectSound(world)
    })

    it('goes to whoever can hold more', async () => {
      const { world, ids } = await fullDesk(create, WAITING)
      await world.put('ann', { capacity: 2 })
      expect(await holders(world, ids)).toEqual([null, 'ann', null, null])
      await world.put('ann', { capacity: 4 })
      expect(await holders(world, ids)).toEqual(['ann', 'ann', null, 'ann'])
      await expectSound(world)
    })

    it('goes to whoever has learned what it asks for', async () => {
      const routing = defineRouting({
        id: 'skilled',
        requires: () => ({ skills: { german: 2 } }),
        tiers: [{ by: [roundRobin()] }],
      })
      const world = await openDeciding(create, deciding({ routing }))
      await world.put('ann', { skills: { german: 1 } })
      const { id, assignee } = await world.sam.create(request())
      expect(assignee).toBeNull()
      await world.put('ann', { skills: { german: 2 } })
      expect(await holders(world, [id])).toEqual(['ann'])
    })

    it('goes to whoever solves something', async () => {
      const { world, held, ids } = await fullDesk(create, WAITING)
      await world.sam.send(held, { type: 'solve' })
      expect(await holders(world, ids)).toEqual([null, 'ann', null, null])
      await expectSound(world)
    })

    it('goes to whoever is relieved of a less urgent ticket, which then waits itself', async () => {
      const { world, held, ids } = await fullDesk(create, WAITING)
      const answer = await world.sam.unassign(held)
      expect(answer.assignee).toBeNull()
      expect(await holders(world, [held, ...ids])).toEqual([null, null, 'ann', null, null])
      await expectSound(world)
    })

    it('goes to whoever loses a ticket to a colleague by hand', async () => {
      const { world, held, ids } = await fullDesk(create, WAITING)
      await world.put('lea', { status: 'away' })
      await world.sam.assign(held, { agent: 'lea' })
      expect(await holders(world, [held, ...ids])).toEqual(['lea', null, 'ann', null, null])
      await expectSound(world)
    })

    it('goes to whoever loses a ticket to a ladder', async () => {
      const step = { after: {}, do: [{ action: 'assign' as const, agent: 'lea' }] }
      const targets = { resolution: { within: { hours: 1 }, escalate: [step] } }
      const sla = [{ id: 'short', when: { category: 'short' }, targets }]
      const { world, held, ids } = await fullDesk(create, WAITING, deciding({ routing: leastLoad(), sla }))
      await world.sam.setCategory(held, { category: 'short' })
      await world.put('lea', { status: 'away' })
      await world.pass({ hours: 1, seconds: 1 })
      // Its own timers are due: they are not to be what gives it out.
      const [second] = ids.slice(1)
      await world.store.commit({
        ...EMPTY_COMMIT,
        timers: { set: [], cancel: ids.map((ticketId) => ({ ticketId, key: 'route' })) },
      })
      await world.desk.system.tick()
      expect(await holders(world, [held, second ?? ''])).toEqual(['lea', 'ann'])
      await expectSound(world)
    })

    it('is offered to whoever declines something else', async () => {
      const { world, held, ids } = await fullDesk(create, [], asking)
      const ann = world.as('agent', 'ann')
      await ann.send(held, { type: 'solve' })
      const first = await world.sam.create(request())
      const second = await world.sam.create(request())
      expect([first.offer?.agent, second.offer]).toEqual(['ann', null])
      await ann.decline(first.id)
      expect((await world.sam.get(second.id)).offer?.agent).toBe('ann')
      expect((await world.sam.get(first.id)).offer).toBeNull()
      expect(ids).toEqual([])
      await expectSound(world)
    })

    it('is given out by the next worker when the process died after it had made a place', async () => {
      const { world, held, ids } = await fullDesk(create, WAITING)
      const { wrap, dieAfter } = mortal()
      const dying = await world.node(desk, { wrap })
      dieAfter(1)
      await dying.sam.send(held, { type: 'solve' })
      expect(await holders(world, ids)).toEqual([null, null, null, null])
      // Each ticket's own timer asks within a minute; whose is first is the first.
      await world.work({ minutes: 1, seconds: 5 })
      expect((await holders(world, ids)).filter((one) => one === 'ann')).toHaveLength(1)
      await expectSound(world)
    })

    it('is given out by the next worker when the process died while an agent came', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { status: 'away' })
      const { id } = await world.sam.create(request())
      const { wrap, dieAfter } = mortal()
      const dying = await world.node(desk, { wrap })
      dieAfter(1, 'putDirectory')
      await dying.directory.putAgent({ id: 'ann', name: 'ann', teams: ['lamps'] })
      expect(dying.errors).toMatchObject([{ code: 'STORE_UNAVAILABLE' }])
      expect(await holders(world, [id])).toEqual([null])
      await world.work({ minutes: 15, seconds: 1 })
      expect(await holders(world, [id])).toEqual(['ann'])
      await expectSound(world)
    })

    it('is found behind a hundred more urgent tickets that are not for the agent', async () => {
      const world = await openDeciding(create, desk)
      await world.directory.putTeam({ id: 'chairs', name: 'Chairs' })
      await world.put('ann', { status: 'away' })
      for (let index = 0; index < 100; index += 1) {
        await world.sam.create(request({ team: 'chairs', priority: 'urgent' }))
      }
      const { id } = await world.sam.create(request({ team: 'lamps', priority: 'low' }))
      await world.put('ann')
      expect(await holders(world, [id])).toEqual(['ann'])
    })

    it('goes to an agent without a limit, however much it is', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { status: 'away' })
      for (let index = 0; index < 120; index += 1) await world.sam.create(request())
      await world.put('ann')
      expect(await world.loads()).toEqual({ ann: 120 })
    })
  })
}
