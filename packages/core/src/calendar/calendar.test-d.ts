import { expectTypeOf, it } from 'vitest'
import type { BusinessCalendar, CalendarDefinition } from './calendar-types.js'
import { calendarOf, defineCalendar } from './define-calendar.js'

it('a misspelt weekday or key, a third time and a wrong kind of span are found by the compiler', () => {
  // @ts-expect-error monday is mon
  defineCalendar({ timeZone: 'UTC', weekly: { monday: [['09:00', '18:00']] } })
  // @ts-expect-error the holidays are a list of dates
  defineCalendar({ timeZone: 'UTC', holidays: { '2025-10-01': 'National Day' } })
  // @ts-expect-error an opening is a start and an end
  defineCalendar({ timeZone: 'UTC', weekly: { mon: [['09:00', '12:00', '13:00']] } })
  // @ts-expect-error a calendar has a zone
  defineCalendar({ weekly: { mon: [['09:00', '18:00']] } })
  // @ts-expect-error a business day has no fixed length
  defineCalendar({ timeZone: 'UTC', weekly: { mon: [['09:00', '18:00']] } }).add(new Date(0), { days: 1 })
})

it('what goes into a store comes back as a calendar', () => {
  expectTypeOf(defineCalendar).returns.toEqualTypeOf<BusinessCalendar>()
  expectTypeOf(calendarOf).parameter(0).toEqualTypeOf<CalendarDefinition>()
  expectTypeOf<BusinessCalendar['definition']>().toEqualTypeOf<CalendarDefinition>()
})
