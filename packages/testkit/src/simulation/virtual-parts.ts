import type { Ids } from '@docket/core'
import type { Instant } from '@docket/core/store'
import type { MovableClock } from '../time/movable-clock.js'

/** A clock that stands until it is moved. */
export function standingClock(start: Instant): MovableClock {
  let now = start
  return {
    now: () => now,
    set(instant) {
      now = instant.getTime()
    },
  }
}

/** Ids that count. */
export function countedIds(): Ids {
  let last = 0
  return {
    next() {
      last += 1
      return `s${String(last).padStart(9, '0')}`
    },
  }
}
