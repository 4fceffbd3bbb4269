import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayEvent, feedOf } from '../../test/ical-text.js'
import { dateOf } from './days.js'
import { expandYearly } from './expand-yearly.js'
import { holidaysFromIcal } from './holidays-from-ical.js'
import { readRule } from './yearly-rule.js'

const holidaysOf = (feed: string, from = '2023-01-01', to = '2028-12-31') =>
  holidaysFromIcal(feed, { from, to }).holidays
const ruleFrom = (start: string, rule: string) => holidaysOf(feedOf(dayEvent(start, `RRULE:FREQ=YEARLY${rule}`)))

describe('what repeats by the year', () => {
  it.each<[string, string, string, string[]]>([
    ['its own date', '2026-07-04', '', ['2026-07-04', '2027-07-04', '2028-07-04']],
    ['every second year', '2021-07-04', ';INTERVAL=2', ['2023-07-04', '2025-07-04', '2027-07-04']],
    ['so many times', '2022-07-04', ';COUNT=3', ['2023-07-04', '2024-07-04']],
    ['until a date, included', '2022-07-04', ';UNTIL=20240704', ['2023-07-04', '2024-07-04']],
    ['until a time of a date', '2022-07-04', ';UNTIL=20240704T000000Z', ['2023-07-04', '2024-07-04']],
    ['until the day before', '2022-07-04', ';UNTIL=20240703', ['2023-07-04']],
    ['in named months', '2027-05-01', ';BYMONTH=5,10', ['2027-05-01', '2027-10-01', '2028-05-01', '2028-10-01']],
    ['on named days of them', '2028-12-25', ';BYMONTH=12;BYMONTHDAY=25,26', ['2028-12-25', '2028-12-26']],
    ['on the last day', '2028-01-01', ';BYMONTH=2;BYMONTHDAY=-1', ['2028-02-29']],
    ['on 29 February', '2024-02-29', '', ['2024-02-29', '2028-02-29']],
    ['on 30 February', '2024-01-01', ';BYMONTH=2;BYMONTHDAY=30', []],
    ['on Thanksgiving', '2026-11-26', ';BYMONTH=11;BYDAY=4TH', ['2026-11-26', '2027-11-25', '2028-11-23']],
    ['on the last Monday', '2027-05-31', ';BYMONTH=5;BYDAY=-1MO', ['2027-05-31', '2028-05-29']],
    ['on the first Monday of years', '2027-01-04', ';BYDAY=+1MO', ['2027-01-04', '2028-01-03']],
    ['on the 53rd Friday of years', '2023-01-01', ';BYDAY=53FR', ['2027-12-31']],
    ['on the last Friday of years', '2027-01-01', ';BYDAY=-1FR', ['2027-12-31', '2028-12-29']],
    ['on a Friday the 13th', '2026-01-01', ';BYDAY=FR;BYMONTHDAY=13;UNTIL=20261231', FRIDAYS_THE_13TH()],
    ['from a start that it does not give', '2027-01-01', ';BYMONTH=7;BYMONTHDAY=4', ['2027-07-04', '2028-07-04']],
    ['from long ago', '1601-01-01', ';BYMONTH=7;BYMONTHDAY=4;UNTIL=20231231', ['2023-07-04']],
    ['from long ago, every third year', '1601-07-04', ';INTERVAL=3', ['2024-07-04', '2027-07-04']],
    ['from long ago, so many times', '1601-07-04', ';COUNT=424', ['2023-07-04', '2024-07-04']],
  ])('gives %s', (_, start, rule, dates) => {
    expect(ruleFrom(start, rule)).toEqual(dates)
  })

  it('lasts several days each time, also over New Year', () => {
    const feed = feedOf(dayEvent('2020-12-31', 'DTEND;VALUE=DATE:20210102', 'RRULE:FREQ=YEARLY'))
    expect(holidaysOf(feed, '2025-01-01', '2025-12-31')).toEqual(['2025-01-01', '2025-12-31'])
  })

  it('leaves out and adds the dates that it names', () => {
    const more = [
      'EXDATE;VALUE=DATE:20240704,20250704',
      'EXDATE:20260704T000000Z',
      'RDATE;VALUE=DATE:20240705,20300101',
    ]
    const feed = feedOf(dayEvent('2023-07-04', 'RRULE:FREQ=YEARLY', ...more))
    expect(holidaysOf(feed)).toEqual(['2023-07-04', '2024-07-05', '2027-07-04', '2028-07-04'])
  })

  it('moves an occurrence that another event stands for, and drops a cancelled one', () => {
    const feed = feedOf(
      dayEvent('2023-07-04', 'UID:1', 'RRULE:FREQ=YEARLY'),
      dayEvent('2026-07-03', 'UID:1', 'RECURRENCE-ID;VALUE=DATE:20260704'),
      dayEvent('2027-07-04', 'UID:1', 'RECURRENCE-ID;VALUE=DATE:20270704', 'STATUS:CANCELLED'),
      dayEvent('2025-07-04', 'UID:2', 'RECURRENCE-ID;VALUE=DATE:20240704'),
    )
    expect(holidaysOf(feed)).toEqual(['2023-07-04', '2024-07-04', '2025-07-04', '2026-07-03', '2028-07-04'])
  })

  it('is told as not understood rather than guessed', () => {
    const rules = [
      'FREQ=MONTHLY',
      'FREQ=YEARLY;BYYEARDAY=1',
      'FREQ=YEARLY;BYSETPOS=1;BYDAY=MO',
      'FREQ=YEARLY;BYEASTER=0',
    ]
    const feed = feedOf(
      ...rules.map((rule) => dayEvent('2025-01-01', `RRULE:${rule}`)),
      dayEvent('2025-01-01', 'RRULE:FREQ=YEARLY;BYDAY=1MO;BYMONTHDAY=3'),
      dayEvent('2025-01-01', 'RRULE:FREQ=YEARLY', 'RRULE:FREQ=YEARLY;INTERVAL=2'),
      dayEvent('2025-01-01', 'RDATE:20250102T090000Z'),
      dayEvent('2025-01-01', 'UID:1', 'RRULE:FREQ=YEARLY'),
      dayEvent('2026-01-02', 'UID:1', 'RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260101'),
    )
    const { holidays, skipped } = holidaysFromIcal(feed, { from: '2023-01-01', to: '2028-12-31' })
    expect(holidays).toEqual([])
    expect(skipped.map(({ why }) => why)).toEqual(Array.from({ length: 9 }, () => 'recurrence'))
  })
})

// By trying every day, as the standard words it: slow, and with nothing in common with the code.
function byTrial(rule: { months?: number[]; monthDays?: number[]; interval: number }, start: number, to: number) {
  const days: number[] = []
  const first = new Date(start * 86_400_000)
  for (let day = start; day <= to; day += 1) {
    const date = new Date(day * 86_400_000)
    const ofMonth = date.getUTCDate()
    const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
    const namedDay = rule.monthDays?.some((given) => given === ofMonth || given === ofMonth - length - 1)
    const namedMonth = rule.months?.includes(date.getUTCMonth() + 1)
    if ((date.getUTCFullYear() - first.getUTCFullYear()) % rule.interval !== 0) continue
    if (!(namedMonth ?? (rule.monthDays !== undefined || date.getUTCMonth() === first.getUTCMonth()))) continue
    if (!(namedDay ?? ofMonth === first.getUTCDate())) continue
    days.push(day)
  }
  return days
}

it('is what trying every day gives, wherever one begins to look', () => {
  const month = fc.integer({ min: 1, max: 12 })
  const monthDay = fc.integer({ min: -31, max: 31 }).filter((day) => day !== 0)
  const parts = fc.record(
    {
      interval: fc.integer({ min: 1, max: 4 }),
      months: fc.uniqueArray(month, { minLength: 1, maxLength: 3 }),
      monthDays: fc.uniqueArray(monthDay, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['interval'] },
  )
  const day = fc.integer({ min: -1_000, max: 4_000 })
  fc.assert(
    fc.property(parts, day, day, fc.option(fc.integer({ min: 1, max: 8 })), (given, start, from, count) => {
      const bys = { bymonth: given.months, bymonthday: given.monthDays }
      const named = Object.fromEntries(Object.entries(bys).filter(([, value]) => value !== undefined))
      const rule = readRule({ freq: 'YEARLY', interval: given.interval, ...named, ...(count && { count }) })
      const expected = byTrial(given, start, 6_000).slice(0, count ?? undefined)
      const found = rule && expandYearly(rule, start, { from, to: 6_000 }, () => {})
      expect(found?.map(dateOf)).toEqual(expected.filter((day) => day >= from).map(dateOf))
    }),
    { seed: 7, numRuns: 300 },
  )
})

function FRIDAYS_THE_13TH() {
  return ['2026-02-13', '2026-03-13', '2026-11-13']
}
