import { dayOfParts } from './days.js'
import type { YearlyRule } from './yearly-rule.js'

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/**
 * The days on which a rule occurs, as days since 1970-01-01, from the later of its start and `from` to `to`. A date that
 * a year does not have, such as 29 February, is left out in that year.
 *
 * @param spend - told how many days are looked at; throws when it becomes too many
 */
export function expandYearly(
  rule: YearlyRule,
  start: number,
  range: { readonly from: number; readonly to: number },
  spend: (days: number) => void,
): number[] {
  const first = partsOf(start)
  const last = Math.min(range.to, rule.until ?? range.to)
  // Only a rule that counts must be gone through from its start.
  const skip = rule.count === null ? Math.max(0, partsOf(range.from).year - first.year) : 0
  const found: number[] = []
  let count = 0
  const firstYear = first.year + Math.ceil(skip / rule.interval) * rule.interval
  const effort = namesDays(rule) ? 31 * (rule.months?.size ?? 12) : 1
  for (let year = firstYear; dayOfParts(year, 1, 1) <= last; year += rule.interval) {
    spend(effort)
    for (const day of candidatesOf(rule, first, year)) {
      if (day < start || day > last) continue
      count += 1
      if (rule.count !== null && count > rule.count) return found
      if (day >= range.from) found.push(day)
    }
  }
  return found
}

const namesDays = ({ monthDays, weekdays }: YearlyRule): boolean => monthDays !== null || weekdays !== null

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

function partsOf(day: number): Parts {
  const date = new Date(day * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

function candidatesOf(rule: YearlyRule, first: Parts, year: number): number[] {
  const everyMonth = namesDays(rule) && rule.months === null
  const days: number[] = []
  for (let month = 1; month <= 12; month += 1) {
    if (!everyMonth && !(rule.months?.has(month) ?? month === first.month)) continue
    const begin = dayOfParts(year, month, 1)
    const end = dayOfParts(year, month + 1, 1)
    if (!namesDays(rule)) {
      if (begin + first.day - 1 < end) days.push(begin + first.day - 1)
      continue
    }
    // Ordinals count within the month where months are named, else within the year.
    const period = rule.months === null ? [dayOfParts(year, 1, 1), dayOfParts(year + 1, 1, 1)] : [begin, end]
    for (let day = begin; day < end; day += 1) {
      if (isMonthDay(rule, day, begin, end) && isWeekday(rule, day, period)) days.push(day)
    }
  }
  return days
}

function isMonthDay({ monthDays }: YearlyRule, day: number, begin: number, end: number): boolean {
  return monthDays === null || monthDays.has(day - begin + 1) || monthDays.has(day - end)
}

function isWeekday({ weekdays }: YearlyRule, day: number, [begin = day, end = day]: readonly number[]): boolean {
  if (weekdays === null) return true
  // 1970-01-01 was a Thursday.
  const name = WEEKDAYS[(((day + 4) % 7) + 7) % 7] ?? ''
  const ordinal = Math.floor((day - begin) / 7) + 1
  const fromEnd = Math.floor((end - 1 - day) / 7) + 1
  return weekdays.has(name) || weekdays.has(`${ordinal}${name}`) || weekdays.has(`-${fromEnd}${name}`)
}
