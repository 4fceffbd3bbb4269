import { describe, expect, it } from 'vitest'
import { candidate } from '../../test/candidates.js'
import { ALWAYS_OPEN } from '../calendar/always-open.js'
import { defineCalendar } from '../calendar/define-calendar.js'
import type { Absence, AgentRecord } from '../store/record-types.js'
import { presenceOf } from './presence.js'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
/** Monday, 2025-01-06, 12:00 in UTC. */
const NOON = Date.UTC(2025, 0, 6, 12)
const calendars = new Map([
  ['office', defineCalendar({ timeZone: 'UTC', weekly: { mon: [['09:00', '18:00']], tue: [['09:00', '18:00']] } })],
  ['night', defineCalendar({ timeZone: 'UTC', weekly: { mon: [['22:00', '24:00']], tue: [['00:00', '06:00']] } })],
  ['always', ALWAYS_OPEN],
  ['once', defineCalendar({ timeZone: 'UTC', shifts: { '2025-01-03': [['09:00', '10:00']] } })],
])

const presence = (changes: Partial<AgentRecord>, at = NOON) => presenceOf(candidate('a', changes).agent, calendars, at)
const off = (...vacations: readonly Absence[]) => ({ vacations })

describe('an agent is', () => {
  it('present by status alone, for as long as nobody says otherwise', () => {
    expect(presence({})).toEqual({ code: 'present', until: null })
  })

  it.each(['away', 'removed'] as const)('%s by status, whatever else is so', (status) => {
    const vacations = [{ from: NOON - 1, to: NOON + 1 }]
    expect(presence({ status, vacations, shift: 'office' })).toEqual({ code: status, until: null })
  })

  it('on vacation from its first to before its last instant', () => {
    const vacations = [{ from: NOON, to: NOON + DAY }]
    const during = { code: 'vacation', until: NOON + DAY }
    expect(presence({ vacations })).toEqual(during)
    expect(presence({ vacations }, NOON + DAY - 1)).toEqual(during)
    expect(presence({ vacations }, NOON + DAY)).toEqual({ code: 'present', until: null })
    expect(presence({ vacations }, NOON - 1)).toEqual({ code: 'present', until: NOON })
    expect(presence({ vacations, shift: 'office' })).toEqual(during)
  })

  it('on one vacation where several touch or overlap, in whatever order they are written', () => {
    const vacations = [
      { from: NOON + 2 * DAY, to: NOON + 3 * DAY },
      { from: NOON + DAY, to: NOON + 2 * DAY },
      { from: NOON - DAY, to: NOON + DAY },
      { from: NOON - HOUR, to: NOON + HOUR },
      { from: NOON + 4 * DAY, to: NOON + 5 * DAY },
    ]
    expect(presence({ vacations })).toEqual({ code: 'vacation', until: NOON + 3 * DAY })
    expect(presence({ vacations }, NOON + 3 * DAY)).toEqual({ code: 'present', until: NOON + 4 * DAY })
  })

  it('not kept away by a vacation that ends before it begins', () => {
    expect(presence(off({ from: NOON + HOUR, to: NOON - HOUR }))).toEqual({ code: 'present', until: null })
    expect(presence(off({ from: NOON + HOUR, to: NOON + HOUR }))).toEqual({ code: 'present', until: null })
    expect(presence(off({ from: NOON, to: Number.NaN }))).toEqual({ code: 'present', until: null })
  })

  // Guards against an `until` that overlooked the end of the shift.
  it('present in the shift until it closes, or a vacation begins before', () => {
    const closes = NOON + 6 * HOUR
    expect(presence({ shift: 'office' })).toEqual({ code: 'present', until: closes })
    expect(presence({ shift: 'office', ...off({ from: NOON + HOUR, to: closes }) }).until).toBe(NOON + HOUR)
    expect(presence({ shift: 'office', ...off({ from: closes + HOUR, to: closes + DAY }) }).until).toBe(closes)
  })

  it('present through midnight; of a shift without an end a day is known', () => {
    const late = NOON + 11 * HOUR
    expect(presence({ shift: 'night' }, late)).toEqual({ code: 'present', until: NOON + 18 * HOUR })
    expect(presence({ shift: 'always' })).toEqual({ code: 'present', until: NOON + DAY })
  })

  it('off shift from the instant of closing until the next opening', () => {
    const closes = NOON + 6 * HOUR
    const opens = NOON + 21 * HOUR
    expect(presence({ shift: 'office' }, closes - 1).code).toBe('present')
    expect(presence({ shift: 'office' }, closes)).toEqual({ code: 'off-shift', until: opens })
    expect(presence({ shift: 'office' }, opens - 1)).toEqual({ code: 'off-shift', until: opens })
    expect(presence({ shift: 'office' }, opens).code).toBe('present')
    expect(presence({ shift: 'office' }, NOON - 4 * HOUR)).toEqual({ code: 'off-shift', until: NOON - 3 * HOUR })
  })

  it('off shift without an end where the calendar never opens again', () => {
    expect(presence({ shift: 'once' })).toEqual({ code: 'off-shift', until: null })
  })

  it('in a shift that nobody knows, and so not present, where the desk has no such calendar', () => {
    expect(presence({ shift: 'moon' })).toEqual({ code: 'shift-unknown', until: null })
  })
})

it('leaves the vacations in the order in which they were', () => {
  const vacations = [
    { from: NOON + DAY, to: NOON + 2 * DAY },
    { from: NOON, to: NOON + HOUR },
  ]
  presence({ vacations })
  expect(vacations.map(({ from }) => from)).toEqual([NOON + DAY, NOON])
})
