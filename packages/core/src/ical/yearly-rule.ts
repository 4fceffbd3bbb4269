import { dayOf } from './days.js'

/** A rule that repeats by the year, as far as it is understood: the parts of an RRULE that holidays use. */
export interface YearlyRule {
  /** In years. */
  readonly interval: number
  /** How many occurrences in all; null without an end. */
  readonly count: number | null
  /** The last date, as a day since 1970-01-01; null without an end. */
  readonly until: number | null
  /** From 1 on; null for the month of the first occurrence, or for all when the days are named. */
  readonly months: ReadonlySet<number> | null
  /** Days of the month, negative from its end; null when not named. */
  readonly monthDays: ReadonlySet<number> | null
  /** Weekdays such as `MO`, `4TH` or `-1MO`; null when not named. */
  readonly weekdays: ReadonlySet<string> | null
}

/** What a rule that is wrong in itself is answered with. */
export class RuleProblem extends Error {}

const KNOWN = new Set(['freq', 'interval', 'count', 'until', 'bymonth', 'bymonthday', 'byday', 'wkst'])
const WEEKDAY = /^([+-]?)(\d*)(SU|MO|TU|WE|TH|FR|SA)$/

/** Reads a recurrence rule; null for one that is valid but not understood. */
export function readRule(parts: Readonly<Record<string, unknown>>): YearlyRule | null {
  if (typeof parts['freq'] !== 'string') throw new RuleProblem('has no FREQ')
  if (parts['freq'] !== 'YEARLY' || Object.keys(parts).some((part) => !KNOWN.has(part))) return null
  const { interval = 1, count = null, until = null } = parts
  if (!isPositive(interval)) throw new RuleProblem('has an INTERVAL that is not at least 1')
  if (count !== null && !isPositive(count)) throw new RuleProblem('has a COUNT that is not at least 1')
  const last = typeof until === 'string' ? dayOf(until.slice(0, 10)) : until
  if (last !== null && typeof last !== 'number') throw new RuleProblem('has an UNTIL that is no date')
  const weekdays = listOf(parts['byday'])?.map(weekdayOf) ?? null
  const monthDays = listOf(parts['bymonthday'])?.map(Number) ?? null
  // What an ordinal counts from is then not defined.
  if (monthDays !== null && weekdays?.some((weekday) => weekday.length > 2)) return null
  return {
    interval,
    count,
    until: last,
    months: setOf(listOf(parts['bymonth'])?.map(Number) ?? null),
    monthDays: setOf(monthDays),
    weekdays: setOf(weekdays),
  }
}

function weekdayOf(text: unknown): string {
  const [, sign, ordinal, weekday] = WEEKDAY.exec(String(text)) ?? []
  if (weekday === undefined || (sign !== '' && ordinal === '')) throw new RuleProblem('has a BYDAY that is no weekday')
  return `${sign === '-' ? '-' : ''}${ordinal}${weekday}`
}

const isPositive = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1
const listOf = (value: unknown): unknown[] | null => (value === undefined ? null : [value].flat())
const setOf = <T>(list: readonly T[] | null): ReadonlySet<T> | null => (list === null ? null : new Set(list))
