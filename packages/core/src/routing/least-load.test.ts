import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { START, ticketRecord } from '../../test/records.js'
import type { Random } from '../kernel/random.js'
import type { AgentLoad, AgentRecord } from '../store/record-types.js'
import { seededRandom } from '../testing/seeded-random.js'
import { leastLoad } from './least-load.js'

const policy = leastLoad()

function agent(id: string, load: number, changes: Partial<AgentRecord> = {}): AgentLoad {
  const given = {
    name: id,
    teams: [],
    capacity: 10,
    status: 'present',
    skills: {},
    languages: [],
    manager: null,
    authority: null,
  } as const
  return { agent: { id, ...given, ...changes }, load }
}

const select = (candidates: readonly AgentLoad[], random: Random = seededRandom(1)) =>
  policy.select(ticketRecord(), candidates, { now: START, random })

describe('least load', () => {
  it('chooses the smallest share of used capacity, not the fewest tickets', () => {
    const { assignee, reasons } = select([agent('a', 3, { capacity: 4 }), agent('b', 5), agent('c', 6)])
    expect(assignee).toBe('b')
    expect(reasons).toEqual([
      { code: 'more-load', agent: 'a', load: 3, capacity: 4 },
      { code: 'least-load', agent: 'b', load: 5, capacity: 10 },
      { code: 'more-load', agent: 'c', load: 6, capacity: 10 },
    ])
  })

  it('compares agents without a limit by their tickets over 100', () => {
    const unlimited = (load: number) => agent('free', load, { capacity: null })
    expect(select([unlimited(49), agent('b', 5)]).assignee).toBe('free')
    expect(select([unlimited(51), agent('b', 5)]).assignee).toBe('b')
    expect(select([unlimited(5_000)]).assignee).toBe('free')
  })

  it('passes over who is away, removed, full or without any capacity, and says so', () => {
    const { assignee, reasons } = select([
      agent('away', 0, { status: 'away' }),
      agent('gone', 0, { status: 'removed' }),
      agent('full', 10),
      agent('over', 12),
      agent('none', 0, { capacity: 0 }),
      agent('busy', 9),
    ])
    expect(assignee).toBe('busy')
    expect(reasons.map(({ code, agent: who }) => `${String(who)} ${code}`)).toEqual([
      'away absent',
      'gone absent',
      'full full',
      'over full',
      'none full',
      'busy least-load',
    ])
  })

  it('gives the ticket to nobody rather than to somebody who cannot take it', () => {
    expect(select([])).toEqual({ assignee: null, reasons: [{ code: 'no-candidates' }] })
    expect(select([agent('a', 10)])).toEqual({
      assignee: null,
      reasons: [{ code: 'full', agent: 'a', load: 10, capacity: 10 }],
    })
  })

  it('names the others of a tie', () => {
    const { assignee, reasons } = select([agent('a', 1), agent('b', 1), agent('c', 2)])
    const other = assignee === 'a' ? 'b' : 'a'
    expect(reasons.map(({ code, agent: who }) => `${String(who)} ${code}`).sort()).toEqual(
      [`${assignee} least-load`, `${other} tie`, 'c more-load'].sort(),
    )
  })

  it('of any candidates, chooses a present one with a free place and no larger share than any other such', () => {
    const anyAgent = fc.record({
      load: fc.nat(12),
      capacity: fc.option(fc.integer({ min: 0, max: 12 })),
      status: fc.constantFrom('present', 'away', 'removed'),
    })
    fc.assert(
      fc.property(fc.array(anyAgent, { maxLength: 12 }), fc.nat(), (drawn, seed) => {
        const candidates = drawn.map(({ load, ...rest }, index) => agent(`a${index}`, load, rest))
        const free = candidates.filter(
          ({ agent: { status, capacity }, load }) =>
            status === 'present' && load < (capacity ?? Number.POSITIVE_INFINITY),
        )
        const share = (candidate: AgentLoad | undefined) => (candidate?.load ?? 0) / (candidate?.agent.capacity ?? 100)
        const { assignee, reasons } = select(candidates, seededRandom(seed))
        const chosen = free.find(({ agent: { id } }) => id === assignee)
        expect(chosen === undefined).toBe(free.length === 0)
        expect(free.every((candidate) => share(chosen) <= share(candidate))).toBe(true)
        expect(reasons.length).toBe(Math.max(1, candidates.length))
      }),
    )
  })
})

describe('ties among 40 equal agents, 10,000 times', () => {
  const PICKS = 10_000
  const ids = Array.from({ length: 40 }, (_, index) => `a${index}`)
  const mean = PICKS / ids.length

  function picks(loadOf: (given: number) => number, seed: number): number[] {
    const random = seededRandom(seed)
    const given = new Map(ids.map((id) => [id, 0]))
    for (let pick = 0; pick < PICKS; pick += 1) {
      const candidates = ids.map((id) => agent(id, loadOf(given.get(id) ?? 0), { capacity: null }))
      const { assignee } = select(candidates, random)
      given.set(assignee ?? '', (given.get(assignee ?? '') ?? 0) + 1)
    }
    return [...given.values()]
  }

  it('are shared out within 5 % of the mean where each pick counts as load', () => {
    const counts = picks((given) => given, 1)
    expect(counts.length).toBe(40)
    expect(counts.filter((count) => Math.abs(count - mean) > mean * 0.05)).toEqual([])
  })

  it('fall by chance alone where loads stay equal: no more uneven than a fair die', () => {
    const counts = picks(() => 3, 2)
    expect(counts.length).toBe(40)
    const chiSquare = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0)
    // Of fair dice with 40 faces, one in a thousand is above 72.1 and one in a thousand below 16.3.
    expect(chiSquare).toBeLessThan(72.1)
    expect(chiSquare).toBeGreaterThan(16.3)
  })

  it('repeat for the same seed', () => {
    const candidates = ids.map((id) => agent(id, 0))
    const run = (seed: number) => {
      const random = seededRandom(seed)
      return Array.from({ length: 50 }, () => select(candidates, random).assignee)
    }
    expect(run(5)).toEqual(run(5))
    expect(run(5)).not.toEqual(run(6))
  })
})
