import { describe, expect, it } from 'vitest'
import { candidate, rankContext, waiting } from '../../../test/candidates.js'
import { thrown } from '../../../test/thrown.js'
import { pick } from '../pick.js'
import type { RankContext, RoutingStrategy } from '../policy-types.js'
import { byRating } from './by-rating.js'
import { byWeight } from './by-weight.js'
import { experience } from './experience.js'
import { leastLoad } from './least-load.js'
import { roundRobin } from './round-robin.js'
import { skillsMatch } from './skills-match.js'
import { sticky } from './sticky.js'

type Changes = Parameters<typeof candidate>[1]
const rank = (strategy: RoutingStrategy, changes: Changes = {}, context: Partial<RankContext> = {}, weight = 1) =>
  strategy.rank(waiting({ weight }), candidate('a', changes), rankContext(context))

describe('a strategy', () => {
  it.each([
    [leastLoad(), 'least-load'],
    [roundRobin(), 'round-robin'],
    [skillsMatch(), 'skills-match'],
    [skillsMatch({ prefer: 'closest' }), 'closest-skills-match'],
    [sticky(), 'sticky'],
    [byRating(), 'by-rating'],
    [byWeight(), 'by-weight'],
    [experience(), 'experience'],
  ])('is a whole policy by itself: %#', (strategy, id) => {
    expect(strategy).toMatchObject({ id, version: 1 })
    expect(strategy.usesLastAgent ?? false).toBe(id === 'sticky')
    const candidates = [candidate('x', { load: 10 }), candidate('y', { load: 1 })]
    const { assignee, reasons } = strategy.select(waiting(), candidates, rankContext())
    expect(assignee).toBe('y')
    expect(Object.keys(reasons[0]?.['ranks'] as object)).toEqual([id])
  })

  it('by itself chooses as it ranks', () => {
    const candidates = [candidate('x', { rating: 3 }), candidate('y', { rating: 4 }), candidate('z', { rating: 2 })]
    expect(byRating().select(waiting(), candidates, rankContext()).assignee).toBe('y')
  })
})

it('round robin prefers whoever was given work longest ago', () => {
  expect(rank(roundRobin(), { turn: 3 })).toBeGreaterThan(rank(roundRobin(), { turn: 4 }))
  expect(rank(roundRobin(), { turn: 0 })).toBeGreaterThan(rank(roundRobin(), { turn: 1 }))
})

describe('skills', () => {
  const requirements = { skills: { german: 2, law: 3 } }
  const skilled = (skills: Record<string, number>) => ({ skills })

  it('that are required count by their level, others do not', () => {
    const best = (skills: Record<string, number>) => rank(skillsMatch(), skilled(skills), { requirements })
    expect(best({ german: 4, law: 3 })).toBe(7)
    expect(best({ german: 4, law: 3, french: 5 })).toBe(7)
    expect(best({})).toBe(0)
  })

  it('that are more than required count against, where the closest match is preferred', () => {
    const closest = (skills: Record<string, number>) =>
      rank(skillsMatch({ prefer: 'closest' }), skilled(skills), { requirements })
    expect(closest({ german: 2, law: 3 })).toBe(0)
    expect(closest({ german: 5, law: 4, french: 5 })).toBe(-4)
  })

  it('compare nothing where none is required; inherited names are none', () => {
    expect(rank(skillsMatch(), skilled({ german: 5 }))).toBe(0)
    expect(rank(skillsMatch(), {}, { requirements: { skills: { toString: 1 } } })).toBe(0)
  })

  it('leave experts free: the closest gets it, the best does where that is asked', () => {
    const candidates = [candidate('expert', skilled({ german: 5 })), candidate('enough', skilled({ german: 2 }))]
    const by = (strategy: RoutingStrategy) =>
      pick([strategy], waiting(), candidates, rankContext({ requirements: { skills: { german: 2 } } })).assignee
    expect(by(skillsMatch({ prefer: 'best' }))).toBe('expert')
    expect(by(skillsMatch({ prefer: 'closest' }))).toBe('enough')
  })
})

it('sticky prefers the last agent of the requester, and nobody where there was none', () => {
  expect(rank(sticky(), {}, { lastAgent: 'a' })).toBe(1)
  expect(rank(sticky(), {}, { lastAgent: 'b' })).toBe(0)
  expect(rank(sticky(), {}, { lastAgent: null })).toBe(0)
})

it('by rating prefers the highest; whom nobody has rated comes last, a negative rating before', () => {
  const rated = (rating: number | null) => rank(byRating(), { rating })
  expect(rated(4.5)).toBe(4.5)
  expect(rated(-100)).toBeGreaterThan(rated(null))
  expect(Number.isFinite(rated(null))).toBe(true)
})

describe('by weight', () => {
  const weighed = (weight: number, load: number, ticket = 1) => rank(byWeight(), { weight, load }, {}, ticket)

  it('prefers whoever has least work for the weight, with the ticket', () => {
    expect(weighed(2, 3)).toBe(-2)
    expect(weighed(1, 1)).toBe(-2)
    expect(weighed(1, 0, 3)).toBe(-3)
    expect(weighed(2, 0)).toBeGreaterThan(weighed(1, 0))
  })

  it('takes a weight of 0 after all others, however little those weigh', () => {
    expect(weighed(0, 0)).toBeLessThan(weighed(0.001, 1_000_000))
    expect(Number.isFinite(weighed(Number.MIN_VALUE, 1))).toBe(true)
    const only = [candidate('a', { weight: 0 })]
    expect(byWeight().select(waiting(), only, rankContext()).assignee).toBe('a')
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('fails on the weight %d, and says whose it is', (weight) => {
    const error = thrown('POLICY_FAILED', () =>
      byWeight().select(waiting(), [candidate('a', { weight })], rankContext()),
    )
    expect(error.message).toBe(
      `The agent a has the weight ${weight}; let the directory give 0 or a finite number above it.`,
    )
  })
})

it('experience counts doublings of solved tickets', () => {
  const steps = [0, 1, 2, 3, 6, 7, 15, 1_023, 1_024].map((solved) => rank(experience(), { solved }))
  expect(steps).toEqual([0, 1, 1, 2, 2, 3, 4, 10, 10])
})
