import { isPlainObject } from '../kernel/json.js'
import type { Opening, Weekday } from './calendar-types.js'
import { checkOpenings, shown } from './check-openings.js'
import type { DefinitionIssues, Path } from './definition-issues.js'
import { type HoursDefinition, WEEKDAYS } from './local-openings.js'
import { dayOfDate } from './local-time.js'
import { FIRST_YEAR, LAST_YEAR } from './reach.js'
import { isTimeZone } from './zone-offset.js'

/** Far fewer than the weeks in which calendars reckon, so that no list of dates can close a weekly calendar for ever. */
const MOST_DATES = 10_000
const KEYS = ['kind', 'version', 'timeZone', 'weekly', 'holidays', 'shifts', 'breaks']

/** Checks the calendar of one zone and makes it complete; what it gives is of use only when no issue was reported. */
export function checkHours(
  given: Readonly<Record<string, unknown>>,
  path: Path,
  issues: DefinitionIssues,
): HoursDefinition {
  checkKeys(given, KEYS, path, issues)
  const holidays = checkDates(given['holidays'], [...path, 'holidays'], issues)
  const shifts = checkDays(given['shifts'], [...path, 'shifts'], issues)
  const breaks = checkDays(given['breaks'], [...path, 'breaks'], issues)
  const dates = holidays.length + Object.keys(shifts).length + Object.keys(breaks).length
  if (dates > MOST_DATES) issues.report(path, 'too_many', `names ${dates} dates; at most ${MOST_DATES} are taken`)
  return Object.freeze({
    kind: 'hours',
    version: checkVersion(given['version'], [...path, 'version'], issues),
    timeZone: checkZone(given['timeZone'], [...path, 'timeZone'], issues),
    weekly: checkWeekly(given['weekly'], [...path, 'weekly'], issues),
    holidays,
    shifts,
    breaks,
  })
}

/** Reports the keys that a definition does not have. */
export function checkKeys(
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: Path,
  issues: DefinitionIssues,
): void {
  for (const key of Object.keys(given)) {
    if (!known.includes(key))
      issues.report([...path, key], 'unknown_key', `is unknown here; there are ${known.join(', ')}`)
  }
}

/** Checks the version of a definition: 1 if left out. */
export function checkVersion(given: unknown, path: Path, issues: DefinitionIssues): number {
  const version = given === undefined ? 1 : given
  if (typeof version === 'number' && Number.isInteger(version) && version >= 1 && version <= 1_000_000) return version
  issues.report(path, 'version', 'must be a whole number from 1 to 1000000')
  return 1
}

function checkZone(given: unknown, path: Path, issues: DefinitionIssues): string {
  if (typeof given === 'string' && isTimeZone(given)) {
    if (!isAbbreviation(given)) return given
    const message = `is ${shown(given)}, which means different zones to different people; write a place, such as Asia/Shanghai`
    issues.report(path, 'time_zone', message)
    return 'UTC'
  }
  issues.report(
    path,
    'time_zone',
    `is ${shown(given)}, which is no time zone; write an IANA name, such as Asia/Shanghai`,
  )
  return 'UTC'
}

const PLAIN_TIME = ['UTC', 'UCT', 'GMT', 'ZULU']

/** Whether a zone is named by letters such as CST, which the platform takes for Chicago and others for Shanghai. */
function isAbbreviation(zone: string): boolean {
  return (
    /^[A-Z]{2,5}(\d[A-Z]{3})?$/i.test(zone) &&
    !PLAIN_TIME.includes(zone.toUpperCase()) &&
    !COUNTRIES.has(zone.toUpperCase())
  )
}

// Older names of places that happen to be short.
const COUNTRIES = new Set(['PRC', 'ROC', 'ROK', 'CUBA', 'IRAN', 'EGYPT', 'EIRE', 'JAPAN', 'LIBYA', 'NZ', 'GB'])

function checkWeekly(given: unknown, path: Path, issues: DefinitionIssues): HoursDefinition['weekly'] {
  const weekly = checkObject(given, path, issues)
  checkKeys(weekly, WEEKDAYS, path, issues)
  const openings = WEEKDAYS.map((day) => [
    day,
    Object.freeze(checkOpenings(weekly[day] === undefined ? [] : weekly[day], [...path, day], issues)),
  ])
  return Object.freeze(Object.fromEntries(openings) as Record<Weekday, readonly Opening[]>)
}

function checkDates(given: unknown, path: Path, issues: DefinitionIssues): readonly string[] {
  if (given !== undefined && !Array.isArray(given)) {
    issues.report(path, 'type', "must be a list of dates, such as ['2025-10-01']")
    return []
  }
  const dates = new Set<string>()
  for (const [index, date] of (given ?? []).entries()) {
    if (checkDate(date, [...path, index], issues)) dates.add(date)
  }
  return Object.freeze([...dates].sort())
}

function checkDays(given: unknown, path: Path, issues: DefinitionIssues): Readonly<Record<string, readonly Opening[]>> {
  const days: [string, readonly Opening[]][] = []
  for (const [date, openings] of Object.entries(checkObject(given, path, issues))) {
    const place = [...path, date]
    if (checkDate(date, place, issues)) days.push([date, Object.freeze(checkOpenings(openings, place, issues))])
  }
  return Object.freeze(Object.fromEntries(days.sort(([one], [other]) => (one < other ? -1 : 1))))
}

function checkDate(given: unknown, path: Path, issues: DefinitionIssues): given is string {
  if (typeof given === 'string' && dayOfDate(given) !== undefined) return true
  const message = `is ${shown(given)}, which is no date; write YYYY-MM-DD, a date of the years ${FIRST_YEAR} to ${LAST_YEAR}`
  issues.report(path, 'date', message)
  return false
}

function checkObject(given: unknown, path: Path, issues: DefinitionIssues): Readonly<Record<string, unknown>> {
  if (given === undefined) return {}
  if (isPlainObject(given)) return given
  issues.report(path, 'type', 'must be an object')
  return {}
}
