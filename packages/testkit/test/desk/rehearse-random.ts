import { byRating, defineCalendar, defineRouting, weighted } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type SeededRandom, seededRandom } from '../../src/random/seeded-random.js'
import { hours, office } from './changing-desk.js'
import { type DecidingWorld, deciding, log, openDeciding, request } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

const priority = weighted({
  levels: { urgent: 80, high: 60, normal: 30, low: 0 },
  hysteresis: 5,
  waiting: { weight: 60, full: { hours: 9 } },
  sentiment: { weight: 60 },
})
/** Nothing in it is left to chance: agents are told apart by their ratings. */
const routing = defineRouting({
  id: 'rated',
  tiers: [
    { when: { priority: ['urgent', 'high'] }, teams: ['seniors'], by: [byRating()] },
    { name: 'own', by: [byRating()] },
  ],
})
const evenings = [['15:00', '20:00']] as const
const late = defineCalendar({ timeZone: 'UTC', weekly: { mon: evenings, tue: evenings } })
const within = (count: number) => ({ resolution: { within: { hours: count }, escalate: [] } })
const desk = deciding({
  priority,
  routing,
  weights: { phone: 2 },
  calendars: { office: office(), late },
  sla: [
    { id: 'urgent', when: { priority: ['urgent', 'high'] }, calendar: 'office', targets: within(4) },
    { id: 'all', targets: within(30) },
  ],
})

/** One thing that a customer, an agent or a service does to one of the tickets. */
async function anything(world: DecidingWorld, random: SeededRandom, ids: readonly string[]): Promise<void> {
  const id = random.pickAny(ids) ?? ''
  const { assignee } = await world.sam.get(id)
  const worker = world.as('agent', assignee ?? 'sam')
  const until = new Date(world.now() + random.pick([600_000, 7_200_000]))
  const level = random.pick(['urgent', 'normal', 'low'])
  const customer = world.as('requester', 'cem')
  const call = random.pick<() => Promise<unknown>>([
    () => customer.reply(id, { body: 'x' }),
    () => world.as('service').setInputs(id, { sentiment: random.pick([-1, -0.5, 0.5, 1]) }),
    () => worker.setPriority(id, { priority: level, until }),
    () => worker.setPriority(id, { priority: null }),
    // Who does not have it does not work on it: a rehearsal could not tell whose work that would be.
    async () => assignee && worker.reply(id, { body: 'x' }),
    async () => assignee && worker.send(id, { type: 'solve' }),
    async () => assignee && worker.send(id, { type: 'solve' }),
    () => customer.send(id, { type: 'reopen' }),
    () => customer.send(id, { type: 'reopen' }),
  ])
  await call().catch(() => {})
}

/** What became of each ticket, as its log tells. */
async function lived(world: DecidingWorld, ids: readonly string[]) {
  return Promise.all(
    ids.map(async (id) => {
      const given = (await log(world, id)).find(({ type, data }) => type === 'ticket.assigned' && data['assignee'])
      const { assignee, team, priority: level } = await world.sam.get(id)
      // What nobody has at the end need not differ from what nobody ever gets, and is then not listed.
      return [id, assignee, team, level, assignee === null ? null : (given?.occurredAt ?? null)]
    }),
  )
}

/** A rehearsal in which nothing is otherwise finds what was. */
export function randomRehearsalScenarios(create: CreateDeskFixture, seeds: readonly number[]): void {
  describe('a rehearsal of a random past, nothing changed,', () => {
    it.each(seeds)('finds who got each ticket and when, its priority and its verdicts: seed %i', async (seed) => {
      const random = seededRandom(seed)
      const world = await openDeciding(create, desk)
      await world.directory.putTeam({ id: 'seniors', name: 'Seniors' })
      await world.put('ann', { capacity: 3, rating: 5, shift: 'office', teams: ['lamps', 'seniors'] })
      await world.put('bob', { capacity: 2, rating: 4, shift: 'office' })
      await world.put('eve', {
        capacity: 2,
        rating: 3,
        shift: 'late',
        channels: { phone: 0 },
        teams: ['lamps', 'seniors'],
      })
      const ids: string[] = []
      // A database takes its time to be asked each minute.
      const steps = world.fixture.another === undefined ? 33 : 15
      for (let step = 0; step < steps; step += 1) {
        const channel = random.pick(['web', 'phone'])
        if (step % 3 === 0) ids.push((await world.sam.create(request({ team: 'lamps', channel }))).id)
        else await anything(world, random, ids)
        // What happens at one instant, no log puts in order.
        await world.work({ minutes: random.pick([1, 11, 47, 180]), seconds: 0.007 })
      }
      const until = new Date(world.now())
      const nobody = defineRouting({ id: 'nobody', tiers: [{ teams: ['none'], by: [byRating()] }] })
      const rehearse = (changed: typeof routing) =>
        world.as('lead').rehearse({ since: hours(0), until, change: { routing: changed } })
      // Each ticket differs from one that nobody gets, so that all of them are listed.
      const { items } = (await rehearse(nobody)).differences.assignments
      const found = new Map(items.map(({ ticketId, before }) => [ticketId, before]))
      const rehearsed = (await lived(world, ids)).map(([id, , team, level]) => {
        const one = found.get(String(id))
        if (!one) return [id, null, team, level, null]
        return [id, one.assignee, one.team, one.priority, one.assignee === null ? null : one.assignedAt]
      })
      expect(rehearsed).toEqual(await lived(world, ids))
      const { before, after, differences } = await rehearse(routing)
      expect(after).toEqual(before)
      expect(differences).toMatchObject({ total: 0, assignments: { total: 0 } })
      const given = (await Promise.all(ids.map((id) => world.sam.verdicts(id)))).flat()
      const count = (wanted: string) => given.filter(({ verdict }) => verdict === wanted).length
      expect([before.verdicts.met, before.verdicts.breached]).toEqual([count('met'), count('breached')])
    })
  })
}
