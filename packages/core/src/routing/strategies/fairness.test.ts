import { describe, expect, it } from 'vitest'
import { candidate, rankContext, waiting } from '../../../test/candidates.js'
import { seededRandom } from '../../testing/seeded-random.js'
import type { Candidate, RoutingStrategy } from '../policy-types.js'
import { byWeight } from './by-weight.js'
import { leastLoad } from './least-load.js'
import { roundRobin } from './round-robin.js'

const TICKETS = 10_000
const AGENTS = Array.from({ length: 40 }, (_, index) => `a${index}`)
const MEAN = TICKETS / AGENTS.length

/** Agent to the number of tickets, when each ticket stays with its agent. */
function handOut(strategy: RoutingStrategy, seed: number, weightOf: (agent: string) => number = () => 1): number[] {
  const random = seededRandom(seed)
  const given = AGENTS.map(() => 0)
  const turns = AGENTS.map(() => 0)
  for (let turn = 1; turn <= TICKETS; turn += 1) {
    const candidates = AGENTS.map((id, index): Candidate => {
      const weight = weightOf(id)
      return candidate(id, { load: given[index] ?? 0, turn: turns[index] ?? 0, capacity: null, weight })
    })
    const { assignee } = strategy.select(waiting(), candidates, rankContext({ random }))
    const index = AGENTS.indexOf(assignee ?? '')
    given[index] = (given[index] ?? 0) + 1
    turns[index] = turn
  }
  return given
}

const SEED = 20_250_101

describe(`10,000 tickets for 40 equal agents (seed ${SEED})`, () => {
  it.each([leastLoad(), roundRobin(), byWeight()])('are shared out within 5 % of the mean: $id', (strategy) => {
    const counts = handOut(strategy, SEED)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(TICKETS)
    expect(counts.filter((count) => Math.abs(count - MEAN) > MEAN * 0.05)).toEqual([])
  })

  it('are shared out within 5 % of each share where agents differ in weight, and whoever weighs 0 gets none', () => {
    const weightOf = (agent: string) => Number(agent.slice(1)) % 4
    const counts = handOut(byWeight(), SEED, weightOf)
    const total = AGENTS.reduce((sum, agent) => sum + weightOf(agent), 0)
    const shares = AGENTS.map((agent) => (TICKETS * weightOf(agent)) / total)
    expect(counts.length).toBe(40)
    expect(
      counts.filter((count, index) => Math.abs(count - (shares[index] ?? 0)) > (shares[index] ?? 0) * 0.05),
    ).toEqual([])
  })

  it('go round in turn: nobody has a second one before each has one', () => {
    const random = seededRandom(SEED)
    const turns = new Map(AGENTS.map((id) => [id, 0]))
    const order = AGENTS.concat(AGENTS).map((_, turn) => {
      const candidates = AGENTS.map((id) => candidate(id, { turn: turns.get(id) ?? 0 }))
      const { assignee } = roundRobin().select(waiting(), candidates, rankContext({ random }))
      turns.set(assignee ?? '', turn + 1)
      return assignee
    })
    expect(new Set(order.slice(0, 40)).size).toBe(40)
    expect(order.slice(40)).toEqual(order.slice(0, 40))
  })
})

describe('ties among 40 equal agents, 10,000 times', () => {
  const equals = AGENTS.map((id) => candidate(id, { load: 3 }))
  const picks = (seed: number, times: number) => {
    const random = seededRandom(seed)
    return Array.from({ length: times }, () => leastLoad().select(waiting(), equals, rankContext({ random })).assignee)
  }

  it(`fall by chance alone: no more uneven than a fair die (seed ${SEED})`, () => {
    const counts = new Map(AGENTS.map((id) => [id, 0]))
    for (const assignee of picks(SEED, TICKETS)) counts.set(assignee ?? '', (counts.get(assignee ?? '') ?? 0) + 1)
    expect(counts.size).toBe(40)
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - MEAN) ** 2 / MEAN, 0)
    // Of fair dice with 40 faces, one in a thousand is above 72.1 and one in a thousand below 16.3.
    expect(chiSquare).toBeLessThan(72.1)
    expect(chiSquare).toBeGreaterThan(16.3)
  })

  it('repeat for the same seed', () => {
    expect(picks(5, 50)).toEqual(picks(5, 50))
    expect(picks(5, 50)).not.toEqual(picks(6, 50))
  })
})
