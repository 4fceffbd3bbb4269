import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_PROMISE, prioritized, scoredTicket } from '../../test/priorities.js'
import { START } from '../../test/records.js'
import type { JsonObject } from '../kernel/json.js'
import type { TicketRecord } from '../store/record-types.js'
import { NO_FACTS } from '../ticket/facts.js'
import type { PriorityPolicy } from './policy-types.js'
import { weighted } from './weighted.js'
import type { WeightedInput } from './weighted-types.js'

const HOUR = 3_600_000
const LEVELS = { urgent: 80, high: 60, normal: 30, low: 0 }
const WAITING = { weight: 20, full: { hours: 10 } } as const

type Input = Partial<WeightedInput<string, string, string, keyof typeof LEVELS>>

const policyOf = (input: Input) =>
  weighted({ levels: LEVELS, ...input }) as PriorityPolicy<JsonObject, keyof typeof LEVELS>

/** What the only factor of a policy says of a ticket. */
function reason(input: Input, ticket: Partial<TicketRecord>, now = START, used: number | null = null) {
  const context = { slaUsed: () => used }
  return policyOf(input).decide(scoredTicket(ticket), now, context).reasons[0]
}
const points = (...given: Parameters<typeof reason>) => reason(...given)?.['points']

describe('a score is the sum of what each factor gives', () => {
  const ticket = scoredTicket({
    requester: { id: 'c1', tier: 'gold' },
    fields: { affected: 'many', severity: 3, amount: 2_500 },
    inputs: { sentiment: -0.5, nudges: 1 },
  })
  const policy = policyOf({
    tier: { weight: 20, values: { vip: 1, gold: 0.6 } },
    impact: { weight: 25, field: 'affected', values: { many: 1, one: 0.2 } },
    urgency: { weight: 10, field: 'severity', values: { 3: 0.5 } },
    value: { weight: 10, field: 'amount', full: 10_000 },
    sentiment: { weight: 16 },
    nudges: { weight: 10, full: 3 },
    waiting: WAITING,
    slaRisk: { weight: 30, from: 0.5 },
  })
  const decision = policy.decide(ticket, START + 5 * HOUR, { slaUsed: () => 0.75 })

  it('with a reason for each, in a fixed order', () => {
    const factor = (name: string, value: unknown, share: number, weight: number, points: number) => {
      return { code: 'factor', factor: name, value, share, weight, points }
    }
    expect(decision.reasons).toEqual([
      factor('tier', 'gold', 0.6, 20, 12),
      factor('impact', 'many', 1, 25, 25),
      factor('urgency', 3, 0.5, 10, 5),
      factor('value', 2_500, 0.25, 10, 2.5),
      factor('sentiment', -0.5, 0.75, 16, 12),
      factor('nudges', 1, 0.333333, 10, 3.333333),
      factor('waiting', 18_000, 0.5, 20, 10),
      factor('slaRisk', 0.75, 0.5, 30, 15),
      { code: 'score', score: 84.833333, level: 'urgent', threshold: 80 },
    ])
    expect(decision.level).toBe('urgent')
  })

  it('under an id and a version, with the fields that it reads', () => {
    expect(policy).toMatchObject({ id: 'weighted', version: 1, levels: ['urgent', 'high', 'normal', 'low'] })
    expect(policy.reads).toEqual(['affected', 'severity', 'amount'])
    const twice = { weight: 1, field: 'affected', values: {} }
    expect(policyOf({ impact: twice, urgency: twice }).reads).toEqual(['affected'])
    expect(policyOf({ id: 'ours', version: 7, waiting: WAITING })).toMatchObject({ id: 'ours', version: 7, reads: [] })
  })

  it('timeless unless somebody waits or something is promised', () => {
    const timeless = (input: Input) => policyOf(input).timeless
    expect(timeless({ nudges: { weight: 1, full: 1 }, sentiment: { weight: 1 } })).toBe(true)
    expect(timeless({ nudges: { weight: 1, full: 1 }, waiting: WAITING })).toBe(false)
    expect(timeless({ nudges: { weight: 1, full: 1 }, slaRisk: { weight: 1 } })).toBe(false)
  })

  it('added as people add: 0.1 and 0.2 reach 0.3', () => {
    const sum = weighted({
      levels: { high: 0.3, low: 0 },
      tier: { weight: 0.1, values: { gold: 1 } },
      impact: { weight: 0.2, field: 'affected', values: { many: 1 } },
    })
    const less = weighted({
      levels: { high: 0.8, low: 0 },
      tier: { weight: 0.1, values: { gold: 1 } },
      impact: { weight: 0.7, field: 'affected', values: { many: 1 } },
    })
    const many = { ...ticket, fields: { affected: 'many' } }
    const levels = [sum, less].map((one) => one.decide(many, START, NO_PROMISE).level)
    expect(levels).toEqual(['high', 'high'])
  })

  it('and keeps a level by hysteresis', () => {
    const holding = policyOf({ hysteresis: 5, tier: { weight: 100, values: { gold: 0.77 } } })
    const urgent = prioritized(ticket, holding, { level: 'urgent', reasons: [] })
    expect(holding.decide(urgent, START, NO_PROMISE)).toMatchObject({
      level: 'urgent',
      reasons: [{ points: 77 }, { code: 'score', score: 77 }, { code: 'held', until: 75 }],
    })
    expect(holding.decide(ticket, START, NO_PROMISE).level).toBe('high')
  })

  it('the same bytes for the same ticket, whatever it holds', () => {
    const number = fc.double({ noDefaultInfinity: true, noNaN: true })
    const value = fc.oneof(number, fc.string(), fc.constantFrom(null, undefined, true, [1], { a: 1 }))
    const record = fc.record({
      amount: value,
      affected: value,
      severity: value,
      tier: fc.string(),
      nudges: fc.double(),
    })
    fc.assert(
      fc.property(record, number, fc.nat(), ({ tier, nudges, ...fields }, sentiment, later) => {
        const any = scoredTicket({ requester: { id: 'c', tier }, inputs: { nudges, sentiment }, fields } as never)
        const bytes = () => JSON.stringify(policy.decide(any, START + later, NO_PROMISE))
        expect(bytes()).toBe(bytes())
        const { reasons } = policy.decide(any, START + later, NO_PROMISE)
        for (const { share } of reasons)
          expect(share === undefined || (Number(share) >= 0 && Number(share) <= 1)).toBe(true)
      }),
    )
  })
})

describe('what is not supplied counts nothing, and the reasons say so', () => {
  const values = { vip: 1, '3': 0.5, true: 0.25, null: 1, undefined: 1, '': 1 }
  const impact = { weight: 10, field: 'affected', values }
  const value = { weight: 10, full: 100 }

  it.each<[string, Input]>([
    ['tier', { tier: { weight: 10, values } }],
    ['impact', { impact }],
    ['urgency', { urgency: impact }],
    ['value', { value: { ...value, field: 'amount' } }],
    ['value', { value }],
    ['sentiment', { sentiment: { weight: 100 } }],
    ['nudges', { nudges: value }],
    ['slaRisk', { slaRisk: { weight: 100 } }],
  ])('%s is absent', (factor, input) => {
    const decision = policyOf(input).decide(scoredTicket(), START, NO_PROMISE)
    expect(decision.reasons).toEqual([
      { code: 'absent', factor },
      { code: 'score', score: 0, level: 'low', threshold: 0 },
    ])
    expect(decision.changesAt).toBeNull()
  })

  it('a field without a value is absent, null too', () => {
    expect(reason({ impact }, { fields: { affected: null } })).toEqual({ code: 'absent', factor: 'impact' })
    const amount = { value: { ...value, field: 'amount' } }
    expect(reason(amount, { fields: { amount: null } })).toEqual({ code: 'absent', factor: 'value' })
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('an input of %d is absent', (given) => {
    const inputs = { sentiment: given, nudges: given, value: given }
    for (const input of [{ sentiment: { weight: 1 } }, { nudges: value }, { value }]) {
      expect(reason(input, { inputs })).toMatchObject({ code: 'absent' })
    }
  })

  it.each([
    ['many', undefined],
    ['constructor', undefined],
    [['vip'], undefined],
    [{ vip: 1 }, undefined],
    [false, undefined],
    ['vip', 1],
    [3, 0.5],
    [true, 0.25],
    ['', 1],
  ])('of %j the list knows the share %s', (affected, share) => {
    const unlisted = { code: 'unlisted', factor: 'impact', value: affected }
    const found = reason({ impact }, { fields: { affected } })
    if (share === undefined) expect(found).toEqual(unlisted)
    else expect(found).toMatchObject({ code: 'factor', value: affected, share })
  })

  it('a listed share of 0 is no unlisted value', () => {
    const none = { impact: { ...impact, values: { one: 0 } } }
    expect(reason(none, { fields: { affected: 'one' } })).toMatchObject({ code: 'factor', share: 0, points: 0 })
  })

  it('a tier that is not listed is named', () => {
    const tier = { weight: 10, values: { vip: 1 } }
    const requester = { id: 'c1', tier: 'bronze' }
    expect(reason({ tier }, { requester })).toEqual({ code: 'unlisted', factor: 'tier', value: 'bronze' })
  })

  it('a value that is no number has no share', () => {
    const found = reason({ value: { ...value, field: 'amount' } }, { fields: { amount: '50' } })
    expect(found).toEqual({ code: 'unlisted', factor: 'value', value: '50' })
  })
})

describe('each factor', () => {
  it('of value: from a field, else from an input, at most full and at least nothing', () => {
    const value = { weight: 10, full: 100 }
    const both = { fields: { amount: 20 }, inputs: { value: 40, revenue: 60 } }
    expect(points({ value: { ...value, field: 'amount' } }, both)).toBe(2)
    expect(points({ value }, both)).toBe(4)
    expect(points({ value: { ...value, input: 'revenue' } }, both)).toBe(6)
    expect(points({ value }, { inputs: { value: 1e300 } })).toBe(10)
    expect(points({ value }, { inputs: { value: -5 } })).toBe(0)
  })

  it.each([
    [-1, 10],
    [-9, 10],
    [0, 5],
    [1, 0],
    [9, 0],
  ])('of sentiment: %d gives %d of 10', (sentiment, expected) => {
    expect(points({ sentiment: { weight: 10 } }, { inputs: { sentiment } })).toBe(expected)
  })

  it.each([
    [0, 0],
    [2, 4],
    [5, 10],
    [9, 10],
  ])('of nudges: %d of 5 give %d of 10', (nudges, expected) => {
    expect(points({ nudges: { weight: 10, full: 5 } }, { inputs: { nudges } })).toBe(expected)
  })

  it.each([
    [0, 0, 0],
    [0.4, 0, 4],
    [0.5, 0.5, 0],
    [0.4, 0.5, 0],
    [0.9, 0.5, 8],
    [1, 0.5, 10],
    [7, 0.5, 10],
  ])('of risk: %d used with a beginning at %d gives %d of 10', (used, from, expected) => {
    expect(points({ slaRisk: { weight: 10, from } }, {}, START, used)).toBe(expected)
  })

  it('of risk asks for the instant of the decision', () => {
    const asked: number[] = []
    const slaUsed = (at: number) => {
      asked.push(at)
      return 1
    }
    policyOf({ slaRisk: { weight: 90 } }).decide(scoredTicket(), START + 7, { slaUsed })
    expect(new Set(asked)).toEqual(new Set([START + 7]))
  })
})

describe('the requester waits', () => {
  const waited = (
    since: 'requester' | 'creation' | undefined,
    changes: Partial<TicketRecord>,
    at = START + 5 * HOUR,
  ) => {
    const found = reason({ waiting: { ...WAITING, ...(since && { since }) } }, changes, at)
    expect(found).toMatchObject({ code: 'factor', factor: 'waiting', weight: 20 })
    expect(found?.['points']).toBe(2 * Math.min(10, Number(found?.['value']) / 3600))
    return Number(found?.['value']) / 3600
  }
  const facts = (changes: Partial<TicketRecord['facts']>) => ({ facts: { ...NO_FACTS, ...changes } })
  const answer = { number: 1, from: START + 3 * HOUR, to: null }

  it('from the beginning until the first answer', () => {
    expect(waited('requester', {})).toBe(5)
    expect(waited('requester', facts({ firstResponseAt: START + HOUR }))).toBe(0)
    expect(waited(undefined, facts({ firstResponseAt: START + HOUR }))).toBe(0)
  })

  it('and from the first unanswered message until its answer', () => {
    expect(waited('requester', facts({ firstResponseAt: START + HOUR, answer }))).toBe(2)
    const answered = { ...answer, to: START + 4 * HOUR }
    expect(waited('requester', facts({ firstResponseAt: START + HOUR, answer: answered }))).toBe(0)
  })

  it('not for a first answer to what was solved without one', () => {
    expect(waited('requester', facts({ firstSolvedAt: START + HOUR }))).toBe(0)
    expect(waited('requester', facts({ firstSolvedAt: START + HOUR, answer }))).toBe(2)
  })

  it('or, if the definition says so, from the creation on, whoever wrote what', () => {
    expect(waited('creation', facts({ firstResponseAt: START + HOUR, answer }))).toBe(5)
  })

  it.each(['solved', 'terminal'] as const)('not while the ticket is %s', (phase) => {
    expect(waited('requester', { phase })).toBe(0)
    expect(waited('creation', { phase })).toBe(0)
    expect(waited('requester', { phase, ...facts({ firstResponseAt: START, answer }) })).toBe(0)
  })

  it('also while the ticket waits for somebody outside', () => {
    expect(waited('requester', { phase: 'waiting' })).toBe(5)
  })

  it('no more than the whole weight, and not before it began', () => {
    expect(waited('creation', {}, START + 50 * HOUR)).toBe(50)
    expect(waited('creation', {}, START - HOUR)).toBe(0)
  })
})
