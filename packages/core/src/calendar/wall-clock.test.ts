import { describe, expect, it } from 'vitest'
import { ZONES } from '../../test/any-calendar.js'
import type { CalendarInput, Opening } from './calendar-types.js'
import { defineCalendar } from './define-calendar.js'

const MINUTE_MS = 60_000
const OPENINGS: readonly Opening[] = [
  ['00:00', '00:45'],
  ['01:20', '02:10'],
  ['02:35', '03:05'],
  ['22:50', '24:00'],
]
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

/** The minutes around which the walk goes: changes of clocks by an hour, half an hour, a day, and at odd times. */
const AROUND: Readonly<Record<string, readonly string[]>> = {
  'Asia/Shanghai': ['1990-09-15T17:00Z', '2025-01-01T00:00Z'],
  'America/New_York': ['2025-03-09T07:00Z', '2025-11-02T06:00Z'],
  'Europe/London': ['2025-03-30T01:00Z', '2025-10-26T01:00Z'],
  'Australia/Lord_Howe': ['2025-04-05T15:00Z', '2025-10-04T15:30Z'],
  'Asia/Kathmandu': ['1985-12-31T18:30Z'],
  'Pacific/Apia': ['2011-12-30T10:00Z', '2011-09-24T14:00Z'],
  'Africa/Casablanca': ['2025-02-23T02:00Z', '2025-04-06T02:00Z'],
  'Pacific/Chatham': ['2025-04-05T14:00Z', '2025-09-27T14:00Z'],
  'America/St_Johns': ['2010-03-14T03:31Z', '2010-11-07T02:31Z'],
  'Asia/Tehran': ['2022-03-21T20:30Z', '2022-09-21T19:30Z'],
  'Pacific/Kwajalein': ['1993-08-21T12:00Z'],
}

/** The local date and time of an instant, told by Intl alone. */
function wallClock(timeZone: string) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return (at: number) => format.format(at).split(' ') as [date: string, time: string]
}

describe('around changes of the clocks, a calendar says of each minute what the clock on the wall says', () => {
  it('knows such a change in every zone of the random tests', () => {
    expect(ZONES.filter((zone) => !AROUND[zone])).toEqual([])
  })

  it.each(Object.entries(AROUND))('in %s', (timeZone, changes) => {
    const weekly: CalendarInput['weekly'] = Object.fromEntries(
      DAYS.map((day, index) => [day, index === 3 ? [] : OPENINGS]),
    )
    const calendar = defineCalendar({ timeZone, weekly })
    const read = wallClock(timeZone)
    for (const change of changes) {
      const from = Date.parse(change) - 1500 * MINUTE_MS
      const to = from + 3000 * MINUTE_MS
      let open = 0
      let wrong = 0
      for (let at = from; at < to; at += MINUTE_MS) {
        const [date, time] = read(at)
        const isWednesday = new Date(date).getUTCDay() === 3
        const expected = !isWednesday && OPENINGS.some(([start, end]) => time >= start && time < end)
        if (expected) open += MINUTE_MS
        if (calendar.isOpen(new Date(at)) !== expected) wrong += 1
      }
      expect({ change, wrong, open: calendar.betweenMs(from, to) }).toEqual({ change, wrong: 0, open })
      expect(open).toBeGreaterThan(0)
    }
  })
})
