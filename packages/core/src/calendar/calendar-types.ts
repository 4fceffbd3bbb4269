import type { Instant } from '../kernel/clock.js'
import type { TimeSpan } from '../kernel/duration.js'

/** A weekday, as a calendar names it. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/**
 * An opening within one date, local wall-clock time: from the first `HH:MM` on, up to but not including the second;
 * `24:00` ends the day. A shift over midnight is two openings, one on each date.
 */
export type Opening = readonly [start: string, end: string]

/** What {@link defineCalendar} takes. Dates are local, written `YYYY-MM-DD`. */
export interface CalendarInput {
  /** Raised with each change of a calendar that a desk's promises use; 1 if left out. */
  readonly version?: number
  /** An IANA name, such as `Asia/Shanghai`. */
  readonly timeZone: string
  /** The openings of each weekday; a weekday left out is closed. */
  readonly weekly?: Partial<Readonly<Record<Weekday, readonly Opening[]>>>
  /** Closed all day, whatever else says so. */
  readonly holidays?: readonly string[]
  /** Replace the weekly openings of a date: make-up working days, short days; an empty list closes it. */
  readonly shifts?: Readonly<Record<string, readonly Opening[]>>
  /** Cut out of whatever is open on a date. */
  readonly breaks?: Readonly<Record<string, readonly Opening[]>>
}

/** A calendar as data: checked, complete, serializable. Openings and dates are in order. */
export type CalendarDefinition =
  | {
      readonly kind: 'hours'
      readonly version: number
      readonly timeZone: string
      readonly weekly: { readonly [Day in Weekday]: readonly Opening[] }
      readonly holidays: readonly string[]
      readonly shifts: Readonly<Record<string, readonly Opening[]>>
      readonly breaks: Readonly<Record<string, readonly Opening[]>>
    }
  /** Open when one of its calendars is, or when all are. */
  | {
      readonly kind: 'union' | 'intersection'
      readonly version: number
      readonly of: readonly CalendarDefinition[]
    }

/** A span in which a calendar is open, in UTC; `end` no longer belongs to it. */
export interface Segment {
  readonly start: Date
  readonly end: Date
}

/** One opening that a reckoning passed through. */
export interface CalendarStep {
  /** The local date on which the used part begins, `YYYY-MM-DD`, in the calendar's zone (UTC for a calendar of several zones). */
  readonly date: string
  /** The whole opening. */
  readonly opening: Segment
  /** What was used of it, the earlier instant first also when going back. */
  readonly used: Segment
  /** The seconds used of it. */
  readonly seconds: number
}

/** How a calendar got from one instant to another. */
export interface CalendarExplanation {
  readonly from: Date
  /** Where it arrives: what `add` gives. */
  readonly to: Date
  /** The open seconds asked for; negative going back. */
  readonly seconds: number
  /** In the order gone through; of more than 10,000 openings the first 10,000. */
  readonly steps: readonly CalendarStep[]
}

/**
 * When a team works. An immutable value; every instant in and out is UTC, every span is elapsed time.
 *
 * It is open exactly when the local wall-clock time lies in an opening of the local date, half-open: open at the opening
 * instant, closed at the closing instant. So an opening on the day of a clock change is as long as it really lasts: what
 * a change skips is not open, what it repeats is open twice.
 *
 * It reckons in the years 1800 to 2399 (UTC). Whatever takes an instant throws `INVALID_INPUT` for an invalid `Date` and
 * for other years, whatever takes a span throws it for parts that are no finite numbers, unknown parts such as `days`, and
 * fractions of a millisecond.
 */
export interface BusinessCalendar {
  /** The calendar as data. */
  readonly definition: CalendarDefinition
  /**
   * The instant at which so much open time has passed; negative goes back. Nothing to add leaves the instant where it
   * is, also on closed time. Time that ends exactly with an opening gives its closing instant.
   *
   * @throws DocketError `CALENDAR_EXHAUSTED` when the calendar has no more openings in that direction
   */
  add(from: Date, duration: TimeSpan): Date
  /** The open seconds from one instant to another, with a fraction where they have one; negative when the second is earlier. */
  between(a: Date, b: Date): number
  /** Whether it is open at the instant. */
  isOpen(at: Date): boolean
  /**
   * The instant itself when open, else the next opening.
   *
   * @throws DocketError `CALENDAR_EXHAUSTED` when it never opens again
   */
  nextOpen(at: Date): Date
  /**
   * The spans in which it is open within a window, cut to the window.
   *
   * @throws DocketError `INVALID_INPUT` when the window ends before it begins
   */
  segments(from: Date, to: Date): Segment[]
  /**
   * How `add` gets to its result: each opening that it passes.
   *
   * @throws DocketError `CALENDAR_EXHAUSTED` as `add` does
   */
  explain(from: Date, duration: TimeSpan): CalendarExplanation
  /** `add` in milliseconds since 1970-01-01T00:00:00Z and milliseconds of open time: what the desk itself uses. */
  addMs(from: Instant, milliseconds: number): Instant
  /** `between` in milliseconds. */
  betweenMs(a: Instant, b: Instant): number
}
