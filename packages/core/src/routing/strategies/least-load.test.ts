import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candidate, gist, rankContext, waiting } from '../../../test/candidates.js'
import { seededRandom } from '../../testing/seeded-random.js'
import type { Candidate } from '../policy-types.js'
import { leastLoad } from './least-load.js'

const policy = leastLoad()
const select = (candidates: readonly Candidate[], seed = 1) =>
  policy.select(waiting(), candidates, rankContext({ random: seededRandom(seed) }))

describe('least load', () => {
  it('chooses the smallest share of used capacity, not the fewest tickets', () => {
    const candidates = [
      candidate('a', { load: 3, capacity: 4 }),
      candidate('b', { load: 5 }),
      candidate('c', { load: 6 }),
    ]
    const { assignee, reasons } = select(candidates)
    expect(assignee).toBe('b')
    expect(reasons).toEqual([
      { code: 'chosen', agent: 'b', by: 'least-load', load: 5, capacity: 10, ranks: { 'least-load': -0.5 } },
      { code: 'outranked', agent: 'a', by: 'least-load', rank: -0.75, best: -0.5 },
      { code: 'outranked', agent: 'c', by: 'least-load', rank: -0.6, best: -0.5 },
    ])
  })

  it('compares agents without a limit by their load over 100', () => {
    const unlimited = (load: number) => candidate('free', { load, capacity: null })
    const half = candidate('b', { load: 5 })
    expect(select([unlimited(49), half]).assignee).toBe('free')
    expect(select([unlimited(51), half]).assignee).toBe('b')
    expect(select([unlimited(5_000)]).assignee).toBe('free')
  })

  it('passes over who is absent, full or without any capacity, and says so', () => {
    const { assignee, reasons } = select([
      candidate('away', { presence: { code: 'away', until: null } }),
      candidate('full', { load: 10 }),
      candidate('none', { capacity: 0 }),
      candidate('busy', { load: 9 }),
    ])
    expect(assignee).toBe('busy')
    expect(gist(reasons)).toEqual(['chosen busy', 'away away', 'full full', 'full none'])
  })

  it('of a ticket that is no work, takes no capacity for used up', () => {
    const nothing = waiting({ weight: 0 })
    const candidates = [
      candidate('none', { capacity: 0 }),
      candidate('full', { load: 10 }),
      candidate('b', { load: 9 }),
    ]
    expect(policy.select(nothing, candidates, rankContext()).assignee).toBe('b')
    expect(policy.select(nothing, candidates.slice(0, 1), rankContext()).assignee).toBe('none')
  })

  it('of any candidates, chooses one with a free place and no larger share than any other such', () => {
    const anyAgent = fc.record({ load: fc.nat(12), capacity: fc.option(fc.integer({ min: 0, max: 12 })) })
    fc.assert(
      fc.property(fc.array(anyAgent, { maxLength: 12 }), fc.nat(), (drawn, seed) => {
        const candidates = drawn.map((each, index) => candidate(`a${index}`, each))
        const free = candidates.filter(({ agent, load }) => load < (agent.capacity ?? Number.POSITIVE_INFINITY))
        const share = (one: Candidate | undefined) => (one?.load ?? 0) / (one?.agent.capacity ?? 100)
        const { assignee } = select(candidates, seed)
        const chosen = free.find(({ agent: { id } }) => id === assignee)
        expect(chosen === undefined).toBe(free.length === 0)
        expect(free.every((one) => share(chosen) <= share(one))).toBe(true)
      }),
    )
  })
})
