import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_PROMISE } from '../../test/priorities.js'
import { START, ticketRecord } from '../../test/records.js'
import { thrown } from '../../test/thrown.js'
import type { Json } from '../kernel/json.js'
import { fixedPriority } from './fixed.js'
import { matrix } from './matrix.js'

const LEVELS = ['urgent', 'high', 'normal', 'low'] as const
const TABLE = {
  many: { high: 'urgent', low: 'high' },
  one: { high: 'high', low: 'normal' },
  3: { true: 'low' },
} as const
const policy = matrix({
  impact: 'affected',
  urgency: 'severity',
  levels: LEVELS,
  table: TABLE,
  otherwise: 'normal',
  version: 4,
})
const decide = (given: Record<string, Json>) =>
  policy.decide(
    { ...ticketRecord(), fields: { affected: undefined, severity: undefined, ...given } },
    START,
    NO_PROMISE,
  )

describe('the priority matrix', () => {
  it.each([
    ['many', 'high', 'urgent'],
    ['many', 'low', 'high'],
    ['one', 'high', 'high'],
    ['one', 'low', 'normal'],
    [3, true, 'low'],
  ])('gives for %s and %s the level %s, and says by which values', (affected, severity, level) => {
    const reasons = [{ code: 'matrix', impact: affected, urgency: severity }]
    expect(decide({ affected, severity })).toEqual({ level, reasons })
  })

  it('says so where the table says nothing', () => {
    const otherwise = (impact: Json, urgency: Json) => ({
      level: 'normal',
      reasons: [{ code: 'matrix-otherwise', impact, urgency }],
    })
    expect(decide({})).toEqual(otherwise(null, null))
    expect(decide({ affected: 'many' })).toEqual(otherwise('many', null))
    expect(decide({ affected: 'nobody', severity: 'high' })).toEqual(otherwise('nobody', 'high'))
  })

  it('has no place for what is no text, number or boolean, even if it reads like one', () => {
    const given = { undefined: { undefined: 'low' }, null: { null: 'low' }, many: { high: 'low' } } as const
    const odd = matrix({ impact: 'a', urgency: 'b', levels: LEVELS, table: given, otherwise: 'normal' })
    const level = (a: unknown, b: unknown) =>
      odd.decide({ ...ticketRecord(), fields: { a, b } }, START, NO_PROMISE).level
    const pairs = [
      [undefined, undefined],
      [null, null],
      [['many'], ['high']],
      ['many', { toString: 0 }],
    ]
    expect(pairs.map(([a, b]) => level(a, b))).toEqual(['normal', 'normal', 'normal', 'normal'])
    expect(level('many', 'high')).toBe('low')
  })

  it('gives one of its levels for any values, inherited names included', () => {
    const value = fc.oneof(
      fc.constantFrom('many', 'one', 'high', 'constructor', '__proto__', 'toString', 'hasOwnProperty'),
      fc.jsonValue() as fc.Arbitrary<Json>,
    )
    fc.assert(
      fc.property(value, value, (affected, severity) => {
        const { level, reasons } = decide({ affected, severity })
        expect(LEVELS).toContain(level)
        const named = typeof affected === 'string' && Object.hasOwn(TABLE, affected)
        if (typeof affected === 'string' && !named) expect(reasons[0]?.code).toBe('matrix-otherwise')
      }),
    )
  })

  it('names itself and its version, most urgent level first', () => {
    expect(policy).toMatchObject({ id: 'matrix', version: 4, levels: LEVELS, timeless: true })
    expect(matrix({ impact: 'a', urgency: 'b', levels: ['x'], table: {}, otherwise: 'x' }).version).toBe(1)
  })

  it('is refused when a cell, or the rest, names a level that is not listed', () => {
    const given = { impact: 'a', urgency: 'b', levels: ['high', 'low'] as const, otherwise: 'low' as const }
    const wrongCell = () => matrix({ ...given, table: { many: { high: 'hihg' as 'high' } } })
    expect(thrown('INVALID_DEFINITION', wrongCell).message).toContain('gives hihg at table.many.high')
    const wrongRest = () => matrix({ ...given, table: {}, otherwise: 'none' as 'low' })
    expect(thrown('INVALID_DEFINITION', wrongRest).message).toContain('gives none at otherwise')
  })
})

it('without a policy every ticket begins normal', () => {
  expect(fixedPriority.timeless).toBe(true)
  expect(fixedPriority.levels).toEqual(['urgent', 'high', 'normal', 'low'])
  expect(fixedPriority.decide(ticketRecord(), START, NO_PROMISE)).toEqual({
    level: 'normal',
    reasons: [{ code: 'fixed' }],
  })
})
