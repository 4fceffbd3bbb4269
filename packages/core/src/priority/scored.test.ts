import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_PROMISE, prioritized, scoredTicket } from '../../test/priorities.js'
import { START } from '../../test/records.js'
import { thrown } from '../../test/thrown.js'
import { LATEST_INSTANT } from '../kernel/clock.js'
import type { TicketRecord } from '../store/record-types.js'
import { type PriorityScore, type ScoredInput, scored } from './scored.js'

const LEVELS = { low: 0, urgent: 80, normal: 30, high: 60 } as const
type Level = keyof typeof LEVELS

/** A policy whose score is the ticket's input `points`. */
const policyOf = (changes: Partial<ScoredInput<unknown, Level>> = {}) =>
  scored<unknown, Level>({
    id: 'points',
    levels: LEVELS,
    score: ({ inputs }) => ({ score: inputs['points'] ?? 0, reasons: [] }),
    ...changes,
  })
const withPoints = (points: number, ticket: TicketRecord = scoredTicket()) => ({ ...ticket, inputs: { points } })
const answering = (answer: unknown) => policyOf({ score: () => answer as PriorityScore })

/** The levels that a ticket has one after the other when its score changes so. */
function walk(hysteresis: number, ...scores: number[]): string[] {
  const policy = policyOf({ hysteresis })
  let ticket = scoredTicket()
  return scores.map((score) => {
    ticket = withPoints(score, ticket)
    ticket = prioritized(ticket, policy, policy.decide(ticket, START, NO_PROMISE))
    return ticket.priority
  })
}

describe('a score gives a level', () => {
  it.each([
    [1e9, 'urgent', 80],
    [80, 'urgent', 80],
    [79.999, 'high', 60],
    [60, 'high', 60],
    [30, 'normal', 30],
    [0, 'low', 0],
    [-7, 'low', 0],
  ])('%d is %s, and says from which score on', (score, level, threshold) => {
    const decision = policyOf().decide(withPoints(score), START, NO_PROMISE)
    expect(decision).toEqual({ level, reasons: [{ code: 'score', score, level, threshold }], changesAt: null })
  })

  it('names its levels most urgent first, in whatever order they are given', () => {
    expect(policyOf().levels).toEqual(['urgent', 'high', 'normal', 'low'])
    expect(policyOf({ levels: { ...LEVELS, low: 99 } }).levels[0]).toBe('low')
  })

  it('says what the function says first', () => {
    const policy = answering({ score: 1 / 3, reasons: [{ code: 'mine' }, { code: 'too' }] })
    expect(policy.decide(scoredTicket(), START, NO_PROMISE).reasons).toEqual([
      { code: 'mine' },
      { code: 'too' },
      { code: 'score', score: 0.333333, level: 'low', threshold: 0 },
    ])
  })

  it('writes no negative nothing', () => {
    const { reasons } = policyOf().decide(withPoints(-1e-9), START, NO_PROMISE)
    expect(reasons).toEqual([{ code: 'score', score: 0, level: 'low', threshold: 0 }])
  })

  it('gives the function the ticket, the instant and the context', () => {
    const asked: unknown[] = []
    const score = (...given: unknown[]) => {
      asked.push(...given)
      return { score: 0, reasons: [] }
    }
    const ticket = scoredTicket()
    policyOf({ score }).decide(ticket, START + 5, NO_PROMISE)
    expect(asked).toEqual([ticket, START + 5, NO_PROMISE])
  })

  it('has the id, version and fields that it is given', () => {
    expect(policyOf({ version: 3, reads: ['plan'] })).toMatchObject({ id: 'points', version: 3, reads: ['plan'] })
    expect(policyOf().version).toBe(1)
    expect(policyOf().timeless).toBeUndefined()
  })
})

describe('hysteresis', () => {
  it('changes the level once where a score wobbles around its threshold', () => {
    expect(walk(5, 78, 81, 79, 81, 76, 80, 75)).toEqual(['high', ...Array(6).fill('urgent')])
    expect(walk(0, 78, 81, 79, 81)).toEqual(['high', 'urgent', 'high', 'urgent'])
  })

  it('leaves a level only below the threshold by more than it, and raises at once', () => {
    expect(walk(5, 80, 75, 74.999, 79.999, 80)).toEqual(['urgent', 'urgent', 'high', 'high', 'urgent'])
    expect(walk(5, 30, 60, 80, 29)).toEqual(['normal', 'high', 'urgent', 'low'])
  })

  it('says that it kept the level, and until which score', () => {
    const policy = policyOf({ hysteresis: 5 })
    const ticket = withPoints(77, prioritized(scoredTicket(), policy, { level: 'urgent', reasons: [] }))
    expect(policy.decide(ticket, START, NO_PROMISE)).toMatchObject({
      level: 'urgent',
      reasons: [
        { code: 'score', score: 77, level: 'urgent', threshold: 80 },
        { code: 'held', level: 'urgent', score: 77, until: 75 },
      ],
    })
  })

  it('reckons as people do: 0.8 less 0.1 is 0.7', () => {
    const policy = policyOf({ levels: { urgent: 0.8, high: 0.6, normal: 0.1, low: 0 }, hysteresis: 0.1 })
    const ticket = withPoints(0.7, prioritized(scoredTicket(), policy, { level: 'urgent', reasons: [] }))
    expect(policy.decide(ticket, START, NO_PROMISE)).toMatchObject({
      level: 'urgent',
      reasons: [{ score: 0.7 }, { code: 'held', until: 0.7 }],
    })
    // 0.3 less 0.2 as well, so that this hysteresis is not too much.
    expect(policyOf({ levels: { urgent: 0.3, high: 0.2, normal: 0.1, low: 0 }, hysteresis: 0.1 }).levels).toHaveLength(
      4,
    )
  })

  it('keeps only a level that the policy itself gave', () => {
    const policy = policyOf({ hysteresis: 20 })
    const level = (ticket: TicketRecord) => policy.decide(withPoints(79, ticket), START, NO_PROMISE).level
    const urgent = { level: 'urgent', reasons: [] }
    expect(level(prioritized(scoredTicket(), policy, urgent))).toBe('urgent')
    expect(level(prioritized(scoredTicket(), { ...policy, id: 'manual' }, urgent))).toBe('high')
    expect(level(scoredTicket({ priority: 'urgent' }))).toBe('high')
    expect(level(prioritized(scoredTicket(), policy, { ...urgent, level: 'gone' }))).toBe('high')
  })

  it('never lets two decisions on one score differ', () => {
    const score = fc.double({ min: -10, max: 110, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(score, { maxLength: 8 }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (scores, hysteresis) => {
          const levels = walk(hysteresis, ...scores.flatMap((one) => [one, one]))
          for (const index of scores.keys()) expect(levels[2 * index + 1]).toBe(levels[2 * index])
        },
      ),
    )
  })
})

describe('the next change that a function names', () => {
  const changesAt = (given: unknown) =>
    answering({ score: 0, reasons: [], changesAt: given }).decide(scoredTicket(), START, NO_PROMISE).changesAt

  it('is kept when it is a later instant', () => {
    expect(changesAt(START + 1)).toBe(START + 1)
    expect(changesAt(LATEST_INSTANT - 1)).toBe(LATEST_INSTANT - 1)
  })

  it.each([
    START,
    START - 1,
    START + 0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    LATEST_INSTANT,
    `${START + 1}`,
    null,
    undefined,
  ])('is never for %s', (given) => {
    expect(changesAt(given)).toBeNull()
  })
})

describe('a function that fails', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('by the score %d is told so', (score) => {
    const decide = () => answering({ score, reasons: [] }).decide(scoredTicket(), START, NO_PROMISE)
    expect(thrown('POLICY_FAILED', decide).message).toContain(`points gave the score ${score}; let it give a finite`)
  })

  it.each([
    undefined,
    null,
    7,
    { score: '80', reasons: [] },
    { reasons: [] },
    { score: 1 },
    { score: 1, reasons: 'why' },
    Promise.resolve({ score: 1, reasons: [] }),
  ])('by giving %j is told what to give', (answer) => {
    const decide = () => answering(answer).decide(scoredTicket(), START, NO_PROMISE)
    expect(thrown('POLICY_FAILED', decide).message).toContain('return { score, reasons }')
  })

  it('by throwing throws that', () => {
    const failure = new Error('mine')
    const score = () => {
      throw failure
    }
    expect(() => policyOf({ score }).decide(scoredTicket(), START, NO_PROMISE)).toThrow(failure)
  })
})

describe('a definition is refused', () => {
  const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '80', undefined]
  const refusal = (changes: object) => {
    const error = thrown('INVALID_DEFINITION', () => policyOf(changes))
    return { message: error.message, paths: error.details.issues?.map(({ path }) => path.join('.')) }
  }

  it('without a level', () => {
    expect(refusal({ levels: {} })).toMatchObject({
      paths: ['levels'],
      message: expect.stringContaining('levels has no level; give each its lowest score'),
    })
    expect(refusal({ levels: undefined }).paths).toEqual(['levels'])
  })

  it.each(NOT_FINITE)('with %s as a lowest score', (least) => {
    expect(refusal({ levels: { ...LEVELS, high: least } })).toEqual({
      paths: ['levels.high'],
      message: 'The priority policy points cannot be used: levels.high must be a finite number.',
    })
  })

  it('with two levels that begin at one score', () => {
    const { message, paths } = refusal({ levels: { urgent: 80, high: 80, low: 0 } })
    expect(paths).toEqual(['levels.high'])
    expect(message).toContain('levels.high begins at 80 as urgent does; give each level a lowest score of its own')
  })

  it.each([-1, ...NOT_FINITE.slice(0, -1)])('with the hysteresis %s', (hysteresis) => {
    expect(refusal({ hysteresis })).toMatchObject({
      paths: ['hysteresis'],
      message: expect.stringContaining('hysteresis must be a finite number, 0 or more'),
    })
  })

  it('with more hysteresis than two levels are apart, and not with as much', () => {
    expect(refusal({ hysteresis: 20.01 })).toMatchObject({
      paths: ['hysteresis'],
      message: expect.stringContaining('is 20.01, but two levels are only 20 apart; give at most that'),
    })
    expect(policyOf({ hysteresis: 20 }).levels).toHaveLength(4)
    expect(policyOf({ levels: { low: 0 } as typeof LEVELS, hysteresis: 1e6 }).levels).toEqual(['low'])
  })

  it.each(['', 'manual', 'raised', ' a', undefined])('with the id %j', (id) => {
    expect(refusal({ id }).paths).toEqual(['id'])
  })

  it.each([0, 1.5, Number.NaN])('with the version %d', (version) => {
    expect(refusal({ version }).paths).toEqual(['version'])
  })

  it('without a function, or with what is not known', () => {
    expect(refusal({ score: 80 })).toMatchObject({
      paths: ['score'],
      message: expect.stringContaining('score must be a function that returns { score, reasons }'),
    })
    expect(refusal({ hysterese: 5 }).paths).toEqual(['hysterese'])
    expect(() => scored(undefined as never)).toThrow('The priority policy undefined cannot be used: it is missing')
  })

  it('with all that is wrong at once', () => {
    expect(refusal({ hysteresis: -1, levels: { low: Number.NaN } }).paths?.sort()).toEqual(['hysteresis', 'levels.low'])
  })
})
