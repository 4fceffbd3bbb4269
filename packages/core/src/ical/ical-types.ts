import type { Opening } from '../calendar/calendar-types.js'

/** What {@link holidaysFromIcal} is asked for. */
export interface IcalOptions {
  /** The first date wanted, local, `YYYY-MM-DD`. */
  readonly from: string
  /** The last date wanted, at most a hundred years later. */
  readonly to: string
  /** The openings of a make-up working day; left out, such days are only told in `skipped`. */
  readonly hours?: readonly Opening[]
}

/**
 * Why an event gives no holiday:
 *
 * - `timed`: it begins at a time of day, so it is no day off
 * - `cancelled`: its status says so
 * - `working-day`: it tells of a make-up working day, and no `hours` were given for such days
 * - `unmarked`: the feed marks its days off (`X-APPLE-SPECIAL-DAY`), and this is not one of them
 * - `recurrence`: it repeats in a way that is not understood, so none of its dates were taken
 */
export type SkipReason = 'timed' | 'cancelled' | 'working-day' | 'unmarked' | 'recurrence'

/** An event of a feed that gives no holiday. */
export interface SkippedEvent {
  /** Null where the event has none. */
  readonly uid: string | null
  /** What it is called, such as 春节; null where it is not called anything. */
  readonly summary: string | null
  readonly why: SkipReason
}

/** The holidays of an iCalendar feed, ready for `defineCalendar`. */
export interface IcalHolidays {
  /** The days off within the dates wanted, in order. */
  readonly holidays: readonly string[]
  /** The make-up working days within the dates wanted, in order. */
  readonly shifts: Readonly<Record<string, readonly Opening[]>>
  /** The events that were left out, in the order of the feed, whatever their date. */
  readonly skipped: readonly SkippedEvent[]
}
