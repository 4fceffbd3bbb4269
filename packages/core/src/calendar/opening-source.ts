import type { CalendarDefinition } from './calendar-types.js'
import { type HoursDefinition, localOpenings } from './local-openings.js'
import { DAY_MS, FIRST_YEAR, LAST_YEAR, yearOf, yearStart } from './reach.js'
import { appendSpan, intersectionOfSpans, type Span, unionOfSpans } from './spans.js'
import { offsetSpans } from './zone-year.js'

/** Tells the openings of a calendar, year by year (UTC). Pure: what is asked twice is reckoned twice. */
export interface OpeningSource {
  /** No earlier year has openings; after {@link lastYear} when there is none at all. */
  readonly firstYear: number
  /** No later year has openings. */
  readonly lastYear: number
  /** The years of the dates that the definition names. */
  readonly namedYears: ReadonlySet<number>
  /** The openings of a year as spans of instants, cut to the year, in order; touching ones as one. */
  openingsIn(year: number): readonly Span[]
}

/** The openings of a checked definition. */
export function openingSource(definition: CalendarDefinition): OpeningSource {
  if (definition.kind === 'hours') return hoursSource(definition)
  const parts = definition.of.map(openingSource)
  return definition.kind === 'union' ? unionSource(parts) : intersectionSource(parts)
}

function hoursSource(definition: HoursDefinition): OpeningSource {
  const local = localOpenings(definition)
  const dates = [...definition.holidays, ...Object.keys(definition.shifts), ...Object.keys(definition.breaks)]
  const isOpenIn = (year: number) => local.weekly || local.openDays.some((day) => isNear(day, year))
  return {
    ...yearsOf(local.weekly, local.openDays),
    namedYears: new Set(dates.map((date) => Number(date.slice(0, 4)))),
    openingsIn(year) {
      if (local.always) return [{ from: yearStart(year), to: yearStart(year + 1) }]
      const spans: Span[] = []
      if (!isOpenIn(year)) return spans
      for (const { from, to, offset } of offsetSpans(definition.timeZone, year)) {
        const last = Math.floor((to + offset - 1) / DAY_MS)
        for (let day = Math.floor((from + offset) / DAY_MS); day <= last; day += 1) {
          const midnight = day * DAY_MS - offset
          for (const opening of local.on(day)) {
            appendSpan(spans, Math.max(from, midnight + opening.from), Math.min(to, midnight + opening.to))
          }
        }
      }
      return spans
    },
  }
}

/** The years in which there can be openings. A local date begins and ends less than a day from the same date in UTC. */
function yearsOf(weekly: boolean, openDays: readonly number[]): { firstYear: number; lastYear: number } {
  if (weekly) return { firstYear: FIRST_YEAR, lastYear: LAST_YEAR }
  const [first = Number.POSITIVE_INFINITY, last = Number.NEGATIVE_INFINITY] = [openDays[0], openDays.at(-1)]
  if (first > last) return { firstYear: first, lastYear: last }
  return {
    firstYear: Math.max(yearOf((first - 1) * DAY_MS), FIRST_YEAR),
    lastYear: Math.min(yearOf((last + 1) * DAY_MS), LAST_YEAR),
  }
}

/** Whether a part of a local date can lie in a year. */
function isNear(day: number, year: number): boolean {
  return (day + 2) * DAY_MS > yearStart(year) && (day - 1) * DAY_MS < yearStart(year + 1)
}

function unionSource(parts: readonly OpeningSource[]): OpeningSource {
  return {
    firstYear: Math.min(...parts.map(({ firstYear }) => firstYear)),
    lastYear: Math.max(...parts.map(({ lastYear }) => lastYear)),
    namedYears: namedBy(parts),
    openingsIn: (year) => unionOfSpans(parts.map((part) => part.openingsIn(year))),
  }
}

function intersectionSource(parts: readonly OpeningSource[]): OpeningSource {
  return {
    firstYear: Math.max(...parts.map(({ firstYear }) => firstYear)),
    lastYear: Math.min(...parts.map(({ lastYear }) => lastYear)),
    namedYears: namedBy(parts),
    openingsIn(year) {
      const [first, ...others] = parts
      let common = first?.openingsIn(year) ?? []
      for (const part of others) {
        if (common.length > 0) common = intersectionOfSpans(common, part.openingsIn(year))
      }
      return common
    },
  }
}

function namedBy(parts: readonly OpeningSource[]): Set<number> {
  return new Set(parts.flatMap(({ namedYears }) => [...namedYears]))
}
