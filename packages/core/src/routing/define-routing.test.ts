import { describe, expect, it } from 'vitest'
import { candidate, gist, NO_CHANCE, rankContext, waiting } from '../../test/candidates.js'
import { thrown } from '../../test/thrown.js'
import { seededRandom } from '../testing/seeded-random.js'
import { type DefinedRouting, defineRouting } from './define-routing.js'
import type { RoutingInput } from './routing-input.js'
import { byRating } from './strategies/by-rating.js'
import { leastLoad } from './strategies/least-load.js'
import { roundRobin } from './strategies/round-robin.js'
import { sticky } from './strategies/sticky.js'

const by = [leastLoad()]
const of = (input: Partial<RoutingInput>) => defineRouting({ id: 'own', tiers: [{ by }], ...input })
const select = (
  policy: DefinedRouting,
  candidates: readonly ReturnType<typeof candidate>[],
  ticket = waiting(),
  context = rankContext(),
) => policy.select(ticket, candidates, context)
const inTeam = (id: string, ...teams: readonly string[]) => candidate(id, { teams })

describe('a routing', () => {
  it('has its id and version, the first if left out, and nothing that was not asked for', () => {
    expect(Object.keys(of({})).sort()).toEqual(['conditions', 'id', 'select', 'version'])
    expect(of({})).toMatchObject({ id: 'own', version: 1, conditions: [] })
    expect(of({ version: 3 }).version).toBe(3)
  })

  it('names the teams of its tiers, each once, and asks for the last agent when a strategy does', () => {
    const tiers = [{ teams: ['b', 'a'], by }, { by: [leastLoad(), sticky()] }, { teams: ['a', 'c'], by }]
    expect(of({ tiers })).toMatchObject({ teams: ['b', 'a', 'c'], usesLastAgent: true })
  })

  it('offers for so long, in milliseconds', () => {
    expect(of({ offer: { minutes: 1, seconds: 30 } }).offerMs).toBe(90_000)
    expect(of({ offer: { days: 1 } }).offerMs).toBe(86_400_000)
  })

  it('hands back what its condition fits', () => {
    const { handsBack } = of({ handsBack: { priority: ['urgent', 'high'] } })
    expect(handsBack?.(waiting({ priority: 'high' }))).toBe(true)
    expect(handsBack?.(waiting({ priority: 'low' }))).toBe(false)
  })

  it('chooses among the agents of the ticket’s team, or all when it has none', () => {
    const candidates = [inTeam('a', 'x'), inTeam('b', 'y', 'z'), inTeam('c')]
    expect(gist(select(of({}), candidates, waiting({ team: 'z' })).reasons)).toEqual(['chosen b'])
    expect(select(of({}), candidates, waiting({ team: 'z' }))).not.toHaveProperty('team')
    expect(select(of({}), candidates).reasons.length).toBe(3)
    expect(select(of({}), candidates, waiting({ team: 'empty' }))).toEqual({
      assignee: null,
      reasons: [{ code: 'no-candidates' }],
    })
  })

  it('uses strategies in turn, one of the host’s own among them, and says which decided', () => {
    const near = { id: 'near', rank: (_ticket: unknown, { agent }: { agent: { name: string } }) => agent.name.length }
    const tiers = [{ by: [near, roundRobin()] }]
    const candidates = [
      candidate('a', { name: 'far', turn: 0 }),
      candidate('b', { name: 'near', turn: 2 }),
      candidate('c', { name: 'here', turn: 1 }),
    ]
    const { assignee, reasons } = select(of({ tiers }), candidates, waiting(), rankContext({ random: NO_CHANCE }))
    expect(assignee).toBe('c')
    expect(reasons).toEqual([
      { code: 'chosen', agent: 'c', by: 'round-robin', load: 0, capacity: 10, ranks: { near: 4, 'round-robin': -1 } },
      { code: 'outranked', agent: 'a', by: 'near', rank: 3, best: 4 },
      { code: 'outranked', agent: 'b', by: 'round-robin', rank: -2, best: -1 },
    ])
  })

  it('keeps a requester with the last agent while there is room, else goes on', () => {
    const tiers = [{ by: [sticky(), byRating()] }]
    const candidates = [candidate('a', { rating: 5 }), candidate('b', { rating: 1 })]
    const context = rankContext({ lastAgent: 'b' })
    expect(select(of({ tiers }), candidates, waiting(), context).assignee).toBe('b')
    expect(select(of({ tiers }), candidates, waiting({ passedBy: ['b'] }), context).assignee).toBe('a')
  })

  it('is not changed by a later change of what it was made from', () => {
    const teams = ['x']
    const policy = of({ tiers: [{ teams, when: { team: null }, by }] })
    teams[0] = 'y'
    expect(policy.teams).toEqual(['x'])
    expect(select(policy, [inTeam('a', 'x')]).team).toBe('x')
  })

  it('gives the same bytes for the same seed', () => {
    const candidates = Array.from({ length: 9 }, (_, index) => candidate(`a${index}`))
    const run = (seed: number) =>
      JSON.stringify(select(of({}), candidates, waiting(), rankContext({ random: seededRandom(seed) })))
    expect(run(3)).toBe(run(3))
  })
})

describe('what a ticket requires', () => {
  const requires: RoutingInput['requires'] = ({ fields }) => ({ authority: Number(fields['amount']) })

  it('is asked of the ticket, and whoever does not meet it is refused', () => {
    const candidates = [candidate('a', { authority: 100 }), candidate('b', { authority: 1_000 }), candidate('c')]
    const { assignee, reasons } = select(of({ requires }), candidates, waiting({ fields: { amount: 500 } }))
    expect(assignee).toBe('b')
    expect(reasons.slice(1)).toEqual([
      { code: 'authority-missing', agent: 'a', authority: 500, has: 100 },
      { code: 'authority-missing', agent: 'c', authority: 500, has: null },
    ])
  })

  it('is known to strategies', () => {
    const seen = {
      id: 'seen',
      rank: (...[, , context]: unknown[]) => Number(JSON.stringify(context).includes('"law":2')),
    }
    const policy = of({ requires: () => ({ skills: { law: 2 } }), tiers: [{ by: [seen] }] })
    const { reasons } = select(policy, [candidate('a', { skills: { law: 2 } })])
    expect(reasons[0]).toMatchObject({ ranks: { seen: 1 } })
  })

  it.each<[string, unknown]>([
    ['must give an object', undefined],
    ['must give an object', null],
    ['must give an object', Promise.resolve({})],
    ['asks for skill; it can ask for skills, languages, authority', { skill: { law: 1 } }],
    ['must give `skills` as an object', { skills: ['law'] }],
    ['must give a number as the level of the skill law', { skills: { french: 1, law: Number.NaN } }],
    ['must give a number as the level of the skill law', { skills: { law: '3' } }],
    ['must give a number as the level of the skill law', { skills: { law: Number.POSITIVE_INFINITY } }],
    ['must give `languages` as a list', { languages: 'de' }],
    ['must give `languages` as a list', { languages: [5] }],
    ['must give a number as the authority', { authority: Number.NaN }],
    ['must give a number as the authority', { authority: null }],
  ])('%s, or the policy fails', (message, given) => {
    const policy = of({ requires: () => given as object })
    const error = thrown('POLICY_FAILED', () => select(policy, [candidate('a')]))
    expect(error.message).toContain(`\`requires\` of the routing policy own ${message}`)
  })

  it('and fails with the cause when the function throws', () => {
    const cause = new Error('no')
    const policy = of({
      requires() {
        throw cause
      },
    })
    const error = thrown('POLICY_FAILED', () => select(policy, [candidate('a')]))
    expect(error.message).toContain('`requires` of the routing policy own threw')
    expect(error.cause).toBe(cause)
  })

  it('may leave everything out', () => {
    const nothing = { skills: undefined, languages: undefined, authority: undefined } as unknown as object
    expect(select(of({ requires: () => nothing }), [candidate('a')]).assignee).toBe('a')
  })
})

it('a strategy that gives NaN fails within a tier as it does alone', () => {
  const policy = of({ tiers: [{ by: [{ id: 'broken', rank: () => Number.NaN }] }] })
  expect(thrown('POLICY_FAILED', () => select(policy, [candidate('a')])).message).toContain('strategy broken')
})
