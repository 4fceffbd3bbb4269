import { byRating } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { readContents } from '../../src/store/read-contents.js'
import { hours } from './changing-desk.js'
import { deciding, openDeciding, request } from './deciding-desk.js'
import { type Change, codes, desk, history, rehearse, routing, withSaturdays } from './lived-history.js'
import { type CreateDeskFixture, failure } from './world.js'

/** A rehearsal of who gets what that has nothing to go by, goes wrong, or is broken off. */
export function rehearseLimitScenarios(create: CreateDeskFixture): void {
  describe('a rehearsal of who gets what, at its limits,', () => {
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
      const call = rehearse({ world, until: hours(1) }, change as unknown as Change)
      expect(await failure(call)).toMatchObject({ code })
      expect(await failure(world.sam.rehearse({ since: hours(0), until: hours(1), change: {} }))).toMatchObject({
        code: 'FORBIDDEN',
      })
      const empty = world.as('lead').rehearse({ since: hours(1), until: hours(1), change: {} })
      expect(await failure(empty)).toMatchObject({ code: 'INVALID_INPUT' })
    })
  })
}
