import { describe, expect, it } from 'vitest'
import { differences } from '../../test/calendar-oracle/compare.js'
import { MUTANTS } from '../../test/calendar-oracle/mutants.js'
import { Oracle } from '../../test/calendar-oracle/oracle.js'
import { built } from '../../test/calendar-oracle/plan.js'
import { ZONES } from '../../test/calendar-oracle/random-plan.js'
import { CASES_A_CALENDAR, verify } from '../../test/calendar-oracle/verify.js'
import type { CalendarInput } from './calendar-types.js'

const HOUR = 3_600_000
const ms = (text: string) => Date.parse(text)

describe('the oracle, where the answer is known', () => {
  const everyDay = (timeZone: string, ...openings: [string, string][]): CalendarInput => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
    return { timeZone, weekly: Object.fromEntries(days.map((day) => [day, openings])) }
  }

  it('works from nine to five', () => {
    const office = new Oracle({
      timeZone: 'Asia/Shanghai',
      weekly: { fri: [['09:00', '17:00']], mon: [['09:00', '17:00']] },
    })
    const friday = ms('2025-01-03T16:00:00+08:00')
    expect(office.add(friday, HOUR)).toBe(ms('2025-01-03T17:00:00+08:00'))
    expect(office.add(friday, HOUR + 1)).toBe(ms('2025-01-06T09:00:00.001+08:00'))
    expect(office.add(ms('2025-01-06T10:00:00+08:00'), -2 * HOUR)).toBe(friday)
    expect(office.between(ms('2025-01-06T12:30:00+08:00'), friday)).toBe(-4.5 * HOUR)
    expect(office.nextOpen(ms('2025-01-03T17:00:00+08:00'))).toBe(ms('2025-01-06T09:00:00+08:00'))
  })

  it('knows days of 23 and 25 hours, and a day that was skipped', () => {
    const always = (zone: string) => new Oracle(everyDay(zone, ['00:00', '24:00']))
    const night = (zone: string) => new Oracle(everyDay(zone, ['01:00', '03:00']))
    expect(night('America/New_York').between(ms('2025-03-09T05:00:00Z'), ms('2025-03-10T04:00:00Z'))).toBe(HOUR)
    expect(night('America/New_York').between(ms('2025-11-02T04:00:00Z'), ms('2025-11-03T05:00:00Z'))).toBe(3 * HOUR)
    expect(night('Australia/Lord_Howe').between(ms('2025-04-05T13:00:00Z'), ms('2025-04-06T13:00:00Z'))).toBe(
      2.5 * HOUR,
    )
    expect(always('Pacific/Apia').between(ms('2011-12-30T00:00:00Z'), ms('2011-12-31T00:00:00Z'))).toBe(24 * HOUR)
    const friday = new Oracle({ timeZone: 'Pacific/Apia', weekly: { fri: [['00:00', '24:00']] } })
    expect(friday.between(ms('2011-12-24T00:00:00-10:00'), ms('2012-01-06T00:00:00+14:00'))).toBe(0)
  })

  it('lets a holiday win over a shift, a shift over the week, and cuts breaks out', () => {
    const plan = {
      ...everyDay('UTC', ['09:00', '17:00']),
      holidays: ['2025-01-02'],
      shifts: { '2025-01-02': [['00:00', '24:00']], '2025-01-03': [['10:00', '12:00']] },
      breaks: { '2025-01-03': [['11:00', '11:30']] },
    } as const
    expect(new Oracle(plan).segments(ms('2025-01-02'), ms('2025-01-04'))).toEqual([
      { start: ms('2025-01-03T10:00Z'), end: ms('2025-01-03T11:00Z') },
      { start: ms('2025-01-03T11:30Z'), end: ms('2025-01-03T12:00Z') },
    ])
  })

  it('comes to an end with the last of the shifts', () => {
    const once = new Oracle({ timeZone: 'UTC', shifts: { '2025-01-02': [['09:00', '10:00']] } })
    expect(once.add(ms('2025-01-01'), HOUR)).toBe(ms('2025-01-02T10:00Z'))
    expect(once.add(ms('2025-01-01'), HOUR + 1)).toBe('exhausted')
    expect(once.add(ms('2025-01-01'), -1)).toBe('exhausted')
    expect(once.nextOpen(ms('2025-01-02T10:00Z'))).toBe('exhausted')
  })
})

describe('the comparison', () => {
  it.each(Object.keys(MUTANTS))('finds a calendar that %s', (name) => {
    const change = MUTANTS[name]
    const found = verify({ seed: 1, first: 0, calendars: 10, ...(change && { change }) }).differences
    expect(found.length).toBeGreaterThan(0)
  })

  it('tells what differs, and can be asked again', () => {
    const change = MUTANTS['loses the milliseconds']
    const [first] = verify({ seed: 1, first: 0, calendars: 10, ...(change && { change }) }).differences
    const { plan, question } = JSON.parse(JSON.stringify(first)) as NonNullable<typeof first>
    expect(first?.findings[0]).toMatch(/^addMs: \d{4}-.*Z, but the oracle says \d{4}-.*Z$/)
    expect(question && differences(built(plan), new Oracle(plan), question)).toEqual([])
  })
})

const SEED = 20_250_601
const CALENDARS = 500

it(`agrees with the oracle in ${CALENDARS * CASES_A_CALENDAR} cases of seed ${SEED}`, { timeout: 180_000 }, () => {
  const { cases, differences } = verify({ seed: SEED, first: 0, calendars: CALENDARS })
  expect(differences.slice(0, 3).map((difference) => JSON.stringify(difference))).toEqual([])
  expect(Object.keys(cases).sort()).toEqual([...ZONES].sort())
  expect(Object.values(cases).reduce((sum, count) => sum + count)).toBe(CALENDARS * CASES_A_CALENDAR)
})
