import type { Instant } from '../kernel/clock.js'
import type { CalendarDefinition, CalendarExplanation, CalendarStep } from './calendar-types.js'
import { dateOfDay } from './local-time.js'
import type { OpeningTable } from './opening-table.js'
import { DAY_MS } from './reach.js'
import { addOpenTime } from './reckon.js'
import { openingsWithin, segment } from './segments.js'
import type { Timeline } from './timeline.js'
import { offsetAt } from './zone-offset.js'

/** Twenty years of two openings a working day. */
const MOST_STEPS = 10_000

/**
 * How {@link addOpenTime} gets to its result, opening by opening.
 *
 * @throws DocketError `CALENDAR_EXHAUSTED` as it does
 */
export function explainAdding(
  timeline: Timeline,
  zone: string,
  from: Instant,
  milliseconds: number,
): CalendarExplanation {
  const to = addOpenTime(timeline, from, milliseconds)
  const seconds = milliseconds / 1000
  if (to === from) return { from: new Date(from), to: new Date(to), seconds, steps: [] }
  const [begin, end] = to < from ? [to, from] : [from, to]
  const table = withWholeOpenings(timeline, begin, end)
  const { first, last } = openingsWithin(table, begin, end)
  const steps: CalendarStep[] = []
  for (let gone = 0; gone <= last - first && gone < MOST_STEPS; gone += 1) {
    const index = milliseconds < 0 ? last - gone : first + gone
    const start = Math.max(begin, table.startOf(index))
    const used = Math.min(end, table.endOf(index)) - start
    steps.push({
      date: dateOfDay(Math.floor((start + offsetAt(zone, start)) / DAY_MS)),
      opening: segment(table.startOf(index), table.endOf(index)),
      used: segment(start, start + used),
      seconds: used / 1000,
    })
  }
  return { from: new Date(from), to: new Date(to), seconds, steps }
}

/** A table that covers the openings in a window wholly, as they may begin and end years outside of it. */
function withWholeOpenings(timeline: Timeline, begin: Instant, end: Instant): OpeningTable {
  timeline.covering(begin)
  let table = timeline.covering(end - 1)
  for (let more: OpeningTable | undefined = table; more !== undefined; ) {
    table = more
    const { first, last } = openingsWithin(table, begin, end)
    const isCutBefore = first === 0 && table.startOf(first) === table.from
    const isCutAfter = last === table.count - 1 && table.endOf(last) === table.to
    more = (isCutBefore ? timeline.earlier() : undefined) ?? (isCutAfter ? timeline.later() : undefined)
  }
  return table
}

/** The zone in which a calendar's steps are dated: its own, or UTC when it has several. */
export function zoneOf(definition: CalendarDefinition): string {
  const zones = new Set(zonesOf(definition))
  const [zone = 'UTC'] = zones
  return zones.size === 1 ? zone : 'UTC'
}

function zonesOf(definition: CalendarDefinition): string[] {
  return definition.kind === 'hours' ? [definition.timeZone] : definition.of.flatMap(zonesOf)
}
