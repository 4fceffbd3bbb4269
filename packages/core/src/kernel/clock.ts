/**
 * An instant as milliseconds since 1970-01-01T00:00:00Z, always a whole number.
 *
 * Records, events and policies use instants as numbers, because a number can be compared, subtracted and shared
 * without being changed by its reader. What the desk returns to callers carries `Date`.
 */
export type Instant = number

/** Tells the business time. Read once per command and passed down, never asked again inside a decision. */
export interface Clock {
  /** The current instant, in milliseconds since 1970-01-01T00:00:00Z. */
  now(): Instant
}

/** The earliest instant that Docket stores: 1900-01-01T00:00:00Z. */
export const EARLIEST_INSTANT: Instant = Date.UTC(1900, 0, 1)

/** The first instant that Docket no longer stores: 2200-01-01T00:00:00Z. */
export const LATEST_INSTANT: Instant = Date.UTC(2200, 0, 1)
