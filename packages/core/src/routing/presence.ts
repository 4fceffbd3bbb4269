import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import type { AgentRecord } from '../store/record-types.js'

/** Whether somebody works, why not, and until when that is so. */
export interface Presence {
  /** `present` alone means that the agent may be given work. */
  readonly code: 'present' | 'away' | 'removed' | 'vacation' | 'off-shift' | 'shift-unknown'
  /** When it may be otherwise by itself; null while only somebody can change it. */
  readonly until: Instant | null
}

/** Whether an agent works at an instant. The status says most, then vacations, then the shift. */
export function presenceOf(
  { status, vacations, shift }: AgentRecord,
  calendars: ReadonlyMap<string, BusinessCalendar>,
  at: Instant,
): Presence {
  if (status !== 'present') return { code: status, until: null }
  const absences = [...vacations].sort((a, b) => a.from - b.from)
  const until = endOfAbsence(absences, at)
  if (until !== null) return { code: 'vacation', until }
  const leaves = absences.find(({ from, to }) => from > at && to > from)?.from ?? null
  if (shift === null) return { code: 'present', until: leaves }
  const calendar = calendars.get(shift)
  // A host's directory may name a calendar that the desk does not have; nobody knows when that is open.
  if (calendar === undefined) return { code: 'shift-unknown', until: null }
  const closes = closing(calendar, at)
  if (closes === null) return { code: 'off-shift', until: nextOpening(calendar, at) }
  return { code: 'present', until: Math.min(closes, leaves ?? closes) }
}

/** Vacations that touch or overlap are one. */
function endOfAbsence(absences: AgentRecord['vacations'], at: Instant): Instant | null {
  let end: Instant | null = null
  for (const { from, to } of absences) {
    const now = end ?? at
    if (from <= now && now < to) end = to
  }
  return end
}

/** So far ahead the end of a shift is looked for: who works on for longer may still be asked again then. */
const LONGEST_SHIFT_MS = 24 * 60 * 60_000

/** When the shift that runs may end; null while none runs. */
function closing(calendar: BusinessCalendar, at: Instant): Instant | null {
  const [shift] = calendar.segments(new Date(at), new Date(at + LONGEST_SHIFT_MS))
  return shift?.start.getTime() === at ? shift.end.getTime() : null
}

function nextOpening(calendar: BusinessCalendar, at: Instant): Instant | null {
  try {
    return calendar.nextOpen(new Date(at)).getTime()
  } catch (error) {
    if (DocketError.is(error, 'CALENDAR_EXHAUSTED')) return null
    throw error
  }
}
