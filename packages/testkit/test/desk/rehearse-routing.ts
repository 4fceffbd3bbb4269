import { type ActorDesk, byRating, defineCalendar, defineRouting, type Rehearsal, scored, weighted } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.js'
import { readContents } from '../../src/store/read-contents.js'
import { hours } from './changing-desk.js'
import { type DecidingWorld, deciding, log, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

type Input = Parameters<ActorDesk['rehearse']>[0]

const routing = defineRouting({ id: 'best', tiers: [{ by: [byRating()] }] })
const desk = deciding({ routing })
const STAFF = [
  { id: 'ann', capacity: 9, rating: 5, shift: 'office' },
  { id: 'bob', capacity: 4, rating: 3, shift: 'office' },
] as const

const everyDay = [['09:00', '17:00']] as const
const withSaturdays = defineCalendar({
  version: 2,
  timeZone: 'UTC',
  weekly: { mon: everyDay, tue: everyDay, wed: everyDay, thu: everyDay, fri: everyDay, sat: everyDay },
})

/** Lets a desk live through so many days: tickets come, wait, are worked on for two to six hours, and solved. */
async function history(create: CreateDeskFixture, days: number, everyMinutes = 60) {
  const world = await openDeciding(create, desk)
  for (const agent of STAFF) await world.put(agent.id, agent)
  const random = seededRandom(11)
  const open = new Map<string, number>()
  const ids: string[] = []
  const end = hours(24 * days).getTime()
  for (let next = world.now(); next < end; next += everyMinutes * 60_000) {
    await comesTo(world, next)
    const priority = random.pick(['urgent', 'high', 'normal', 'low'])
    const { id } = await world.as('requester', random.pick(['cem', 'dee'])).create({ subject: 'The lamp hums' })
    if (random.below(3) > 0) await world.sam.setPriority(id, { priority })
    ids.push(id)
    open.set(id, 60 * (2 + random.below(5)))
    for (const [one, left] of open) {
      const { assignee } = await world.sam.get(one)
      if (assignee === null) continue
      // What happens at one instant, no log puts in order.
      await world.pass({ seconds: 1 })
      if (left > everyMinutes) open.set(one, left - everyMinutes)
      else {
        await world.as('agent', assignee).send(one, { type: 'solve' })
        open.delete(one)
      }
    }
  }
  await comesTo(world, end)
  return { world, ids, until: new Date(world.now()) }
}

/** Passes time; who begins to work then finds the night's tickets in the order of urgency, as with a worker. */
async function comesTo(world: DecidingWorld, at: number): Promise<void> {
  if (new Date(at).getUTCHours() === 9 && at > world.now()) {
    await world.pass({ seconds: (at - world.now()) / 1_000 - 60 })
    await world.desk.system.tick()
    await world.work({ minutes: 1, seconds: 0.01 })
  } else await world.pass({ seconds: (at - world.now()) / 1_000 })
}

function rehearse({ world, until }: { world: DecidingWorld; until: Date }, change: Input['change'], more: object = {}) {
  return world.as('lead', 'lea').rehearse({ since: hours(0), until, change, ...more })
}

const codes = ({ notes }: Rehearsal) => notes.map(({ code }) => code)

/** What routing, priorities, agents and shifts would have come to. */
export function rehearseRoutingScenarios(create: CreateDeskFixture): void {
  describe('a rehearsal of who gets what', () => {
    it('finds who really got what and when, where nothing is changed', async () => {
      const lived = await history(create, 3)
      const { world, ids } = lived
      const { before, after, differences, tickets } = await rehearse(lived, { routing })
      expect(tickets).toBe(ids.length)
      expect(after).toEqual(before)
      expect(differences.assignments).toEqual({ total: 0, items: [] })
      const real: Record<string, number> = {}
      const waits: number[] = []
      for (const id of ids) {
        const given = (await log(world, id)).filter(({ type }) => type === 'ticket.assigned')
        for (const { data } of given) {
          const agent = String(data['assignee'])
          real[agent] = (real[agent] ?? 0) + 1
        }
        const { createdAt } = await world.sam.get(id)
        if (given[0]) waits.push((given[0].occurredAt.getTime() - createdAt.getTime()) / 1_000)
      }
      const { routing: rehearsed } = before
      const byAgent = Object.entries(rehearsed?.byAgent ?? {}).map(([id, { assigned }]) => [id, assigned])
      expect(Object.fromEntries(byAgent)).toEqual(real)
      expect(rehearsed?.assigned).toBe(waits.length)
      expect(rehearsed?.unassigned).toBe(ids.length - waits.length)
      const sorted = waits.toSorted((a, b) => a - b)
      expect(sorted.at(-1)).toBeGreaterThan(3_600)
      for (const share of [50, 80, 90, 95] as const) {
        expect(rehearsed?.waited?.[`p${share}`]).toBe(sorted[Math.ceil((share / 100) * sorted.length) - 1])
      }
    })

    it('gives the same bytes twice, and says what it assumes', async () => {
      const lived = await history(create, 2)
      const change = { agents: [{ id: 'eve', name: 'eve', teams: ['lamps'], capacity: 1, rating: 4 }] }
      const first = await rehearse(lived, change, { seed: 5 })
      const second = await rehearse(lived, change, { seed: 5 })
      expect(JSON.stringify(second)).toBe(JSON.stringify(first))
      expect(codes(first)).toEqual(['assumed'])
      const assume = { text: 'All goes as it went.', delay: () => 0 }
      expect((await rehearse(lived, change, { assume })).notes).toEqual([{ code: 'assumed', text: assume.text }])
    })

    it('finds that two more agents shorten the wait, and what they would have had to do', async () => {
      const lived = await history(create, 3)
      const more = ['eve', 'fay'].map((id) => ({ id, name: id, teams: ['lamps'], capacity: 3, rating: 1 }))
      const { before, after, differences } = await rehearse(lived, { agents: more })
      const [was, is] = [before.routing, after.routing]
      expect(is?.waited?.p95).toBeLessThan(was?.waited?.p95 ?? 0)
      expect(is?.unassigned).toBeLessThanOrEqual(was?.unassigned ?? 0)
      expect(is?.byAgent['eve']?.assigned).toBeGreaterThan(0)
      expect(was?.byAgent['eve']).toBeUndefined()
      for (const { mostHeld } of [is?.byAgent['eve'], is?.byAgent['fay']].filter((one) => one !== undefined)) {
        expect(mostHeld).toBeLessThanOrEqual(3)
      }
      expect(differences.assignments.total).toBeGreaterThan(0)
    })

    it('finds what an agent who leaves would have left to the others', async () => {
      const lived = await history(create, 2)
      const { after } = await rehearse(lived, { agents: [{ id: 'bob', name: 'bob', status: 'removed' }] })
      expect(Object.keys(after.routing?.byAgent ?? {})).toEqual(['ann'])
      expect(after.routing?.byAgent['ann']?.mostHeld).toBe(9)
    })

    it.each([
      ['by the calendar of their shift', { calendars: { office: withSaturdays } }],
      [
        'by a shift of their own',
        {
          calendars: { six: withSaturdays },
          agents: STAFF.map((one) => ({ ...one, name: one.id, teams: ['lamps'], shift: 'six' })),
        },
      ],
    ])('finds what Saturdays would have brought: %s', async (_how, change) => {
      // From Monday to Sunday morning.
      const lived = await history(create, 6, 180)
      const { before, after } = await rehearse(lived, change)
      const saturday = ({ routing: side }: Rehearsal['before']) => {
        const found = (side?.hours ?? []).filter(({ hour }) => hour.getUTCDay() === 6)
        return found.reduce((sum, { assigned }) => sum + assigned, 0)
      }
      expect(saturday(before)).toBe(0)
      expect(saturday(after)).toBeGreaterThan(0)
    })

    it('lists who would have got what, with the explanation of both', async () => {
      const lived = await history(create, 2)
      const worst = {
        id: 'worst',
        rank: (_ticket: unknown, { agent }: { agent: { rating: number | null } }) => -(agent.rating ?? 0),
      }
      const changed = defineRouting({ id: 'worst-first', version: 3, tiers: [{ by: [worst] }] })
      const { differences } = await rehearse(lived, { routing: changed })
      const { items, total } = differences.assignments
      expect(items.length).toBe(total)
      const [first] = items.filter(({ before, after }) => before.assignee === 'ann' && after.assignee === 'bob')
      expect(first?.before.assignment).toMatchObject({
        policy: 'best',
        version: 1,
        reasons: [
          { code: 'chosen', agent: 'ann', by: 'by-rating' },
          { code: 'outranked', agent: 'bob' },
        ],
      })
      expect(first?.after.assignment).toMatchObject({
        policy: 'worst-first',
        version: 3,
        reasons: [
          { code: 'chosen', agent: 'bob', by: 'worst' },
          { code: 'outranked', agent: 'ann' },
        ],
      })
      const limited = await rehearse(lived, { routing: changed }, { limit: 2 })
      expect(limited.differences.assignments).toEqual({ total, items: items.slice(0, 2) })
    })

    it('of another priority policy finds each ticket with the level that it would have at the end', async () => {
      const levels = { urgent: 80, high: 60, normal: 30, low: 0 }
      const priority = weighted({ levels, waiting: { weight: 100, full: { hours: 10 } } })
      const world = await openDeciding(
        create,
        deciding({ routing, priority: scored({ id: 'flat', levels, score: () => ({ score: 30, reasons: [] }) }) }),
      )
      await world.put('ann', { rating: 1 })
      const held = await world.sam.create(request())
      const solved = await world.sam.create(request())
      const late = await world.sam.create(request())
      await world.work({ hours: 4 })
      await world.sam.send(solved.id, { type: 'solve' })
      await world.work({ hours: 3 })
      await world.sam.reply(late.id, { body: 'x' })
      await world.work({ hours: 2 })
      const until = new Date(world.now())
      const { differences } = await rehearse({ world, until }, { priority })
      const found = differences.assignments.items.map(({ ticketId, before, after }) => [
        ticketId,
        before.priority,
        after.priority,
        after.prioritized?.policy,
      ])
      expect(found).toEqual([
        [held.id, 'normal', 'urgent', 'weighted'],
        // Nobody waits for it any more.
        [solved.id, 'normal', 'low', 'weighted'],
        [late.id, 'normal', 'low', 'weighted'],
      ])
    })

    it('gives out what waits for a shift in the order of urgency, as the desk does', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { capacity: 2, rating: 1, shift: 'office' })
      await world.work({ hours: 10 })
      const ids: string[] = []
      for (const priority of ['low', 'normal', 'urgent', 'high'])
        ids.push((await world.sam.create(request({ priority }))).id)
      await world.work({ hours: 14, minutes: 1 })
      const until = new Date(world.now())
      const { after } = await rehearse({ world, until }, { routing })
      expect(after.routing?.byAgent['ann']).toMatchObject({ assigned: 2 })
      const nobody = defineRouting({ id: 'nobody', tiers: [{ teams: ['none'], by: [byRating()] }] })
      const { differences } = await rehearse({ world, until }, { routing: nobody })
      expect(differences.assignments.items.map(({ ticketId, before }) => [ticketId, before.assignee])).toEqual([
        [ids[2], 'ann'],
        [ids[3], 'ann'],
      ])
    })

    it('puts a routing to the test on a desk that has none', async () => {
      const world = await openDeciding(create, deciding({}))
      await world.put('ann', { capacity: 1, rating: 1 })
      for (let index = 0; index < 4; index += 1) {
        const { id } = await world.sam.create(request())
        await world.pass({ hours: 2 })
        await world.sam.assign(id, { agent: 'ann' })
        await world.pass({ hours: 1 })
        await world.sam.send(id, { type: 'solve' })
      }
      const { before, after } = await rehearse({ world, until: new Date(world.now()) }, { routing })
      expect(before.routing).toBeNull()
      expect(after.routing).toMatchObject({ assigned: 4, unassigned: 0, waited: { p95: 0 } })
    })

    it('takes thousands of tickets in its stride, with agents who are full most of the time', async () => {
      const world = await openDeciding(create, deciding({}))
      await world.put('ann')
      // A database takes its time to make so many.
      const tickets = world.fixture.another === undefined ? 2_000 : 200
      const open: string[] = []
      for (let index = 0; index < tickets; index += 1) {
        const { id } = await world.sam.create(request({ priority: index % 7 === 0 ? 'urgent' : 'normal' }))
        await world.sam.assign(id, { agent: 'ann' })
        open.push(id)
        if (open.length > 30) await world.sam.send(open.shift() ?? '', { type: 'solve' })
        await world.pass({ minutes: 3 })
      }
      const agents = Array.from({ length: 20 }, (_, index) => {
        return {
          id: `a${index}`,
          name: 'x',
          teams: ['lamps'],
          capacity: 1,
          rating: index,
          shift: index % 4 ? 'office' : null,
        }
      })
      const begun = performance.now()
      const { after, tickets: replayed } = await rehearse({ world, until: new Date(world.now()) }, { routing, agents })
      console.info(`${replayed} tickets were rehearsed in ${Math.round(performance.now() - begun)} ms`)
      const { routing: side } = after
      expect(replayed).toBe(tickets)
      expect((side?.assigned ?? 0) + (side?.unassigned ?? 0)).toBe(tickets)
      const { ann: _, ...others } = side?.byAgent ?? {}
      for (const { mostHeld } of Object.values(others)) expect(mostHeld).toBe(1)
    })

    it('of a time in which there was nothing says so', async () => {
      const lived = await history(create, 1, 240)
      const change = { routing }
      const early = await lived.world.as('lead').rehearse({ since: hours(-100), until: hours(-1), change })
      expect([early.tickets, codes(early)]).toEqual([0, ['no-history', 'assumed']])
      expect(early.after.routing).toMatchObject({ assigned: 0, unassigned: 0, waited: null, hours: [] })
      const [other] = [
        await lived.world.as('lead', 'lea', 'other').rehearse({ since: hours(0), until: lived.until, change }),
      ]
      expect(other?.tickets).toBe(0)
    })

    it('of a policy that fails is done all the same, and says on which side and how often', async () => {
      const lived = await history(create, 1, 240)
      const throws = (): never => {
        throw new Error('a policy threw')
      }
      const failed = await rehearse(lived, { routing: { id: 'bad', version: 1, select: throws } })
      expect(failed.notes).toContainEqual(
        expect.objectContaining({ code: 'policy-failed', side: 'after', tickets: failed.tickets }),
      )
      expect(failed.after.routing).toMatchObject({ assigned: 0, unassigned: failed.tickets })
      expect(failed.before.routing?.assigned).toBeGreaterThan(0)
      const levels = ['urgent', 'high', 'normal', 'low']
      const both = await rehearse(lived, { priority: { id: 'bad', version: 1, levels, decide: throws } })
      expect(codes(both)).toContain('policy-failed')
      const odd = { id: 'odd', rank: () => Number.NaN }
      expect(codes(await rehearse(lived, { routing: { id: 'nan', tiers: [{ by: [odd] }] } }))).toContain(
        'policy-failed',
      )
      expect(lived.world.errors).toEqual([])
    })

    it('tells how far it is, and ends when it is told to', async () => {
      const lived = await history(create, 3)
      const told: { readonly tickets: number; readonly at: Date }[] = []
      await rehearse(lived, { routing }, { onProgress: (progress: (typeof told)[number]) => told.push(progress) })
      expect(told.length).toBeGreaterThan(0)
      expect(told.map(({ tickets }) => tickets)).toEqual(told.map(({ tickets }) => tickets).toSorted((a, b) => a - b))
      const ended = new AbortController()
      ended.abort(new Error('enough'))
      await expect(rehearse(lived, { routing }, { signal: ended.signal })).rejects.toThrow('enough')
      const later = new AbortController()
      const onProgress = () => later.abort(new Error('later'))
      await expect(rehearse(lived, { routing }, { signal: later.signal, onProgress })).rejects.toThrow('later')
    })

    it('writes nothing and tells nobody', async () => {
      const lived = await history(create, 1, 120)
      const { world, ids } = lived
      const all = async () => [
        await readContents(world.store, { tenant: 'acme', tickets: ids }),
        await world.store.nextWakeup(),
      ]
      const events: unknown[] = []
      world.desk.subscribe((event) => events.push(event))
      const before = await all()
      const agents = [{ id: 'eve', name: 'eve', teams: ['lamps'] }]
      await rehearse(lived, { routing: { ...routing, offerMs: 60_000 }, agents, calendars: { office: withSaturdays } })
      expect(await all()).toEqual(before)
      expect([events, world.errors]).toEqual([[], []])
      expect(await world.directory.agent('eve')).toBeNull()
    })

    it.each([
      ['an agent with an unknown shift', { agents: [{ id: 'eve', name: 'eve', shift: 'moon' }] }, 'INVALID_INPUT'],
      [
        'an agent with a capacity that is none',
        { agents: [{ id: 'eve', name: 'eve', capacity: Infinity }] },
        'INVALID_INPUT',
      ],
      ['an agent without an id', { agents: [{ name: 'eve' }] }, 'INVALID_INPUT'],
      ['a routing that is none', { routing: { id: 'x' } }, 'INVALID_DEFINITION'],
      [
        'a routing of an unknown level',
        { routing: { id: 'x', tiers: [{ when: { priority: 'hot' }, by: [byRating()] }] } },
        'INVALID_DEFINITION',
      ],
      ['a priority that is none', { priority: { id: 'x' } }, 'INVALID_DEFINITION'],
      [
        'a priority without levels',
        { priority: { id: 'x', version: 1, levels: [], decide: () => ({}) } },
        'INVALID_DEFINITION',
      ],
      ['an unknown key', { colour: 'red' }, 'INVALID_INPUT'],
    ])('of %s is refused', async (_what, change, code) => {
      const world = await openDeciding(create, desk)
      const call = rehearse({ world, until: hours(1) }, change as unknown as Input['change'])
      expect(await failure(call)).toMatchObject({ code })
      expect(await failure(world.sam.rehearse({ since: hours(0), until: hours(1), change: {} }))).toMatchObject({
        code: 'FORBIDDEN',
      })
      const empty = world.as('lead').rehearse({ since: hours(1), until: hours(1), change: {} })
      expect(await failure(empty)).toMatchObject({ code: 'INVALID_INPUT' })
    })
  })
}
