import { createCalendar } from './calendar.js'
import type { BusinessCalendar, CalendarDefinition, CalendarInput } from './calendar-types.js'
import { checkDefinition } from './check-definition.js'

/**
 * Defines when a team works, in the local time of one zone.
 *
 * On one date a holiday goes before `shifts`, `shifts` go before the weekly openings, and `breaks` are cut from what is
 * left. Openings that touch are one, also over midnight.
 *
 * @throws DocketError `INVALID_DEFINITION` with all findings in `details.issues`, also when it would never be open
 * @example
 * ```ts
 * import { defineCalendar } from '@docket/core'
 *
 * export const office = defineCalendar({
 *   timeZone: 'Asia/Shanghai',
 *   weekly: {
 *     mon: [['09:00', '12:00'], ['13:30', '18:00']],
 *     sat: [['22:00', '24:00']], // a night shift is two pieces
 *     sun: [['00:00', '06:00']],
 *   },
 *   holidays: ['2025-10-01'],
 *   shifts: { '2025-10-11': [['09:00', '18:00']] },
 *   breaks: { '2025-06-02': [['15:00', '16:00']] },
 * })
 *
 * export const due = office.add(new Date('2025-06-02T02:00:00Z'), { hours: 8 })
 * ```
 */
export function defineCalendar(input: CalendarInput): BusinessCalendar {
  return calendarOf({ ...input, kind: 'hours' } as CalendarDefinition)
}

/**
 * Makes a calendar of its definition, as it was stored: `calendarOf(calendar.definition)` is the same calendar. The
 * definition is checked again.
 *
 * @throws DocketError `INVALID_DEFINITION` with all findings in `details.issues`
 * @example
 * ```ts
 * import { calendarOf, defineCalendar } from '@docket/core'
 *
 * const office = defineCalendar({ timeZone: 'Asia/Shanghai', weekly: { mon: [['09:00', '18:00']] } })
 * const stored = JSON.stringify(office.definition)
 *
 * export const loaded = calendarOf(JSON.parse(stored))
 * ```
 */
export function calendarOf(definition: CalendarDefinition): BusinessCalendar {
  return createCalendar(checkDefinition(definition))
}
