import { describe, expect, it } from 'vitest'
import { candidate, gist, rankContext, waiting } from '../../test/candidates.js'
import { defineRouting } from './define-routing.js'
import type { Candidate } from './policy-types.js'
import type { RoutingTier } from './routing-input.js'
import { byRating } from './strategies/by-rating.js'
import { leastLoad } from './strategies/least-load.js'

const by = [leastLoad()]
const route = (tiers: readonly RoutingTier[], candidates: readonly Candidate[], ticket = waiting()) =>
  defineRouting({ id: 'own', tiers }).select(ticket, candidates, rankContext())
const inTeam = (id: string, team: string, changes: Parameters<typeof candidate>[1] = {}) =>
  candidate(id, { teams: [team], ...changes })
const full = { load: 10 }

describe('tiers', () => {
  it('are tried in order: the first with somebody who can take the ticket has it', () => {
    const tiers = [
      { name: 'best', teams: ['x'], by },
      { teams: ['y'], by },
      { name: 'rest', teams: ['z'], by },
    ]
    const candidates = [inTeam('a', 'x', full), inTeam('b', 'y', full), inTeam('c', 'z')]
    const { assignee, team, reasons } = route(tiers, candidates)
    expect({ assignee, team }).toEqual({ assignee: 'c', team: 'z' })
    expect(reasons).toEqual([
      { code: 'chosen', agent: 'c', by: 'only', load: 0, capacity: 10, ranks: { 'least-load': 0 }, tier: 'rest' },
      { code: 'full', agent: 'a', load: 10, capacity: 10, tier: 'best' },
      { code: 'full', agent: 'b', load: 10, capacity: 10, tier: 1 },
    ])
    expect(route(tiers, [inTeam('b', 'y'), inTeam('c', 'z')])).toMatchObject({ assignee: 'b', team: 'y' })
  })

  it('that have nobody are all told of, in order', () => {
    const tiers = [
      { teams: ['x'], by },
      { teams: ['y'], by },
      { teams: ['z'], by },
    ]
    const { assignee, reasons } = route(tiers, [inTeam('a', 'x', full), inTeam('c', 'z', full)])
    expect(assignee).toBeNull()
    expect(reasons.map(({ code, tier }) => `${code} ${String(tier)}`)).toEqual(['full 0', 'no-candidates 1', 'full 2'])
  })

  it('have no name in reasons where there is only one', () => {
    expect(route([{ name: 'all', by }], [candidate('a')]).reasons[0]).not.toHaveProperty('tier')
  })

  it('choose each by their own strategies', () => {
    const tiers = [{ when: { priority: 'urgent' }, by: [byRating()] }, { by }]
    const candidates = [candidate('a', { rating: 5, load: 5 }), candidate('b', { rating: 1 })]
    expect(route(tiers, candidates, waiting({ priority: 'urgent' })).assignee).toBe('a')
    expect(route(tiers, candidates, waiting({ priority: 'low' })).assignee).toBe('b')
  })

  it('are skipped for tickets that their condition does not fit, and say so first', () => {
    const tiers = [{ name: 'vip', when: { tier: 'vip', fields: { city: 'Ulm' } }, teams: ['x'], by }, { by }]
    const candidates = [inTeam('a', 'x'), inTeam('b', 'y', { load: 1 })]
    const vip = waiting({ team: 'y', requester: { id: 'c', tier: 'vip' }, fields: { city: 'Ulm' } })
    expect(route(tiers, candidates, vip)).toMatchObject({ assignee: 'a', team: 'x' })
    const { assignee, reasons } = route(tiers, candidates, waiting({ team: 'y' }))
    expect(assignee).toBe('b')
    expect(reasons[0]).toEqual({ code: 'tier-skipped', tier: 'vip', because: 'when' })
    expect(gist(reasons)).toEqual(['tier-skipped', 'chosen b'])
  })

  it('that are all skipped leave the ticket to nobody, with the reason', () => {
    const { assignee, reasons } = route([{ when: { channel: 'phone' }, by }], [candidate('a')])
    expect(assignee).toBeNull()
    expect(reasons).toEqual([{ code: 'tier-skipped', tier: 0, because: 'when' }])
  })

  it('with teams take their agents alone; the ticket then belongs to the first of them that the agent is in', () => {
    const tiers = [{ teams: ['x', 'y'], by }]
    const candidates = [candidate('a', { teams: ['own'] }), candidate('b', { teams: ['y', 'x'], load: 5 })]
    expect(route(tiers, candidates, waiting({ team: 'own' }))).toMatchObject({ assignee: 'b', team: 'x' })
    const { reasons } = route(tiers, candidates, waiting({ team: 'own' }))
    expect(gist(reasons)).toEqual(['chosen b'])
  })

  it('keep 50 reasons in all, that of the chosen first among them', () => {
    const absent = (team: string) => Array.from({ length: 40 }, (_, index) => inTeam(`${team}${index}`, team, full))
    const tiers = [
      { when: { channel: 'phone' }, by },
      { teams: ['x'], by },
      { teams: ['y'], by },
      { teams: ['z'], by },
    ]
    const candidates = [...absent('x'), ...absent('y'), inTeam('c', 'z'), ...absent('z')]
    const { reasons } = route(tiers, candidates)
    expect(reasons.length).toBe(51)
    expect(reasons[0]).toMatchObject({ code: 'tier-skipped' })
    expect(reasons[1]).toMatchObject({ code: 'chosen', agent: 'c', tier: 3 })
    expect(reasons.at(-1)).toEqual({ code: 'more-candidates', count: 40 + 40 + 41 - 49 })
  })
})

describe('overflow to another team', () => {
  const tiers = [
    { name: 'overflow', when: { not: { priority: 'urgent' } }, ifSaturated: 0.8, teams: ['second'], by },
    { name: 'own', by },
  ]
  const second = inTeam('s', 'second', { load: 9 })
  const ticket = waiting({ team: 'first', priority: 'normal' })
  const chosen = (own: readonly Candidate[], given = ticket) => route(tiers, [...own, second], given)
  const skipped = (own: readonly Candidate[]) => chosen(own).reasons.find(({ code }) => code === 'tier-skipped')

  it('happens when the present have used the share together, and not before', () => {
    const own = (one: number, other: number) => [
      inTeam('a', 'first', { load: one }),
      inTeam('b', 'first', { load: other, capacity: 30 }),
    ]
    expect(chosen(own(8, 24))).toMatchObject({ assignee: 's', team: 'second' })
    expect(chosen(own(7, 25))).toMatchObject({ assignee: 's' })
    expect(chosen(own(7, 24)).assignee).toBe('a')
    expect(skipped(own(7, 24))).toEqual({
      code: 'tier-skipped',
      tier: 'overflow',
      because: 'not-saturated',
      used: 0.775,
    })
    expect(skipped(own(8, 24))).toBeUndefined()
  })

  it('keeps what its condition keeps', () => {
    const urgent = waiting({ team: 'first', priority: 'urgent' })
    expect(chosen([inTeam('a', 'first', { load: 9 })], urgent)).toMatchObject({ assignee: 'a' })
  })

  it('counts neither the absent nor other teams', () => {
    const absent = inTeam('b', 'first', { presence: { code: 'vacation', until: null } })
    expect(chosen([inTeam('a', 'first', { load: 8 }), absent]).assignee).toBe('s')
    expect(chosen([inTeam('a', 'first', { load: 1 })]).assignee).toBe('a')
  })

  it('happens when nobody of the team is present, or nobody present has any capacity', () => {
    expect(chosen([]).assignee).toBe('s')
    expect(chosen([inTeam('a', 'first', { presence: { code: 'away', until: null } })]).assignee).toBe('s')
    expect(chosen([inTeam('a', 'first', { capacity: 0 })]).assignee).toBe('s')
  })

  it('never happens while somebody without a limit is present', () => {
    const own = [inTeam('a', 'first', full), inTeam('b', 'first', { load: 500, capacity: null })]
    expect(chosen(own).assignee).toBe('b')
    expect(skipped(own)).toEqual({ code: 'tier-skipped', tier: 'overflow', because: 'not-saturated', used: null })
    const gone = inTeam('b', 'first', { capacity: null, presence: { code: 'away', until: null } })
    expect(chosen([inTeam('a', 'first', full), gone]).assignee).toBe('s')
  })

  it('of a ticket without a team is asked of everybody', () => {
    expect(skipped([inTeam('a', 'first', { load: 6 })])).toMatchObject({ used: 0.6 })
    const { reasons } = chosen([inTeam('a', 'first', { load: 6 })], waiting())
    expect(reasons[0]).toEqual({ code: 'tier-skipped', tier: 'overflow', because: 'not-saturated', used: 0.75 })
  })
})
