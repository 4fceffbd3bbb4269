import { describe, expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import { ALWAYS_OPEN } from './always-open.js'
import { defineCalendar } from './define-calendar.js'

const HOURS = [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
] as const
/** Mondays to Fridays in Shanghai, eight hours ahead of UTC: 01:00–04:00 and 05:30–10:00 UTC. */
const office = defineCalendar({
  timeZone: 'Asia/Shanghai',
  weekly: {
    mon: HOURS,
    tue: HOURS,
    wed: HOURS,
    thu: HOURS,
    fri: HOURS,
    sat: [['22:00', '24:00']],
    sun: [['00:00', '06:00']],
  },
  holidays: ['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-06', '2025-10-07', '2025-10-08'],
  shifts: { '2025-10-11': [['09:00', '18:00']] },
})
const at = (local: string) => new Date(`${local}+08:00`)
const add = (local: string, hours: number) => office.add(at(local), { hours })

describe('adding open time', () => {
  it('passes over what is closed', () => {
    expect(add('2025-06-03T11:00', 1.5)).toEqual(at('2025-06-03T14:00'))
    expect(add('2025-06-03T17:00', 2)).toEqual(at('2025-06-04T10:00'))
    expect(add('2025-09-30T17:00', 2)).toEqual(at('2025-10-04T23:00'))
  })

  it('ends at the closing instant when the last minute falls on it', () => {
    expect(add('2025-06-03T09:00', 3)).toEqual(at('2025-06-03T12:00'))
    expect(add('2025-06-03T12:00', 4.5)).toEqual(at('2025-06-03T18:00'))
    expect(add('2025-06-03T00:00', 7.5)).toEqual(at('2025-06-03T18:00'))
    expect(office.add(at('2025-06-03T09:00'), { hours: 3, seconds: 1 })).toEqual(at('2025-06-03T13:30:01'))
    expect(add('2025-06-07T22:00', 8)).toEqual(at('2025-06-08T06:00'))
  })

  it('goes back for a negative span, to the opening instant when it falls on one', () => {
    expect(add('2025-06-03T14:00', -1)).toEqual(at('2025-06-03T11:30'))
    expect(add('2025-06-03T14:00', -0.5)).toEqual(at('2025-06-03T13:30'))
    expect(add('2025-06-03T12:30', -3)).toEqual(at('2025-06-03T09:00'))
    expect(add('2025-06-03T08:00', -7.5)).toEqual(at('2025-06-02T09:00'))
    expect(add('2025-06-09T09:00', -9)).toEqual(at('2025-06-06T17:00'))
    expect(office.add(at('2025-06-03T12:30'), { hours: -3, seconds: -1 })).toEqual(at('2025-06-02T17:59:59'))
  })

  it('of nothing stays where it is, open or closed', () => {
    for (const local of ['2025-06-03T10:00', '2025-06-03T12:00', '2025-06-03T13:00', '2025-10-05T23:00']) {
      expect(add(local, 0)).toEqual(at(local))
      expect(office.add(at(local), {})).toEqual(at(local))
      expect(office.add(at(local), { hours: 1, minutes: -60 })).toEqual(at(local))
    }
  })

  it('adds the parts of a span up, to the millisecond', () => {
    expect(office.add(at('2025-06-03T09:00'), { hours: 1, minutes: 30, seconds: 1.5 })).toEqual(
      at('2025-06-03T10:30:01.500'),
    )
    expect(office.addMs(at('2025-06-03T12:00').getTime(), 1)).toBe(at('2025-06-03T13:30:00.001').getTime())
  })
})

describe('an instant', () => {
  it('is open from the opening instant up to, not at, the closing one', () => {
    const open = (local: string) => office.isOpen(at(local))
    expect([open('2025-06-03T08:59:59.999'), open('2025-06-03T09:00')]).toEqual([false, true])
    expect([open('2025-06-03T11:59:59.999'), open('2025-06-03T12:00')]).toEqual([true, false])
    expect([open('2025-06-07T23:59:59.999'), open('2025-06-08T00:00'), open('2025-06-08T06:00')]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('is the next opening of itself when open', () => {
    const next = (local: string) => office.nextOpen(at(local))
    expect(next('2025-06-03T09:00')).toEqual(at('2025-06-03T09:00'))
    expect(next('2025-06-03T10:00:00.001')).toEqual(at('2025-06-03T10:00:00.001'))
    expect(next('2025-06-03T12:00')).toEqual(at('2025-06-03T13:30'))
    expect(next('2025-10-05T06:00')).toEqual(at('2025-10-09T09:00'))
    expect(next('2025-12-31T18:00')).toEqual(at('2026-01-01T09:00'))
  })
})

it('cuts the segments of a window to the window', () => {
  expect(office.segments(at('2025-06-03T11:00'), at('2025-06-03T14:00'))).toEqual([
    { start: at('2025-06-03T11:00'), end: at('2025-06-03T12:00') },
    { start: at('2025-06-03T13:30'), end: at('2025-06-03T14:00') },
  ])
  expect(office.segments(at('2025-06-03T12:00'), at('2025-06-03T13:30'))).toEqual([])
  expect(office.segments(at('2025-06-03T10:00'), at('2025-06-03T10:00'))).toEqual([])
  const reversed = () => office.segments(at('2025-06-03T14:00'), at('2025-06-03T11:00'))
  expect(thrown('INVALID_INPUT', reversed).message).toContain('earlier instant first')
})

describe('where other libraries err or hang', () => {
  const between = (a: string, b: string) => office.between(at(a), at(b)) / 3600

  it('two instants in one closed night have no open time between them', () => {
    expect(between('2025-06-03T20:00', '2025-06-04T05:00')).toBe(0)
    expect(between('2025-06-04T05:00', '2025-06-03T20:00')).toBe(0)
    expect(between('2025-06-03T12:10', '2025-06-03T12:20')).toBe(0)
  })

  it('holidays within the span do not count', () => {
    expect(between('2025-09-30T09:00', '2025-10-09T18:00')).toBe(7.5 + 8 + 7.5)
  })

  it('a start before opening counts from the opening', () => {
    expect(between('2025-06-03T07:00', '2025-06-03T10:00')).toBe(1)
  })

  it('a span under 24 hours over a close is two parts', () => {
    expect(between('2025-06-03T17:00', '2025-06-04T10:00')).toBe(2)
    expect(between('2025-06-04T10:00', '2025-06-03T17:00')).toBe(-2)
  })

  it('a start on a closed weekend counts from Monday', () => {
    expect(add('2025-06-08T12:00', 1)).toEqual(at('2025-06-09T10:00'))
  })

  it('a calendar that never closes loses no minute at midnight', () => {
    const from = new Date('2025-01-01T12:00Z')
    expect(ALWAYS_OPEN.add(from, { hours: 24 * 365 })).toEqual(new Date('2026-01-01T12:00Z'))
    expect(ALWAYS_OPEN.between(from, new Date('2035-01-01T12:00Z'))).toBe(3652 * 86_400)
    const shanghai = defineCalendar({
      timeZone: 'Asia/Shanghai',
      weekly: Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
      ),
      holidays: ['2030-01-01'],
    })
    expect(shanghai.add(from, { minutes: 1440 * 365 })).toEqual(new Date('2026-01-01T12:00Z'))
  })

  it('thirty closed days in a row end at the next opening', () => {
    const date = (day: number) => new Date(Date.UTC(2025, 5, day)).toISOString().slice(0, 10)
    const closed = defineCalendar({
      timeZone: 'Asia/Shanghai',
      weekly: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS },
      holidays: Array.from({ length: 30 }, (_, index) => date(2 + index)),
    })
    expect(closed.add(at('2025-06-02T09:00'), { hours: 1 })).toEqual(at('2025-07-02T10:00'))
    expect(closed.add(at('2025-07-02T09:00'), { hours: -1 })).toEqual(at('2025-05-30T17:00'))
  })
})
