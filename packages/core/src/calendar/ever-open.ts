import type { CalendarDefinition } from './calendar-types.js'
import { openingSource } from './opening-source.js'

/**
 * Years in which every combination of offsets comes round that the rules of zones have: they repeat within a year but
 * in Morocco, which follows the moon and has a table up to 2087.
 */
const ORDINARY = { first: 1970, last: 2099 }

/**
 * Whether a checked definition ever opens. Weekly openings come again each week, with the same few offsets, and what
 * else opens and closes has a date: so the years that it names, those next to them, and 1970 to 2099 tell it all.
 *
 * What only offsets of earlier times would open counts as never open.
 */
export function isEverOpen(definition: CalendarDefinition): boolean {
  // No list of dates is long enough to close all the weeks in which a calendar reckons.
  if (definition.kind === 'hours' && Object.values(definition.weekly).some((openings) => openings.length > 0))
    return true
  const source = openingSource(definition)
  const years = new Set([...source.namedYears].flatMap((year) => [year - 1, year, year + 1]))
  for (let year = ORDINARY.first; year <= ORDINARY.last; year += 1) years.add(year)
  for (const year of years) {
    if (year >= source.firstYear && year <= source.lastYear && source.openingsIn(year).length > 0) return true
  }
  return false
}
