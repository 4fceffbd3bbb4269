const DAY_MS = 86_400_000
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * A local date as the number of days since 1970-01-01; undefined for what is no date, such as 2025-02-30. Unlike the dates
 * of calendars it may lie in any year up to 9999: what repeats in a feed may have begun long ago.
 */
export function dayOf(date: string): number | undefined {
  const [, year, month, day] = DATE.exec(date) ?? []
  if (year === undefined) return undefined
  const days = dayOfParts(Number(year), Number(month), Number(day))
  return dateOf(days) === date ? days : undefined
}

/** The number of days since 1970-01-01 of a year, month and day; what lies outside of the month runs over into others. */
export function dayOfParts(year: number, month: number, day: number): number {
  // Date.UTC alone takes the years 0 to 99 for 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS
}

/** The local date of a number of days since 1970-01-01, `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
