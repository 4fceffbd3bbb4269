import { DAY_MS, FIRST_YEAR, LAST_YEAR } from './reach.js'

const TIME = /^(\d\d):([0-5]\d)$/
const DATE = /^\d{4}-\d\d-\d\d$/
const MINUTE_MS = 60_000

/** A local date as the number of days since 1970-01-01. */
export type DayNumber = number

/** The milliseconds from midnight to a time `HH:MM`, `24:00` included; nothing for any other text. */
export function timeOfDay(text: string): number | undefined {
  const [, hours, minutes] = TIME.exec(text) ?? []
  const time = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS
  return time <= DAY_MS ? time : undefined
}

/** The day of a date `YYYY-MM-DD` in the years of calendars; nothing for any other text, or a date that does not exist. */
export function dayOfDate(text: string): DayNumber | undefined {
  if (!DATE.test(text)) return undefined
  const year = Number(text.slice(0, 4))
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined
  const midnight = Date.UTC(year, Number(text.slice(5, 7)) - 1, Number(text.slice(8)))
  return dateOfDay(midnight / DAY_MS) === text ? midnight / DAY_MS : undefined
}

/** The date `YYYY-MM-DD` of a day. */
export function dateOfDay(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The weekday of a day: 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: DayNumber): number {
  // 1970-01-01 was a Thursday; the second remainder is for days before it.
  return (((day + 3) % 7) + 7) % 7
}
