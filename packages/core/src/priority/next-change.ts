import type { Instant } from '../kernel/clock.js'

/**
 * The first whole millisecond after `now`, and not after `horizon`, at which something is reached that is not reached now
 * and, once it is, stays so; null when it is not.
 */
export function firstReached(isReached: (at: Instant) => boolean, now: Instant, horizon: Instant): Instant | null {
  if (horizon <= now || !isReached(horizon)) return null
  let lower = now
  let reached = horizon
  while (reached - lower > 1) {
    const middle = lower + Math.floor((reached - lower) / 2)
    if (isReached(middle)) reached = middle
    else lower = middle
  }
  return reached
}
