import type { CalendarDefinition, Opening, Weekday } from './calendar-types.js'
import { type DayNumber, dayOfDate, timeOfDay, weekdayOf } from './local-time.js'
import { DAY_MS } from './reach.js'
import { appendSpan, type Span, withoutSpans } from './spans.js'

/** The calendar of one zone, as data. */
export type HoursDefinition = Extract<CalendarDefinition, { readonly kind: 'hours' }>

/** The weekdays in order. */
export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** What is open on which local date, in milliseconds since its midnight on the wall. */
export interface LocalOpenings {
  /** The openings of a date. */
  on(day: DayNumber): readonly Span[]
  /** The dates that the definition names and that have openings, in order. */
  readonly openDays: readonly DayNumber[]
  /** Whether any weekday has openings. */
  readonly weekly: boolean
  /** Whether it never closes. */
  readonly always: boolean
}

/** On one date a holiday goes before shifts, shifts before the weekly openings; breaks are cut from what is left. */
export function localOpenings(definition: HoursDefinition): LocalOpenings {
  const weekly = WEEKDAYS.map((weekday) => spansOf(definition.weekly[weekday]))
  const usual = (day: DayNumber) => weekly[weekdayOf(day)] ?? []
  const named = new Map<DayNumber, readonly Span[]>()
  for (const [date, openings] of Object.entries(definition.shifts)) named.set(dayOf(date), spansOf(openings))
  for (const [date, breaks] of Object.entries(definition.breaks)) {
    const day = dayOf(date)
    named.set(day, withoutSpans(named.get(day) ?? usual(day), spansOf(breaks)))
  }
  for (const date of definition.holidays) named.set(dayOf(date), [])
  const openDays = [...named].filter(([, spans]) => spans.length > 0).map(([day]) => day)
  return {
    on: (day) => named.get(day) ?? usual(day),
    openDays: openDays.sort((one, other) => one - other),
    weekly: weekly.some((spans) => spans.length > 0),
    always: named.size === 0 && weekly.every(([first]) => first?.from === 0 && first.to === DAY_MS),
  }
}

/** Openings of a checked definition, in order; touching ones as one. */
function spansOf(openings: readonly Opening[]): Span[] {
  const spans: Span[] = []
  for (const [start, end] of openings) appendSpan(spans, timeOfDay(start) ?? 0, timeOfDay(end) ?? 0)
  return spans
}

function dayOf(date: string): DayNumber {
  return dayOfDate(date) ?? Number.NaN
}
