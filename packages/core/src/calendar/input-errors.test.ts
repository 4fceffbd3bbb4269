import { describe, expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import type { TimeSpan } from '../kernel/duration.js'
import { defineCalendar } from './define-calendar.js'

const office = defineCalendar({ timeZone: 'UTC', weekly: { mon: [['09:00', '18:00']] } })
const MONDAY = new Date('2025-06-02T09:00Z')

describe('what cannot be reckoned with is refused', () => {
  it.each([
    ['days, which have no fixed length', { days: 1 }],
    ['a part with a wrong name', { minute: 1 }],
    ['a part that is a text', { hours: '5' }],
    ['a part that is not finite', { hours: Number.POSITIVE_INFINITY }],
    ['a part that is not a number', { minutes: Number.NaN }],
    ['a fraction of a millisecond', { seconds: 0.0005 }],
    ['a part that is null', { hours: null }],
    ['a number', 3600],
    ['a list', [1]],
    ['a text', '1h'],
    ['null', null],
    ['nothing', undefined],
  ])('as a span: %s', (_, span) => {
    for (const call of [() => office.add(MONDAY, span as TimeSpan), () => office.explain(MONDAY, span as TimeSpan)]) {
      expect(thrown('INVALID_INPUT', call).message).toContain('Pass hours, minutes and seconds')
    }
  })

  it.each([
    ['an invalid Date', new Date('x')],
    ['a Date before 1800', new Date('1799-12-31T23:59:59.999Z')],
    ['a Date from 2400 on', new Date('2400-01-01T00:00Z')],
    ['a number', 1_700_000_000_000],
    ['a text', '2025-06-02T09:00Z'],
    ['nothing', undefined],
  ])('as an instant: %s', (_, given) => {
    const at = given as Date
    const calls = [
      () => office.add(at, { hours: 1 }),
      () => office.add(at, {}),
      () => office.between(at, MONDAY),
      () => office.between(MONDAY, at),
      () => office.isOpen(at),
      () => office.nextOpen(at),
      () => office.segments(at, MONDAY),
      () => office.segments(MONDAY, at),
      () => office.explain(at, { hours: 1 }),
    ]
    for (const call of calls) expect(thrown('INVALID_INPUT', call).message).toContain('pass')
  })

  it('as milliseconds: what is not whole', () => {
    thrown('INVALID_INPUT', () => office.addMs(MONDAY.getTime(), 0.5))
    thrown('INVALID_INPUT', () => office.addMs(MONDAY.getTime(), Number.NaN))
    thrown('INVALID_INPUT', () => office.addMs(MONDAY.getTime() + 0.5, 1))
    thrown('INVALID_INPUT', () => office.betweenMs(MONDAY.getTime(), MONDAY.getTime() + 0.5))
    thrown('INVALID_INPUT', () => office.betweenMs(Number.NaN, 0))
  })
})

it('takes fractions of hours and seconds that binary numbers cannot hold', () => {
  for (const span of [{ hours: 0.1 + 0.2 }, { hours: 1 / 3 }, { minutes: 8.2 }, { seconds: 4.35 }, { hours: 3000.1 }]) {
    const { hours = 0, minutes = 0, seconds = 0 } = span as TimeSpan
    const expected = Math.round((hours * 3600 + minutes * 60 + seconds) * 1000)
    expect(office.between(MONDAY, office.add(MONDAY, span)) * 1000).toBe(expected)
  }
})

it('reckons in the first and the last years that it knows', () => {
  const [first, last] = [new Date('1800-01-01T00:00Z'), new Date('2399-12-31T23:59:59.999Z')]
  expect(office.nextOpen(first)).toEqual(new Date('1800-01-06T09:00Z'))
  expect(office.add(last, { hours: -1 })).toEqual(new Date('2399-12-27T17:00Z'))
})
