import type { Instant } from './clock.js'

/** A span of elapsed time; the parts add up. A day is 24 hours. */
export interface Duration {
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
}

/** A duration in milliseconds. */
export function durationMs(duration: Duration): number {
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = duration
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
}

/** The instant that lies a duration after another. */
export function addDuration(instant: Instant, duration: Duration): Instant {
  return instant + durationMs(duration)
}
