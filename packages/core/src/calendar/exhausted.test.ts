import { describe, expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import { intersectionOf } from './algebra.js'
import { ALWAYS_OPEN } from './always-open.js'
import { defineCalendar } from './define-calendar.js'

describe('a calendar that is open on some dates alone', () => {
  const fair = defineCalendar({
    timeZone: 'Europe/Berlin',
    shifts: {
      '2025-05-02': [['10:00', '16:00']],
      '2025-05-03': [['10:00', '14:00']],
      '2031-01-01': [['00:00', '01:00']],
    },
  })
  const before = new Date('2025-01-01T00:00Z')
  const after = new Date('2040-01-01T00:00Z')

  it('is reckoned with as any other', () => {
    expect(fair.add(before, { hours: 7 })).toEqual(new Date('2025-05-03T09:00Z'))
    expect(fair.between(before, after)).toBe(11 * 3600)
    expect(fair.between(new Date('1801-01-01T00:00Z'), new Date('2399-01-01T00:00Z'))).toBe(11 * 3600)
    expect(fair.nextOpen(new Date('2025-05-03T12:00Z'))).toEqual(new Date('2030-12-31T23:00Z'))
    expect(fair.add(after, { hours: -11 })).toEqual(new Date('2025-05-02T08:00Z'))
    expect([fair.isOpen(before), fair.isOpen(after)]).toEqual([false, false])
  })

  it('is open in the year of UTC in which its local date begins or ends', () => {
    const ahead = defineCalendar({ timeZone: 'Asia/Shanghai', shifts: { '2025-01-01': [['00:00', '02:00']] } })
    expect(ahead.nextOpen(new Date('2024-01-01T00:00Z'))).toEqual(new Date('2024-12-31T16:00Z'))
    const behind = defineCalendar({ timeZone: 'America/New_York', shifts: { '2025-12-31': [['22:00', '24:00']] } })
    expect(behind.nextOpen(before)).toEqual(new Date('2026-01-01T03:00Z'))
  })

  it('gives its last closing and its first opening when that is just enough', () => {
    expect(fair.add(before, { hours: 11 })).toEqual(new Date('2031-01-01T00:00Z'))
    expect(fair.add(after, { hours: -11 })).toEqual(new Date('2025-05-02T08:00Z'))
  })

  it('says so when there is no more', () => {
    const error = thrown('CALENDAR_EXHAUSTED', () => fair.add(before, { hours: 11, seconds: 1 }))
    expect(error.message).toContain('not open for so long after 2025-01-01T00:00:00.000Z')
    expect(error.kind).toBe('illegal')
    expect(error.details).toEqual({ from: before, milliseconds: 39_601_000 })
    const back = thrown('CALENDAR_EXHAUSTED', () => fair.add(after, { hours: -11, seconds: -1 }))
    expect(back.message).toContain('not open for so long before 2040')
    thrown('CALENDAR_EXHAUSTED', () => fair.add(after, { seconds: 1 }))
    thrown('CALENDAR_EXHAUSTED', () => fair.add(before, { seconds: -1 }))
    thrown('CALENDAR_EXHAUSTED', () => fair.explain(after, { seconds: 1 }))
    expect(thrown('CALENDAR_EXHAUSTED', () => fair.nextOpen(after)).message).toContain('never opens after 2040')
    thrown('CALENDAR_EXHAUSTED', () => fair.nextOpen(new Date('2031-01-01T00:00Z')))
  })

  it('still adds nothing, and explains it', () => {
    expect(fair.add(after, {})).toEqual(after)
    expect(fair.explain(after, {})).toEqual({ from: after, to: after, seconds: 0, steps: [] })
  })
})

describe('a calendar without an end', () => {
  it('is exhausted where its years end', () => {
    const weekly = defineCalendar({ timeZone: 'Asia/Shanghai', weekly: { mon: [['09:00', '18:00']] } })
    thrown('CALENDAR_EXHAUSTED', () => weekly.add(new Date('2399-12-31T00:00Z'), { hours: 1 }))
    thrown('CALENDAR_EXHAUSTED', () => weekly.nextOpen(new Date('2399-12-31T00:00Z')))
    thrown('CALENDAR_EXHAUSTED', () => ALWAYS_OPEN.add(new Date('2025-01-01T00:00Z'), { hours: 24 * 366 * 400 }))
    thrown('CALENDAR_EXHAUSTED', () => ALWAYS_OPEN.addMs(0, Number.MIN_SAFE_INTEGER))
    expect(ALWAYS_OPEN.add(new Date('2399-12-31T23:00Z'), { hours: 1 })).toEqual(new Date('2400-01-01T00:00Z'))
    expect(ALWAYS_OPEN.explain(new Date('2399-12-31T23:00Z'), { hours: 1 }).steps).toHaveLength(1)
  })

  it('has one when it needs another that does', () => {
    const fair = defineCalendar({ timeZone: 'UTC', shifts: { '2025-05-02': [['10:00', '16:00']] } })
    const both = intersectionOf([fair, ALWAYS_OPEN])
    expect(both.add(new Date('1900-01-01T00:00Z'), { hours: 6 })).toEqual(new Date('2025-05-02T16:00Z'))
    thrown('CALENDAR_EXHAUSTED', () => both.add(new Date('2025-05-02T16:00Z'), { seconds: 1 }))
  })
})
