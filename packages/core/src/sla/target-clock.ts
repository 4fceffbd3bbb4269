import type { BusinessCalendar } from '../calendar/calendar-types.js'
import { type Instant, LATEST_INSTANT } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import type { PauseInterval } from '../store/record-types.js'

/**
 * What a target's time is reckoned by: a calendar (null for wall time), which stands still in the pauses. A value; every
 * answer is a function of the values that it was made of.
 */
export interface TargetClock {
  readonly calendar: BusinessCalendar | null
  readonly from: Instant
  /** In order, apart from each other; the last may be without an end. */
  readonly pauses: readonly PauseInterval[]
}

/**
 * The instant at which the clock has run for so long; null while that cannot be said: it stands still before, or its
 * calendar has no such time any more, or the instant lies beyond those that Docket stores.
 */
export function instantAt(clock: TargetClock, milliseconds: number): Instant | null {
  let at = clock.from
  let left = milliseconds
  for (const pause of clock.pauses) {
    if (pause.to !== null && pause.to <= at) continue
    if (pause.from > at) {
      const run = openMs(clock.calendar, at, pause.from)
      if (run >= left) return after(clock.calendar, at, left)
      left -= run
    }
    if (pause.to === null) return null
    at = pause.to
  }
  return after(clock.calendar, at, left)
}

/** For how long the clock has run at an instant, in milliseconds; 0 before it began. */
export function elapsedMs(clock: TargetClock, until: Instant): number {
  let at = clock.from
  let run = 0
  for (const pause of clock.pauses) {
    if (pause.from >= until) break
    if (pause.to !== null && pause.to <= at) continue
    if (pause.from > at) run += openMs(clock.calendar, at, pause.from)
    if (pause.to === null) return run
    at = pause.to
  }
  return at < until ? run + openMs(clock.calendar, at, until) : run
}

/** The first whole millisecond at which a share of a total has been used. */
export function shareMs(total: number, share: number): number {
  const exact = total * share
  const whole = Math.round(exact)
  // The product of a decimal share misses whole milliseconds by a hair: beyond closing time, that is the next morning.
  return Math.abs(exact - whole) <= exact * 2 * Number.EPSILON ? whole : Math.ceil(exact)
}

/** Whether the clock stands still at an instant because of a pause. */
export function isPaused(pauses: readonly PauseInterval[], at: Instant): boolean {
  const last = pauses.at(-1)
  return last !== undefined && last.from <= at && (last.to === null || at < last.to)
}

function openMs(calendar: BusinessCalendar | null, from: Instant, to: Instant): number {
  return calendar === null ? to - from : calendar.betweenMs(from, to)
}

function after(calendar: BusinessCalendar | null, from: Instant, milliseconds: number): Instant | null {
  try {
    const at = calendar === null ? from + milliseconds : calendar.addMs(from, milliseconds)
    return at < LATEST_INSTANT ? at : null
  } catch (error) {
    if (DocketError.is(error, 'CALENDAR_EXHAUSTED')) return null
    throw error
  }
}
