import * as z from 'zod'
import type { BusinessCalendar } from '../calendar/calendar-types.js'
import { type Instant, LATEST_INSTANT } from '../kernel/clock.js'
import { type TimeSpan, timeSpanMs } from '../kernel/duration.js'
import { id, instant, invalidInput } from '../kernel/input.js'
import { WALL } from '../sla/define-policies.js'

/** Ten years: what nobody waits for any more. */
const LONGEST_MS = 10 * 366 * 24 * 3_600_000

const part = z.number().nonnegative().optional()
const span = z
  .strictObject({ hours: part, minutes: part, seconds: part })
  .refine((given) => timeSpanMs(given as TimeSpan) > 0, 'must be longer than nothing')
  .refine((given) => timeSpanMs(given as TimeSpan) <= LONGEST_MS, 'must be at most ten years')

/** By when an answer is wanted: an instant, or a span of a calendar's open time. */
export const dueInput = z.union([
  z.strictObject({ at: instant.transform((at) => at.getTime()) }),
  z.strictObject({ within: span, calendar: id.optional() }),
])

/**
 * The instant that is meant, as seen from another.
 *
 * @throws DocketError `INVALID_INPUT` when it is no later instant, or the desk has no such calendar; `CALENDAR_EXHAUSTED`
 */
export function instantOfDue(
  due: z.output<typeof dueInput>,
  from: Instant,
  calendars: ReadonlyMap<string, BusinessCalendar>,
): Instant {
  if ('at' in due) return checked(due.at, from, 'at')
  const { calendar: name = WALL } = due
  const milliseconds = timeSpanMs(due.within as TimeSpan)
  if (name === WALL) return checked(from + milliseconds, from, 'within')
  const calendar = calendars.get(name)
  if (calendar === undefined) {
    const message = `is no calendar of the desk; it has ${[WALL, ...calendars.keys()].join(', ')}`
    throw invalidInput('request', [{ path: ['due', 'calendar'], code: 'unknown_calendar', message }])
  }
  return checked(calendar.addMs(from, milliseconds), from, 'within')
}

function checked(at: Instant, from: Instant, key: string): Instant {
  if (at > from && at < LATEST_INSTANT) return at
  const late = at >= LATEST_INSTANT
  const message = late ? 'must lie before the year 2200' : 'must be later than now'
  throw invalidInput('request', [{ path: ['due', key], code: late ? 'too_late' : 'past', message }])
}
