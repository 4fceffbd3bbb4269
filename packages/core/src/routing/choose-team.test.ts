import { describe, expect, it } from 'vitest'
import { candidate, gist, rankContext, waiting } from '../../test/candidates.js'
import { thrown } from '../../test/thrown.js'
import { defineRouting } from './define-routing.js'
import type { RoutingTier, TeamChoice, TeamChooser } from './routing-input.js'
import { leastLoad } from './strategies/least-load.js'

const by = [leastLoad()]
const route = (team: TeamChooser, ticket = waiting(), tiers: readonly RoutingTier[] = [{ by }], candidates = TEAMS) =>
  defineRouting({ id: 'own', team, tiers }).select(ticket, candidates, rankContext())
const TEAMS = [
  candidate('a', { teams: ['lamps'], load: 5 }),
  candidate('b', { teams: ['desks'] }),
  candidate('c', { teams: ['night'], load: 1 }),
]
const choice = (team: string | null): TeamChoice => ({
  team,
  confidence: 0.7,
  reasons: [{ code: 'learned', team, confidence: 0.7 }],
})

describe('a chooser of teams', () => {
  it('is asked about a ticket without a team, which then belongs to the team that it names', () => {
    const { assignee, team, reasons } = route(({ subject }) => choice(subject === 'It hums' ? 'lamps' : null))
    expect({ assignee, team }).toEqual({ assignee: 'a', team: 'lamps' })
    expect(reasons[0]).toEqual({ code: 'learned', team: 'lamps', confidence: 0.7 })
    expect(gist(reasons)).toEqual(['learned', 'chosen a'])
  })

  it('is not asked about a ticket that has one', () => {
    const never: TeamChooser = () => {
      throw new Error('asked')
    }
    expect(route(never, waiting({ team: 'desks' }))).toMatchObject({ assignee: 'b' })
    expect(route(never, waiting({ team: 'desks' }))).not.toHaveProperty('team')
  })

  it('may abstain: then everybody is looked at, and the ticket stays without a team', () => {
    const decision = route(() => choice(null))
    expect(decision.assignee).toBe('b')
    expect(decision).not.toHaveProperty('team')
    expect(gist(decision.reasons)).toEqual(['learned', 'chosen b', 'outranked a', 'outranked c'])
  })

  it('gives the ticket its team also when nobody there can take it now', () => {
    const full = [candidate('a', { teams: ['lamps'], load: 10 }), candidate('b', { teams: ['desks'] })]
    const { assignee, team, reasons } = route(() => choice('lamps'), waiting(), [{ by }], full)
    expect({ assignee, team }).toEqual({ assignee: null, team: 'lamps' })
    expect(gist(reasons)).toEqual(['learned', 'full a'])
  })

  it('says whose tiers and saturation count: its team’s, in every tier; another tier’s team moves the ticket on', () => {
    const tiers = [
      { name: 'overflow', ifSaturated: 0.5, teams: ['night'], by },
      { name: 'own', by },
    ]
    const saturated = route(() => choice('lamps'), waiting(), tiers)
    expect(saturated).toMatchObject({ assignee: 'c', team: 'night' })
    const idle = route(() => choice('desks'), waiting(), tiers)
    expect(idle).toMatchObject({ assignee: 'b', team: 'desks' })
    expect(gist(idle.reasons)).toEqual(['learned', 'tier-skipped', 'chosen b'])
  })

  it('that names a team of which nobody is a candidate is passed over, with the reason', () => {
    const decision = route(() => choice('closed-in-2019'))
    expect(decision).not.toHaveProperty('team')
    expect(decision.assignee).toBe('b')
    expect(decision.reasons[1]).toEqual({ code: 'team-without-agents', team: 'closed-in-2019' })
  })

  it('has 20 of its reasons kept, so that the chosen agent’s is among them', () => {
    const reasons = Array.from({ length: 100 }, (_, index) => ({ code: 'feature', index }))
    const decision = route(() => ({ team: 'lamps', confidence: 1, reasons }))
    expect(decision.reasons.length).toBe(21)
    expect(decision.reasons[20]).toMatchObject({ code: 'chosen', agent: 'a' })
  })

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['a text', 'lamps'],
    ['a promise', Promise.resolve(choice('lamps'))],
    ['a number for the team', { ...choice(null), team: 5 }],
    ['no team', { reasons: [] }],
    ['no reasons', { team: 'lamps', confidence: 1 }],
  ])('that gives %s fails', (_what, given) => {
    const error = thrown('POLICY_FAILED', () => route(() => given as TeamChoice))
    expect(error.message).toContain('`team` of the routing policy own gave no choice')
  })

  it('that throws fails with its cause', () => {
    const cause = new Error('no model')
    const broken: TeamChooser = () => {
      throw cause
    }
    expect(thrown('POLICY_FAILED', () => route(broken)).cause).toBe(cause)
  })
})
