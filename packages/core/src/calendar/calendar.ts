import type { BusinessCalendar, CalendarDefinition } from './calendar-types.js'
import { explainAdding, zoneOf } from './explain.js'
import { openingSource } from './opening-source.js'
import { addOpenTime, isOpenAt, nextOpenAt, openTimeBetween } from './reckon.js'
import { segmentsOf } from './segments.js'
import { givenInstant, givenMilliseconds } from './time-span.js'
import { Timeline } from './timeline.js'

/** A calendar of a checked definition. */
export function createCalendar(definition: CalendarDefinition): BusinessCalendar {
  const timeline = new Timeline(openingSource(definition))
  const zone = zoneOf(definition)
  return Object.freeze<BusinessCalendar>({
    definition,
    add: (from, duration) => new Date(addOpenTime(timeline, givenInstant(from), givenMilliseconds(duration))),
    between: (a, b) => openTimeBetween(timeline, givenInstant(a), givenInstant(b)) / 1000,
    isOpen: (at) => isOpenAt(timeline, givenInstant(at)),
    nextOpen: (at) => new Date(nextOpenAt(timeline, givenInstant(at))),
    segments: (from, to) => segmentsOf(timeline, givenInstant(from), givenInstant(to)),
    explain: (from, duration) => explainAdding(timeline, zone, givenInstant(from), givenMilliseconds(duration)),
    addMs: (from, milliseconds) => addOpenTime(timeline, from, milliseconds),
    betweenMs: (a, b) => openTimeBetween(timeline, a, b),
  })
}
