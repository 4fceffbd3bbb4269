import type { Clock, Instant } from '../kernel/clock.js'
import { type Duration, durationMs } from '../kernel/duration.js'

/** A clock that stands until it is moved. */
export interface ManualClock extends Clock {
  /** Moves it by a duration; negative parts move it back. */
  advance(duration: Duration): void
  /** Sets it. */
  set(instant: Date): void
}

/**
 * Makes a clock that stands until it is moved. Give the same one to the desk and to the memory store, so that timers
 * are due by it.
 *
 * @param start - where it stands; 2025-01-01T00:00:00Z if left out
 */
export function manualClock(start: Date = new Date(Date.UTC(2025, 0, 1))): ManualClock {
  let now: Instant = start.getTime()
  return {
    now: () => now,
    advance(duration) {
      now += durationMs(duration)
    },
    set(instant) {
      now = instant.getTime()
    },
  }
}
