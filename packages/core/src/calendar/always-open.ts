import type { BusinessCalendar, Opening } from './calendar-types.js'
import { defineCalendar } from './define-calendar.js'

const DAY: readonly Opening[] = [['00:00', '24:00']]

/** The calendar that never closes: every second counts. */
export const ALWAYS_OPEN: BusinessCalendar = defineCalendar({
  timeZone: 'UTC',
  weekly: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: DAY },
})
