import type { Instant } from '../kernel/clock.js'

/**
 * The first whole millisecond after `now`, and not after `horizon`, at which a score is at least so high; null when it is
 * not. The score is lower now and never falls.
 */
export function firstReached(
  scoreAt: (at: Instant) => number,
  least: number,
  now: Instant,
  horizon: Instant,
): Instant | null {
  if (horizon <= now || scoreAt(horizon) < least) return null
  let lower = now
  let reached = horizon
  while (reached - lower > 1) {
    const middle = lower + Math.floor((reached - lower) / 2)
    if (scoreAt(middle) >= least) reached = middle
    else lower = middle
  }
  return reached
}
