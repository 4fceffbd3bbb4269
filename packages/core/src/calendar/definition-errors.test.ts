import { describe, expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import type { CalendarDefinition, CalendarInput } from './calendar-types.js'
import { calendarOf, defineCalendar } from './define-calendar.js'

const MONDAY: CalendarInput = { timeZone: 'Asia/Shanghai', weekly: { mon: [['09:00', '18:00']] } }
/** The error of a calendar that is right but for what is given; tests give what the types would not let through. */
const errorOf = (input: object) => thrown('INVALID_DEFINITION', () => defineCalendar({ ...MONDAY, ...input }))
const monday = (...openings: unknown[]) => ({ weekly: { mon: openings } })

describe('a calendar is refused, with the place', () => {
  it.each([
    ['a time that does not exist', monday(['09:00', '25:00']), 'weekly.mon[0][1]', 'time'],
    ['a minute that does not exist', monday(['09:60', '10:00']), 'weekly.mon[0][0]', 'time'],
    ['a time after midnight', monday(['09:00', '24:01']), 'weekly.mon[0][1]', 'time'],
    ['a time of one digit', monday(['9:00', '18:00']), 'weekly.mon[0][0]', 'time'],
    ['a time that is a number', monday([9, '18:00']), 'weekly.mon[0][0]', 'time'],
    ['a time with seconds', monday(['09:00:00', '18:00']), 'weekly.mon[0][0]', 'time'],
    ['an empty opening', monday(['09:00', '09:00']), 'weekly.mon[0]', 'empty'],
    ['an opening at the end of the day', monday(['24:00', '24:00']), 'weekly.mon[0]', 'empty'],
    ['a reversed opening', monday(['18:00', '09:00']), 'weekly.mon[0]', 'reversed'],
    ['overlapping openings', monday(['09:00', '12:00'], ['11:00', '18:00']), 'weekly.mon[1]', 'overlap'],
    ['overlapping ones out of order', monday(['11:00', '18:00'], ['09:00', '12:00']), 'weekly.mon[0]', 'overlap'],
    ['one within another', monday(['08:00', '20:00'], ['09:00', '10:00']), 'weekly.mon[1]', 'overlap'],
    ['the same one twice', monday(['09:00', '12:00'], ['09:00', '12:00']), 'weekly.mon[1]', 'overlap'],
    ['three times', monday(['09:00', '12:00', '13:00']), 'weekly.mon[0]', 'opening'],
    ['an opening that is none', monday('09:00-18:00'), 'weekly.mon[0]', 'opening'],
    ['a day without a list', { weekly: { mon: '09:00-18:00' } }, 'weekly.mon', 'type'],
    ['a day that is null', { weekly: { mon: null } }, 'weekly.mon', 'type'],
    ['more openings than a day has', { weekly: { mon: Array(25).fill(['09:00', '18:00']) } }, 'weekly.mon', 'too_many'],
    ['a weekday that does not exist', { weekly: { monday: [['09:00', '18:00']] } }, 'weekly.monday', 'unknown_key'],
    ['a week that is a list', { weekly: [['09:00', '18:00']] }, 'weekly', 'type'],
    ['an unknown zone', { timeZone: 'Asia/Shangai' }, 'timeZone', 'time_zone'],
    ['a bare offset', { timeZone: '+08:00' }, 'timeZone', 'time_zone'],
    ['no zone', { timeZone: undefined }, 'timeZone', 'time_zone'],
    ['a date that does not exist', { holidays: ['2025-02-30'] }, 'holidays[0]', 'date'],
    ['a leap day of no leap year', { holidays: ['2024-02-29', '2025-02-29'] }, 'holidays[1]', 'date'],
    ['a date with a time', { holidays: ['2025-10-01T00:00:00Z'] }, 'holidays[0]', 'date'],
    ['a Date', { holidays: [20251001] }, 'holidays[0]', 'date'],
    ['a date beyond the years', { holidays: ['2400-01-01'] }, 'holidays[0]', 'date'],
    ['holidays by name', { holidays: { '2025-10-01': 'National Day' } }, 'holidays', 'type'],
    ['a wrong date of shifts', { shifts: { '2025-13-01': [] } }, 'shifts.2025-13-01', 'date'],
    ['a wrong opening of a date', { shifts: { '2025-10-11': [['9', '18:00']] } }, 'shifts.2025-10-11[0][0]', 'time'],
    ['a wrong break', { breaks: { '2025-06-03': [['16:00', '15:00']] } }, 'breaks.2025-06-03[0]', 'reversed'],
    [
      'overlapping breaks',
      {
        breaks: {
          '2025-06-03': [
            ['09:00', '12:00'],
            ['10:00', '11:00'],
          ],
        },
      },
      'breaks.2025-06-03[1]',
      'overlap',
    ],
    ['a key that does not exist', { holiday: [] }, 'holiday', 'unknown_key'],
    ['a version that is none', { version: 1.5 }, 'version', 'version'],
  ])('for %s', (_, input, place, code) => {
    const error = errorOf(input)
    expect(error.message).toContain(`The calendar cannot be used: ${place} `)
    const found = error.details.issues ?? []
    const places = found.map(({ path }) =>
      path
        .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
        .join('')
        .slice(1),
    )
    expect(places).toEqual([place])
    expect(found[0]?.code).toBe(code)
  })

  it('all places at once', () => {
    const { message, details } = errorOf({
      timeZone: 'Mars/Olympus',
      weekly: {
        mon: [
          ['09:00', '25:00'],
          ['18:00', '09:00'],
        ],
        funday: [],
      },
      holidays: ['2025-02-30', '2025-10-01'],
      extra: 1,
    })
    const paths = ['extra', 'holidays.0', 'timeZone', 'weekly.funday', 'weekly.mon.0.1', 'weekly.mon.1']
    expect(details.issues?.map(({ path }) => path.join('.')).sort()).toEqual(paths)
    expect(message).toContain("holidays[0] is '2025-02-30', which is no date; write YYYY-MM-DD")
  })

  it('and no more of them in the sentence than can be read', () => {
    const { message, details } = errorOf({ holidays: Array.from({ length: 30 }, () => 'x') })
    expect(details.issues).toHaveLength(30)
    expect(message).toContain('holidays[9]')
    expect(message).not.toContain('holidays[10]')
    expect(message).toContain('and 20 more')
  })

  it('and each of several that overlap the same one', () => {
    const { issues } = errorOf(monday(['08:00', '20:00'], ['09:00', '10:00'], ['12:00', '13:00'])).details
    expect(issues?.map(({ path }) => path.at(-1))).toEqual([1, 2])
  })

  it('with how a night shift is written, when an opening ends before it begins', () => {
    expect(errorOf(monday(['22:00', '06:00'])).message).toContain(
      "a night shift is two pieces: ['22:00', '24:00'] on its first day and ['00:00', '06:00'] on the next",
    )
    expect(errorOf(monday(['22:00', '00:00'])).message).toContain("until midnight is written ['22:00', '24:00']")
    expect(errorOf(monday(['24:00', '06:00'])).message).toContain("write ['00:00', '06:00'] on the next day")
  })

  it('when it is nothing that a definition could be', () => {
    for (const input of [undefined, null, 'Asia/Shanghai', [], () => 1, { ...MONDAY, weekly: new Map() }]) {
      thrown('INVALID_DEFINITION', () => defineCalendar(input as unknown as CalendarInput))
      thrown('INVALID_DEFINITION', () => calendarOf(input as unknown as CalendarDefinition))
    }
    const polluted = JSON.parse('{"timeZone":"UTC","shifts":{"__proto__":[["09:00","18:00"]]}}')
    thrown('INVALID_DEFINITION', () => defineCalendar(polluted))
    const kind = { ...defineCalendar(MONDAY).definition, kind: 'weeks' } as unknown as CalendarDefinition
    expect(thrown('INVALID_DEFINITION', () => calendarOf(kind)).details.issues).toMatchObject([{ path: ['kind'] }])
  })

  it('when it names more dates than weeks could pass', () => {
    const day = (index: number) => new Date(Date.UTC(1900, 0, 1 + index)).toISOString().slice(0, 10)
    const holidays = Array.from({ length: 10_001 }, (_, index) => day(index))
    expect(errorOf({ holidays }).details.issues).toMatchObject([{ path: [], code: 'too_many' }])
    expect(defineCalendar({ ...MONDAY, holidays: holidays.slice(1) }).isOpen(new Date('1899-01-02T02:00Z'))).toBe(true)
  })
})

describe('a calendar that is never open is refused', () => {
  const shift = { '2025-10-11': [['09:00', '18:00']] } as const
  it.each<[string, Partial<CalendarInput>]>([
    ['nothing is given', {}],
    ['all is empty', { weekly: { mon: [], tue: [] }, shifts: { '2025-10-11': [] } }],
    ['a holiday eats the only shift', { shifts: shift, holidays: ['2025-10-11'] }],
    ['a break eats the only shift', { shifts: shift, breaks: { '2025-10-11': [['08:00', '20:00']] } }],
    [
      'breaks eat it in pieces',
      {
        shifts: shift,
        breaks: {
          '2025-10-11': [
            ['08:00', '12:00'],
            ['12:00', '18:00'],
          ],
        },
      },
    ],
    [
      'the only shift lies in an hour that a clock change skips',
      { timeZone: 'America/New_York', shifts: { '2025-03-09': [['02:00', '03:00']] } },
    ],
    [
      'the only shift lies on a date that a zone skipped',
      { timeZone: 'Pacific/Apia', shifts: { '2011-12-30': [['00:00', '24:00']] } },
    ],
  ])('because %s', (_, input) => {
    const error = thrown('INVALID_DEFINITION', () => defineCalendar({ timeZone: 'Asia/Shanghai', ...input }))
    expect(error.details.issues).toMatchObject([{ path: [], code: 'never_open' }])
    expect(error.message).toContain('it is never open')
  })

  it('and one that barely opens is not', () => {
    const almost = defineCalendar({ timeZone: 'America/New_York', shifts: { '2025-03-09': [['02:00', '03:01']] } })
    expect(almost.nextOpen(new Date('2025-01-01'))).toEqual(new Date('2025-03-09T07:00Z'))
    expect(almost.between(new Date('2025-01-01'), new Date('2026-01-01'))).toBe(60)
  })

  it.each(['CST', 'est', 'IST', 'MST7MDT', 'CET'])(
    '%s is no time zone that everybody understands alike',
    (timeZone) => {
      const error = thrown('INVALID_DEFINITION', () =>
        defineCalendar({ timeZone, weekly: { mon: [['09:00', '18:00']] } }),
      )
      expect(error.message).toContain('write a place')
    },
  )

  it.each(['UTC', 'gmt', 'PRC', 'Japan', 'Asia/Kolkata'])('%s is a time zone', (timeZone) => {
    expect(() => defineCalendar({ timeZone, weekly: { mon: [['09:00', '18:00']] } })).not.toThrow()
  })
})
