import type { BusinessCalendar, CalendarDefinition } from './calendar-types.js'
import { calendarOf } from './define-calendar.js'

/** What a combined calendar may have of its own. */
export interface CombinedOptions {
  /** Raised with each change, as a calendar's own; 1 if left out. */
  readonly version?: number
}

/**
 * A calendar that is open when one of several is: teams that take turns. They may be in different time zones.
 *
 * @throws DocketError `INVALID_DEFINITION` when there is none
 * @example
 * ```ts
 * import { defineCalendar, unionOf } from '@docket/core'
 *
 * const shanghai = defineCalendar({ timeZone: 'Asia/Shanghai', weekly: { mon: [['09:00', '18:00']] } })
 * const berlin = defineCalendar({ timeZone: 'Europe/Berlin', weekly: { mon: [['09:00', '17:00']] } })
 *
 * export const followTheSun = unionOf([shanghai, berlin])
 * ```
 */
export function unionOf(calendars: readonly BusinessCalendar[], options: CombinedOptions = {}): BusinessCalendar {
  return combined('union', calendars, options)
}

/**
 * A calendar that is open when all of several are: a service that needs two teams. They may be in different time zones.
 *
 * @throws DocketError `INVALID_DEFINITION` when there is none, or when they are never open at the same time
 */
export function intersectionOf(
  calendars: readonly BusinessCalendar[],
  options: CombinedOptions = {},
): BusinessCalendar {
  return combined('intersection', calendars, options)
}

function combined(
  kind: 'union' | 'intersection',
  calendars: readonly BusinessCalendar[],
  options: CombinedOptions,
): BusinessCalendar {
  const of = Array.from(calendars ?? [], (calendar) => calendar?.definition)
  return calendarOf({ ...options, kind, of } as CalendarDefinition)
}
