import type { BusinessCalendar } from '../../src/calendar/calendar-types.js'
import { MINUTE_MS, wallTimeOf } from './wall-time.js'

type Mutant = (calendar: BusinessCalendar, zone: string) => BusinessCalendar

/** What local time is ahead of UTC at an instant, in milliseconds. */
function aheadAt(zone: string, at: number): number {
  const minute = Math.floor(at / MINUTE_MS)
  return (wallTimeOf(zone).at(minute) - minute) * MINUTE_MS
}

const adding = (calendar: BusinessCalendar, add: (from: number, milliseconds: number) => number): BusinessCalendar => ({
  ...calendar,
  addMs: add,
  add: (from, { seconds = 0 }) => new Date(add(from.getTime(), seconds * 1_000)),
})

/** Faults as calendars have had them; a comparison that does not find each of them is worth nothing. */
export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'counts local time, so that it is off where the clock is changed': (calendar, zone) =>
    adding(calendar, (from, milliseconds) => {
      const to = calendar.addMs(from, milliseconds)
      return to + aheadAt(zone, from) - aheadAt(zone, to)
    }),
  'goes on to the next opening when time ends with one': (calendar) =>
    adding(calendar, (from, milliseconds) => {
      const to = calendar.addMs(from, milliseconds)
      return milliseconds > 0 ? calendar.nextOpen(new Date(to)).getTime() : to
    }),
  'moves to the next opening when nothing is added': (calendar) =>
    adding(calendar, (from, milliseconds) =>
      milliseconds === 0 ? calendar.nextOpen(new Date(from)).getTime() : calendar.addMs(from, milliseconds),
    ),
  'loses the milliseconds': (calendar) =>
    adding(calendar, (from, milliseconds) => Math.floor(calendar.addMs(from, milliseconds) / 1_000) * 1_000),
  'is open at the closing instant': (calendar) => ({
    ...calendar,
    isOpen: (at) => calendar.isOpen(at) || calendar.isOpen(new Date(at.getTime() - 1)),
  }),
  'counts spans without a sign': (calendar) => ({
    ...calendar,
    betweenMs: (a, b) => Math.abs(calendar.betweenMs(a, b)),
    between: (a, b) => Math.abs(calendar.between(a, b)),
  }),
  'takes a minute off each span that is open at its end': (calendar) => ({
    ...calendar,
    betweenMs: (a, b) => calendar.betweenMs(a, b) - (calendar.isOpen(new Date(b)) ? MINUTE_MS : 0),
  }),
  'waits for the opening after the next': (calendar) => ({
    ...calendar,
    nextOpen: (at) => {
      const next = calendar.nextOpen(at)
      return next.getTime() === at.getTime() ? next : calendar.nextOpen(new Date(next.getTime() + 86_400_000))
    },
  }),
  'parts an opening at midnight UTC': (calendar) => ({
    ...calendar,
    segments: (from, to) =>
      calendar.segments(from, to).flatMap(({ start, end }) => {
        const midnight = new Date(Math.ceil((start.getTime() + 1) / 86_400_000) * 86_400_000)
        return midnight < end
          ? [
              { start, end: midnight },
              { start: midnight, end },
            ]
          : [{ start, end }]
      }),
  }),
  'explains less than it adds': (calendar) => ({
    ...calendar,
    explain: (from, duration) => {
      const explanation = calendar.explain(from, duration)
      return { ...explanation, steps: explanation.steps.slice(1) }
    },
  }),
}
