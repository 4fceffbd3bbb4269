import { afterEach, describe, expect, it } from 'vitest'
import { intersectionOf } from './algebra.js'
import { defineCalendar } from './define-calendar.js'

const given = process.env['TZ']

afterEach(() => {
  if (given === undefined) delete process.env['TZ']
  else process.env['TZ'] = given
})

// Dates without a time are where code that reads the machine's zone is a day off, on one side of Greenwich or the other.
describe.each([
  ['UTC', 0],
  ['Pacific/Kiritimati', -840],
  ['Pacific/Pago_Pago', 660],
  ['America/New_York', 240],
])('on a machine in %s', (zone, minutes) => {
  it('dates and hours are those of the calendar', () => {
    process.env['TZ'] = zone
    expect(new Date(Date.UTC(2025, 6, 1)).getTimezoneOffset()).toBe(minutes)
    const calendar = defineCalendar({
      timeZone: 'Asia/Shanghai',
      weekly: { wed: [['00:00', '02:00']], thu: [['22:00', '24:00']], fri: [['09:00', '10:00']] },
      holidays: ['2025-10-01'],
      shifts: { '2026-01-01': [['00:00', '01:00']] },
      breaks: { '2025-10-08': [['01:00', '02:00']] },
    })
    const window = [new Date('2025-09-30T12:00Z'), new Date('2025-10-08T12:00Z')] as const
    expect(calendar.segments(...window)).toEqual([
      { start: new Date('2025-10-02T14:00Z'), end: new Date('2025-10-02T16:00Z') },
      { start: new Date('2025-10-03T01:00Z'), end: new Date('2025-10-03T02:00Z') },
      { start: new Date('2025-10-07T16:00Z'), end: new Date('2025-10-07T17:00Z') },
    ])
    const newYear = intersectionOf([
      calendar,
      defineCalendar({ timeZone: 'UTC', shifts: { '2025-12-31': [['00:00', '24:00']] } }),
    ])
    expect(newYear.add(new Date('2025-12-01T00:00Z'), { hours: 1 })).toEqual(new Date('2025-12-31T17:00Z'))
    expect(calendar.explain(new Date('2025-12-31T16:30Z'), { minutes: 1 }).steps[0]?.date).toBe('2026-01-01')
  })
})
