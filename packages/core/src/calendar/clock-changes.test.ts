import { describe, expect, it } from 'vitest'
import type { CalendarInput, Opening } from './calendar-types.js'
import { defineCalendar } from './define-calendar.js'

const every = (...openings: Opening[]): NonNullable<CalendarInput['weekly']> =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, openings]))
const daily = (timeZone: string, ...openings: Opening[]) => defineCalendar({ timeZone, weekly: every(...openings) })
const hours = (calendar: ReturnType<typeof daily>, from: string, to: string) =>
  calendar.between(new Date(from), new Date(to)) / 3600

describe('New York', () => {
  const newYork = daily('America/New_York', ['00:00', '24:00'])
  const nights = daily('America/New_York', ['00:30', '04:00'])

  it('has a day of 23 hours in spring and one of 25 in autumn', () => {
    expect(hours(newYork, '2025-03-09T05:00Z', '2025-03-10T04:00Z')).toBe(23)
    expect(hours(newYork, '2025-11-02T04:00Z', '2025-11-03T05:00Z')).toBe(25)
  })

  it('leaves out the hour that is skipped and counts the one that comes twice', () => {
    expect(hours(nights, '2025-03-09T05:00Z', '2025-03-10T04:00Z')).toBe(2.5)
    expect(hours(nights, '2025-11-02T04:00Z', '2025-11-03T05:00Z')).toBe(4.5)
    expect(nights.add(new Date('2025-03-09T00:00-05:00'), { hours: 2 })).toEqual(new Date('2025-03-09T03:30-04:00'))
    expect(nights.add(new Date('2025-11-02T00:00-04:00'), { hours: 2 })).toEqual(new Date('2025-11-02T01:30-05:00'))
  })

  it('opens and closes by the clock on the wall, before and after', () => {
    const office = daily('America/New_York', ['09:00', '17:00'])
    expect(office.nextOpen(new Date('2025-03-08T23:00Z'))).toEqual(new Date('2025-03-09T13:00Z'))
    expect(office.nextOpen(new Date('2025-03-08T00:00Z'))).toEqual(new Date('2025-03-08T14:00Z'))
    expect(office.add(new Date('2025-03-08T21:00Z'), { hours: 2 })).toEqual(new Date('2025-03-09T14:00Z'))
    expect(office.add(new Date('2025-03-09T14:00Z'), { hours: -2 })).toEqual(new Date('2025-03-08T21:00Z'))
  })

  it('is not open for what lies in the skipped hour, and twice for what lies in the repeated one', () => {
    const weekly = every(['02:15', '02:45'])
    const skipped = defineCalendar({ timeZone: 'America/New_York', weekly })
    expect(hours(skipped, '2025-03-09T05:00Z', '2025-03-10T04:00Z')).toBe(0)
    const repeated = daily('America/New_York', ['01:15', '01:45'])
    expect(repeated.segments(new Date('2025-11-02T04:00Z'), new Date('2025-11-03T05:00Z'))).toEqual([
      { start: new Date('2025-11-02T01:15-04:00'), end: new Date('2025-11-02T01:45-04:00') },
      { start: new Date('2025-11-02T01:15-05:00'), end: new Date('2025-11-02T01:45-05:00') },
    ])
    const touching = daily('America/New_York', ['01:00', '02:00'])
    expect(touching.segments(new Date('2025-11-02T04:00Z'), new Date('2025-11-03T05:00Z'))).toEqual([
      { start: new Date('2025-11-02T01:00-04:00'), end: new Date('2025-11-02T02:00-05:00') },
    ])
    const over = daily('America/New_York', ['01:30', '02:30'])
    expect(hours(over, '2025-03-09T05:00Z', '2025-03-10T04:00Z')).toBe(0.5)
    expect(hours(over, '2025-11-02T04:00Z', '2025-11-03T05:00Z')).toBe(1.5)
  })
})

it('Lord Howe moves its clocks by half an hour', () => {
  const nights = daily('Australia/Lord_Howe', ['01:00', '03:00'])
  expect(hours(nights, '2025-10-04T12:00Z', '2025-10-05T12:00Z')).toBe(1.5)
  expect(hours(nights, '2025-04-05T12:00Z', '2025-04-06T12:00Z')).toBe(2.5)
  expect(hours(daily('Australia/Lord_Howe', ['00:00', '24:00']), '2025-04-05T13:00Z', '2025-04-06T13:30Z')).toBe(24.5)
})

it('Apia had no 2011-12-30, and Kwajalein no 1993-08-21', () => {
  const apia = daily('Pacific/Apia', ['09:00', '17:00'])
  expect(apia.segments(new Date('2011-12-29T10:00Z'), new Date('2011-12-31T10:00Z'))).toEqual([
    { start: new Date('2011-12-29T19:00Z'), end: new Date('2011-12-30T03:00Z') },
    { start: new Date('2011-12-30T19:00Z'), end: new Date('2011-12-31T03:00Z') },
  ])
  // A shift of the date that was not, and an opening up to the midnight after which it would have come.
  const skipped = defineCalendar({
    timeZone: 'Pacific/Apia',
    shifts: {
      '2011-12-29': [['22:00', '24:00']],
      '2011-12-30': [['00:00', '24:00']],
      '2011-12-31': [['00:00', '02:00']],
    },
  })
  expect(skipped.segments(new Date('2011-12-01T00:00Z'), new Date('2012-02-01T00:00Z'))).toEqual([
    { start: new Date('2011-12-30T08:00Z'), end: new Date('2011-12-30T12:00Z') },
  ])
  const kwajalein = daily('Pacific/Kwajalein', ['09:00', '17:00'])
  expect(hours(kwajalein, '1993-08-20T12:00Z', '1993-08-22T12:00Z')).toBe(16)
  expect(kwajalein.explain(new Date('1993-08-20T12:00Z'), { hours: 16 }).steps.map(({ date }) => date)).toEqual([
    '1993-08-20',
    '1993-08-22',
  ])
})

it('early years have offsets with odd seconds', () => {
  const office = daily('Asia/Shanghai', ['09:00', '17:00'])
  // Local mean time was ahead by 8:05:43.
  expect(office.nextOpen(new Date('1899-12-31T12:00Z'))).toEqual(new Date('1900-01-01T00:54:17Z'))
  expect(hours(daily('Africa/Monrovia', ['09:00', '17:00']), '1971-01-01T00:00Z', '1971-01-02T00:00Z')).toBe(8)
})
