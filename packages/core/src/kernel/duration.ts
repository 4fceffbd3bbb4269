import type { Instant } from './clock.js'

/** A span of time without days, because a business day has no fixed length; the parts add up. */
export interface TimeSpan {
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
}

/** A span of elapsed time; the parts add up. A day is 24 hours. */
export interface Duration extends TimeSpan {
  readonly days?: number
}

/** A span in milliseconds. */
export function timeSpanMs({ hours = 0, minutes = 0, seconds = 0 }: TimeSpan): number {
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000)
}

/** A duration in milliseconds. */
export function durationMs(duration: Duration): number {
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = duration
  return timeSpanMs({ hours: days * 24 + hours, minutes, seconds })
}

/** The instant that lies a duration after another. */
export function addDuration(instant: Instant, duration: Duration): Instant {
  return instant + durationMs(duration)
}
