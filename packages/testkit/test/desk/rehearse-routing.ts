import { byRating, defineRouting, type Rehearsal, scored, weighted } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { hours } from './changing-desk.js'
import { deciding, log, openDeciding, request } from './deciding-desk.js'
import { codes, desk, history, rehearse, routing, STAFF, withSaturdays } from './lived-history.js'
import type { CreateDeskFixture } from './world.js'

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

    it('gives out what waits for a shift and is as urgent in the order of age, whatever happened to it meanwhile', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { capacity: 1, rating: 1, shift: 'office' })
      await world.work({ hours: 10 })
      const older = await world.sam.create(request())
      await world.pass({ minutes: 1 })
      await world.sam.create(request())
      await world.pass({ minutes: 1 })
      await world.sam.tag(older.id, { add: ['x'] })
      await world.work({ hours: 15 })
      expect((await world.sam.get(older.id)).assignee).toBe('ann')
      const nobody = defineRouting({ id: 'nobody', tiers: [{ teams: ['none'], by: [byRating()] }] })
      const { differences } = await rehearse({ world, until: new Date(world.now()) }, { routing: nobody })
      expect(differences.assignments.items.map(({ ticketId }) => ticketId)).toEqual([older.id])
    })

    it('keeps what people decided on a priority, for as long as they did', async () => {
      const priority = weighted({
        levels: { urgent: 80, high: 60, normal: 30, low: 0 },
        waiting: { weight: 100, full: { hours: 10 } },
      })
      const world = await openDeciding(create, deciding({ priority }))
      const held = await world.sam.create(request())
      const back = await world.sam.create(request())
      const ended = await world.sam.create(request())
      await world.sam.setPriority(held.id, { priority: 'urgent' })
      await world.sam.setPriority(back.id, { priority: 'urgent' })
      await world.sam.setPriority(ended.id, { priority: 'urgent', until: hours(2) })
      await world.work({ hours: 1 })
      await world.sam.setPriority(back.id, { priority: null })
      await world.work({ hours: 3 })
      const until = new Date(world.now())
      const same = await rehearse({ world, until }, { priority })
      expect(same.differences.assignments.total).toBe(0)
      const flat = scored({ id: 'flat', levels: { urgent: 80, low: 0 }, score: () => ({ score: 0, reasons: [] }) })
      const { items } = (await rehearse({ world, until }, { priority: flat })).differences.assignments
      const found = items.map(({ ticketId, before, after }) => [ticketId, before.priority, after.priority])
      expect(found).toEqual([
        [back.id, 'normal', 'low'],
        [ended.id, 'normal', 'low'],
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
  })
}
