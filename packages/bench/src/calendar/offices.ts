import type { CalendarInput } from '@docket/core'

/** An office that is compared: eight hours a day, from Monday to Friday, twenty holidays in the year of the questions. */
export interface Office {
  readonly zone: string
  /** Ahead of UTC, in hours, on a date; worked out by hand, so that the limit needs no help of ours. */
  readonly aheadOn: (date: string) => number
  readonly input: CalendarInput
}

export const FIRST_HOUR = 9
export const LAST_HOUR = 17
/** The year in which the questions begin. */
export const YEAR = 2025

export const HOLIDAYS = [
  ...['2025-01-01', '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31', '2025-02-03', '2025-02-04'],
  ...['2025-04-04', '2025-05-01', '2025-05-02', '2025-05-05', '2025-06-02', '2025-10-01', '2025-10-02'],
  ...['2025-10-03', '2025-10-06', '2025-10-07', '2025-10-08', '2025-12-24', '2025-12-25'],
]

const hours = [['09:00', '17:00']] as const
const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }

function office(zone: string, aheadOn: Office['aheadOn']): Office {
  return { zone, aheadOn, input: { timeZone: zone, weekly, holidays: HOLIDAYS } }
}

export const shanghai = office('Asia/Shanghai', () => 8)

/** The second Sunday of March to the first of November, in the years of the questions. */
const SUMMERS = [
  ['2025-03-09', '2025-11-02'],
  ['2026-03-08', '2026-11-01'],
  ['2027-03-14', '2027-11-07'],
]

export const newYork = office('America/New_York', (date) =>
  SUMMERS.some(([first = '', last = '']) => date >= first && date < last) ? -4 : -5,
)
