import type { Opening } from './calendar-types.js'

/** One day that a notice names. */
export interface ChinaHolidayDay {
  /** Of which holiday, such as 春节. */
  readonly name: string
  /** Local, `YYYY-MM-DD`. */
  readonly date: string
  /** Whether nobody works; false for a day on which people make up for a holiday. */
  readonly isOffDay: boolean
}

/**
 * The days off and make-up working days that the State Council's notice for one year orders, as the project holiday-cn
 * publishes them (`2025.json`), parsed. A file without days stands for a notice that is not out yet.
 */
export interface ChinaHolidayFile {
  /** The year of the notice; its days lie in that year or in the December before. */
  readonly year: number
  readonly days: readonly ChinaHolidayDay[]
}

/** What {@link holidaysFromChina} is asked for. */
export interface ChinaHolidayOptions {
  /** The years wanted, both included. */
  readonly years: { readonly from: number; readonly to: number }
  /** The openings of a make-up working day. */
  readonly hours: readonly Opening[]
}

/** The public holidays of some years, ready for {@link defineCalendar}. */
export interface ChinaHolidays {
  /** The days off, in order. */
  readonly holidays: readonly string[]
  /** The make-up working days, in order. */
  readonly shifts: Readonly<Record<string, readonly Opening[]>>
  /** The years wanted that no file tells about; without holidays here does not mean without holidays there. */
  readonly missingYears: readonly number[]
}
