/**
 * Holidays from iCalendar feeds. Needs the package `ical.js`, which nothing else of Docket does.
 *
 * @packageDocumentation
 */
export { holidaysFromIcal } from './holidays-from-ical.js'
export type { IcalHolidays, IcalOptions, SkippedEvent, SkipReason } from './ical-types.js'
