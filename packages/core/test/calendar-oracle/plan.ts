import { intersectionOf, unionOf } from '../../src/calendar/algebra.js'
import type { BusinessCalendar, CalendarDefinition, CalendarInput } from '../../src/calendar/calendar-types.js'
import { calendarOf, defineCalendar } from '../../src/calendar/define-calendar.js'

/** A calendar as somebody writes it down, before the code under test has read it. */
export type CalendarPlan =
  | CalendarInput
  | { readonly kind: 'union' | 'intersection'; readonly of: readonly CalendarPlan[] }

/** Makes the calendar, each time through JSON, as a store would give it back. */
export function built(plan: CalendarPlan): BusinessCalendar {
  const calendar = made(plan)
  return calendarOf(JSON.parse(JSON.stringify(calendar.definition)) as CalendarDefinition)
}

function made(plan: CalendarPlan): BusinessCalendar {
  if (!('kind' in plan)) return defineCalendar(plan)
  return plan.kind === 'union' ? unionOf(plan.of.map(made)) : intersectionOf(plan.of.map(made))
}
