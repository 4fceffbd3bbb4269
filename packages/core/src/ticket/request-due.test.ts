import { describe, expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import { defineCalendar } from '../calendar/define-calendar.js'
import { LATEST_INSTANT } from '../kernel/clock.js'
import { dueInput, instantOfDue } from './request-due.js'

const HOUR = 3_600_000
// Monday 2030-03-04 at nine.
const MONDAY = Date.UTC(2030, 2, 4, 9)
const day = [['09:00', '17:00']] as const
const office = defineCalendar({ timeZone: 'UTC', weekly: { mon: day, tue: day } })
const never = defineCalendar({ timeZone: 'UTC', shifts: { '2030-03-04': [['08:00', '10:00']] } })
const calendars = new Map([
  ['office', office],
  ['never', never],
])
const due = (given: object, from = MONDAY) => instantOfDue(dueInput.parse(given), from, calendars)

describe('when an answer is wanted', () => {
  it.each([
    [{ at: new Date(MONDAY + 1) }, 1],
    [{ within: { seconds: 0.001 } }, 1],
    [{ within: { hours: 30 } }, 30 * HOUR],
    [{ within: { hours: 30 }, calendar: 'wall' }, 30 * HOUR],
    [{ within: { hours: 8 }, calendar: 'office' }, 8 * HOUR],
    [{ within: { hours: 9 }, calendar: 'office' }, 25 * HOUR],
    // Next week's Monday.
    [{ within: { hours: 16, minutes: 1 }, calendar: 'office' }, 7 * 24 * HOUR + 60_000],
  ])('%j is so many milliseconds later', (given, milliseconds) => {
    expect(due(given) - MONDAY).toBe(milliseconds)
  })

  it.each([
    [{ at: new Date(MONDAY) }, 'at', 'past'],
    [{ at: new Date(MONDAY - 1) }, 'at', 'past'],
    [{ within: { hours: 1 }, calendar: 'toString' }, 'calendar', 'unknown_calendar'],
  ])('%j is refused at its place', (given, key, code) => {
    const { details } = thrown('INVALID_INPUT', () => due(given))
    expect(details).toMatchObject({ issues: [{ path: ['due', key], code }] })
  })

  it('is refused beyond the years that can be kept, and where a calendar has no more openings', () => {
    expect(thrown('INVALID_INPUT', () => due({ within: { hours: 1 } }, LATEST_INSTANT - HOUR)).message).toContain(
      '2200',
    )
    thrown('CALENDAR_EXHAUSTED', () => due({ within: { hours: 2 }, calendar: 'never' }))
  })
})
