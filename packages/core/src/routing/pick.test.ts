import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candidate, gist, NO_CHANCE, rankContext, waiting } from '../../test/candidates.js'
import { thrown } from '../../test/thrown.js'
import { DocketError } from '../kernel/error.js'
import { seededRandom } from '../testing/seeded-random.js'
import { refusalOf } from './eligibility.js'
import { pick } from './pick.js'
import type { Candidate } from './policy-types.js'
import type { Ranking } from './routing-input.js'

/** Ranks by a number that the candidate's name ends with, at a place of it: `a-31` is 3 for `first`, 1 for `second`. */
const digit = (id: string, place: number): Ranking => ({
  id,
  rank: (_ticket, { agent }) => Number(agent.id.split('-')[1]?.[place] ?? 0),
})
const first = digit('first', 0)
const second = digit('second', 1)
const named = (...ids: readonly string[]): Candidate[] => ids.map((id) => candidate(id))
const away = (id: string) => candidate(id, { presence: { code: 'away', until: null } })

describe('the choice', () => {
  it('falls by the first strategy; by the next among those whom it found equal', () => {
    const by = (...ids: string[]) => pick([first, second], waiting(), named(...ids), rankContext({ random: NO_CHANCE }))
    expect(by('a-10', 'b-29', 'c-20').assignee).toBe('b-29')
    expect(by('a-19', 'b-20', 'c-21').assignee).toBe('c-21')
    expect(by('a-30', 'b-29', 'c-20').assignee).toBe('a-30')
    expect(by('a-99').assignee).toBe('a-99')
  })

  it('says what decided, what each was ranked with, and in what the others lost', () => {
    const candidates = [candidate('a-10'), candidate('b-21', { load: 4 }), candidate('c-20'), candidate('d-29')]
    const { assignee, reasons } = pick([first, second], waiting(), candidates, rankContext())
    expect(assignee).toBe('d-29')
    expect(reasons).toEqual([
      { code: 'chosen', agent: 'd-29', by: 'second', load: 0, capacity: 10, ranks: { first: 2, second: 9 } },
      { code: 'outranked', agent: 'a-10', by: 'first', rank: 1, best: 2 },
      { code: 'outranked', agent: 'b-21', by: 'second', rank: 1, best: 9 },
      { code: 'outranked', agent: 'c-20', by: 'second', rank: 0, best: 9 },
    ])
  })

  it('says which strategy told the last rival apart, whoever stands last', () => {
    const { reasons } = pick([first, second], waiting(), named('a-20', 'b-21', 'c-19'), rankContext())
    expect(reasons[0]).toMatchObject({ agent: 'b-21', by: 'second' })
  })

  it('says that the first strategy decided where the second had nothing to say', () => {
    const { reasons } = pick([first, second], waiting(), named('a-10', 'b-22', 'c-11'), rankContext())
    expect(reasons[0]).toMatchObject({ agent: 'b-22', by: 'first' })
  })

  it('of only one who can take it says so, and asks no chance', () => {
    const candidates = [away('a-90'), candidate('b-10', { load: 3, capacity: null })]
    const { reasons } = pick([first], waiting(), candidates, rankContext({ random: NO_CHANCE }))
    expect(reasons).toEqual([
      { code: 'chosen', agent: 'b-10', by: 'only', load: 3, capacity: null, ranks: { first: 1 } },
      { code: 'away', agent: 'a-90', until: null },
    ])
  })

  it('among equals falls by chance, and names them', () => {
    const next = (value: number) => ({ next: () => value })
    const tie = (value: number) =>
      pick([first], waiting(), named('a-2', 'x-1', 'b-2', 'c-2'), rankContext({ random: next(value) }))
    expect([0, 0.33, 0.34, 0.66, 0.67, 0.999].map((value) => tie(value).assignee)).toEqual([
      'a-2',
      'a-2',
      'b-2',
      'b-2',
      'c-2',
      'c-2',
    ])
    const { reasons } = tie(0.5)
    expect(gist(reasons)).toEqual(['chosen b-2', 'tie a-2', 'outranked x-1', 'tie c-2'])
    expect(reasons[0]).toMatchObject({ by: 'chance' })
    expect(pick([], waiting(), named('a', 'b'), rankContext({ random: next(0.9) })).assignee).toBe('b')
  })

  it('is nobody where nobody can take it, with the reason of each, and where nobody is', () => {
    const nobody = pick([first], waiting(), [away('a'), candidate('b', { load: 10 })], rankContext())
    expect(nobody.assignee).toBeNull()
    expect(gist(nobody.reasons)).toEqual(['away a', 'full b'])
    expect(pick([first], waiting(), [], rankContext())).toEqual({
      assignee: null,
      reasons: [{ code: 'no-candidates' }],
    })
  })

  it('tells of the chosen first, then of those who lost, then of those who could not, each in their order', () => {
    const candidates = [away('q'), candidate('a-1'), away('r'), candidate('b-3'), candidate('c-2')]
    expect(gist(pick([first], waiting(), candidates, rankContext()).reasons)).toEqual([
      'chosen b-3',
      'outranked a-1',
      'outranked c-2',
      'away q',
      'away r',
    ])
  })

  it('keeps 50 reasons, the chosen one always, and says how many more there were', () => {
    const many = (able: number, absent: number) => [
      ...Array.from({ length: absent }, (_, index) => away(`z${index}`)),
      ...Array.from({ length: able }, (_, index) => candidate(`a-${index === able - 1 ? 9 : 1}`)),
    ]
    const told = (able: number, absent: number) =>
      gist(pick([first], waiting(), many(able, absent), rankContext()).reasons)
    expect(told(20, 30).length).toBe(50)
    expect(told(20, 30)).not.toContain('more-candidates')
    expect(told(20, 31).slice(49)).toEqual(['away z29', 'more-candidates'])
    expect(told(51, 0).length).toBe(51)
    const { reasons } = pick([first], waiting(), many(70, 70), rankContext())
    expect(reasons[0]).toMatchObject({ code: 'chosen', agent: 'a-9', by: 'first' })
    expect(reasons.at(-1)).toEqual({ code: 'more-candidates', count: 90 })
    expect(told(0, 51).slice(49)).toEqual(['away z49', 'more-candidates'])
  })

  it('works with 10,000 candidates, each ranked once, and the refused not at all', () => {
    let asked = 0
    const counting: Ranking = {
      id: 'counting',
      rank(_ticket, { turn }) {
        asked += 1
        return turn % 5_000
      },
    }
    const candidates = Array.from({ length: 10_000 }, (_, turn) => candidate(`a${turn}`, { turn }))
    const { assignee, reasons } = pick([counting], waiting({ passedBy: ['a4999'] }), candidates, rankContext())
    expect(assignee).toBe('a9999')
    expect(asked).toBe(9_999)
    expect(reasons.length).toBe(51)
    expect(reasons.at(-1)).toEqual({ code: 'more-candidates', count: 9_950 })
  })
})

describe('a rank', () => {
  it.each([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['string', '5'],
    ['undefined', undefined],
  ])('that is %s fails, and names the strategy and the agent', (given, value) => {
    const broken = { id: 'broken', rank: () => value } as unknown as Ranking
    const error = thrown('POLICY_FAILED', () => pick([first, broken], waiting(), named('a'), rankContext()))
    expect(error.message).toBe(
      `The routing strategy broken ranked the agent a with ${given}; let it give a finite number.`,
    )
    expect(error.details).toEqual({ strategy: 'broken', agent: 'a' })
  })

  it('that throws fails with its cause; what says itself what is wrong stays', () => {
    const cause = new Error('no such thing')
    const fails = (error: unknown): Ranking => ({
      id: 'broken',
      rank() {
        throw error
      },
    })
    const failure = thrown('POLICY_FAILED', () => pick([fails(cause)], waiting(), named('a'), rankContext()))
    expect(failure.message).toContain('broken')
    expect(failure.cause).toBe(cause)
    const own = new DocketError('POLICY_FAILED', 'Mend the directory.')
    expect(thrown('POLICY_FAILED', () => pick([fails(own)], waiting(), named('a'), rankContext()))).toBe(own)
  })

  it('of nothing is 0, never -0, which JSON cannot tell', () => {
    const { reasons } = pick([{ id: 'zero', rank: () => -0 }], waiting(), named('a'), rankContext())
    expect(reasons[0]?.['ranks']).toEqual({ zero: 0 })
  })
})

describe('of any candidates', () => {
  const anyCandidate = fc.record({
    load: fc.nat(12),
    capacity: fc.option(fc.integer({ min: 0, max: 12 })),
    code: fc.constantFrom('present', 'present', 'away', 'vacation'),
    skills: fc.constantFrom({}, { law: 1 }, { law: 4 }),
    ranks: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)),
  })
  const strategies = ['r0', 'r1', 'r2'].map(
    (id, index): Ranking => ({ id, rank: (_ticket, { agent }) => Number(agent.name[index]) }),
  )
  const requirements = { skills: { law: 2 } }
  const drawn = fc
    .array(anyCandidate, { maxLength: 15 })
    .map((all) =>
      all.map(({ code, ranks, ...rest }, index) =>
        candidate(`a${index}`, { ...rest, name: ranks.join(''), presence: { code, until: null } }),
      ),
    )

  it('the chosen can take the ticket, and nobody who can is better; each is told of once', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), fc.boolean(), (candidates, seed, asks) => {
        const context = rankContext({ random: seededRandom(seed), requirements: asks ? requirements : {} })
        const ticket = waiting({ passedBy: ['a3'] })
        const { assignee, reasons } = pick(strategies, ticket, candidates, context)
        const able = candidates.filter((one) => refusalOf(one, ticket, context.requirements) === null)
        const chosen = able.find(({ agent }) => agent.id === assignee)
        expect(chosen === undefined).toBe(able.length === 0)
        // The digits of equal length compare as the strategies do, one after the other.
        expect(able.every(({ agent }) => agent.name <= (chosen?.agent.name ?? ''))).toBe(true)
        const told = reasons.flatMap(({ agent }) => (agent === undefined ? [] : [agent]))
        expect([...told].sort()).toEqual(candidates.map(({ agent }) => agent.id).sort())
        const ties = able.filter(({ agent }) => agent.name === chosen?.agent.name).length
        expect(reasons.filter(({ code }) => code === 'tie').length).toBe(Math.max(0, ties - 1))
      }),
    )
  })

  it('the same seed gives the same bytes', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), (candidates, seed) => {
        const run = () => {
          const random = seededRandom(seed)
          return JSON.stringify([1, 2, 3].map(() => pick(strategies, waiting(), candidates, rankContext({ random }))))
        }
        expect(run()).toBe(run())
      }),
    )
  })
})
