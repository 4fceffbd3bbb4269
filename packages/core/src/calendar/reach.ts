import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'

/** A day of 24 hours, in milliseconds. */
export const DAY_MS = 86_400_000

/** The first year (UTC) in which calendars reckon: a century before the first instant that a store takes. */
export const FIRST_YEAR = 1800

/** The last year (UTC) in which calendars reckon. */
export const LAST_YEAR = 2399

/** The first instant of a year, UTC. */
export function yearStart(year: number): Instant {
  return Date.UTC(year, 0, 1)
}

/** The year of an instant, UTC. */
export function yearOf(at: Instant): number {
  return new Date(at).getUTCFullYear()
}

/** The first instant at which calendars reckon. */
export const REACH_START: Instant = yearStart(FIRST_YEAR)

/** The first instant at which calendars no longer reckon. */
export const REACH_END: Instant = yearStart(LAST_YEAR + 1)

/** @throws DocketError `INVALID_INPUT` when the instant is no whole number of milliseconds in the years of calendars */
export function checkInstant(at: Instant): void {
  if (Number.isInteger(at) && at >= REACH_START && at < REACH_END) return
  const message = `A calendar reckons with instants of the years ${FIRST_YEAR} to ${LAST_YEAR}, in whole milliseconds; pass a valid one.`
  throw new DocketError('INVALID_INPUT', message, { given: String(at) })
}
