import type { Opening } from './calendar-types.js'
import type { DefinitionIssues, Path } from './definition-issues.js'
import { timeOfDay } from './local-time.js'

/** More than any day needs; a table of many years of such days still fits into memory. */
const MOST_OPENINGS = 24

interface CheckedOpening {
  readonly opening: Opening
  readonly path: Path
  readonly from: number
  readonly to: number
}

/** Checks the openings of a day, and gives those that are right in order. */
export function checkOpenings(given: unknown, path: Path, issues: DefinitionIssues): Opening[] {
  if (!Array.isArray(given)) {
    issues.report(path, 'type', "must be a list of openings, such as [['09:00', '18:00']]")
    return []
  }
  if (given.length > MOST_OPENINGS) {
    issues.report(path, 'too_many', `holds ${given.length} openings; a day has at most ${MOST_OPENINGS}`)
    return []
  }
  const openings = given.flatMap((opening, index) => checkOpening(opening, [...path, index], issues) ?? [])
  openings.sort((one, other) => one.from - other.from)
  let latest = openings[0]
  for (const next of openings.slice(1)) {
    if (latest !== undefined && next.from < latest.to) {
      issues.report(next.path, 'overlap', `overlaps ${latest.opening.join('–')}; write the two as one opening`)
    }
    if (latest === undefined || next.to > latest.to) latest = next
  }
  return openings.map(({ opening }) => opening)
}

function checkOpening(given: unknown, path: Path, issues: DefinitionIssues): CheckedOpening | undefined {
  if (!Array.isArray(given) || given.length !== 2) {
    issues.report(path, 'opening', "must be a start and an end, such as ['09:00', '18:00']")
    return undefined
  }
  const [start, end] = given as unknown[]
  const from = checkTime(start, [...path, 0], issues)
  const to = checkTime(end, [...path, 1], issues)
  if (from === undefined || to === undefined) return undefined
  if (from === to) {
    issues.report(path, 'empty', `is empty: it begins and ends at ${String(start)}; leave it out, or write 00:00–24:00`)
  } else if (from > to) {
    issues.report(path, 'reversed', `ends before it begins; ${nightShift(String(start), String(end))}`)
  }
  return from < to ? { opening: Object.freeze([String(start), String(end)] as const), path, from, to } : undefined
}

function checkTime(given: unknown, path: Path, issues: DefinitionIssues): number | undefined {
  const time = typeof given === 'string' ? timeOfDay(given) : undefined
  if (time === undefined) {
    issues.report(path, 'time', `is ${shown(given)}, which is no time of a day; write HH:MM from 00:00 to 24:00`)
  }
  return time
}

/** How a shift over midnight is written. */
function nightShift(start: string, end: string): string {
  const evening = `['${start}', '24:00']`
  if (end === '00:00') return `an opening that lasts until midnight is written ${evening}`
  if (start === '24:00') return `write ['00:00', '${end}'] on the next day`
  return `a night shift is two pieces: ${evening} on its first day and ['00:00', '${end}'] on the next`
}

/** A value as a sentence can show it. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : value === null ? 'null' : `of type ${typeof value}`
}
