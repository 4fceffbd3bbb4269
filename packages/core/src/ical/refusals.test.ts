import { describe, expect, it } from 'vitest'
import { dayEvent, feedOf } from '../../test/ical-text.js'
import { thrown } from '../../test/thrown.js'
import { holidaysFromIcal } from './holidays-from-ical.js'
import { RuleProblem, readRule } from './yearly-rule.js'

const in2025 = { from: '2025-01-01', to: '2025-12-31' }
const issuesOf = (text: string, options: unknown = in2025) =>
  thrown('INVALID_INPUT', () => holidaysFromIcal(text, options as never)).details.issues ?? []

describe('refused with its path', () => {
  it.each<[string, string[], string]>([
    ['no start', ['SUMMARY:Easter'], 'DTSTART'],
    ['two starts', dayEvent('2025-01-01', 'DTSTART;VALUE=DATE:20250102'), 'DTSTART'],
    ['a start that does not exist', dayEvent('2025-02-30'), 'DTSTART'],
    ['a start that is no date', ['DTSTART;VALUE=DATE:someday'], 'DTSTART'],
    ['an end before the start', dayEvent('2025-01-02', 'DTEND;VALUE=DATE:20250101'), 'DTEND'],
    ['an end with a time', dayEvent('2025-01-02', 'DTEND:20250103T090000Z'), 'DTEND'],
    ['a duration in hours', dayEvent('2025-01-02', 'DURATION:PT5H'), 'DURATION'],
    ['a duration backwards', dayEvent('2025-01-02', 'DURATION:-P1D'), 'DURATION'],
    ['a rule without a frequency', dayEvent('2025-01-02', 'RRULE:COUNT=2'), 'RRULE'],
    ['a rule that never occurs', dayEvent('2025-01-02', 'RRULE:FREQ=YEARLY;COUNT=-2'), 'RRULE'],
    ['an end of a rule that is no date', dayEvent('2025-01-02', 'RRULE:FREQ=YEARLY;UNTIL=20250230'), 'RRULE'],
    ['an exception that is no date', dayEvent('2025-01-02', 'EXDATE;VALUE=DATE:2025'), 'EXDATE'],
    ['an addition that is no date', dayEvent('2025-01-02', 'RDATE;VALUE=DATE:20251301'), 'RDATE'],
    ['an unknown occurrence', dayEvent('2025-01-02', 'RECURRENCE-ID;VALUE=DATE:x'), 'RECURRENCE-ID'],
  ])('%s', (_, event, property) => {
    const [issue] = issuesOf(feedOf(dayEvent('2025-01-01'), event))
    expect(issue).toMatchObject({ path: ['events', 1, property], code: 'malformed' })
  })

  const whole = feedOf(dayEvent('2025-01-01'))
  it.each<[string, string]>([
    ['nothing', ''],
    ['a page that asks for a password', '<!DOCTYPE html>\n<title>Sign in</title>\n'],
    ['a feed that was cut off', whole.slice(0, whole.indexOf('END:VEVENT'))],
    ['an event by itself', whole.split('\r\n').slice(3, -2).join('\r\n')],
    ['a rule with a month 13', feedOf(dayEvent('2025-01-01', 'RRULE:FREQ=YEARLY;BYMONTH=13'))],
    ['a line without a colon', whole.replace('VERSION:2.0', 'VERSION')],
    ['no text', undefined as unknown as string],
  ])('%s', (_, text) => {
    expect(issuesOf(text)).toMatchObject([{ path: ['text'] }])
  })

  it.each<[string, unknown, string]>([
    ['a date in another form', { from: '1.1.2025', to: '2025-12-31' }, 'from'],
    ['dates in the wrong order', { from: '2025-12-31', to: '2025-01-01' }, 'to'],
    ['more than a hundred years', { from: '2025-01-01', to: '2125-01-03' }, 'to'],
    ['no openings', { ...in2025, hours: [] }, 'hours'],
    ['an unknown option', { ...in2025, zone: 'UTC' }, 'zone'],
  ])('%s', (_, options, name) => {
    expect(issuesOf(whole, options)).toMatchObject([{ path: [name] }])
  })
})

// The parser mends some of these itself; another version of it may not.
it.each([
  { interval: 0 },
  { interval: 1.5 },
  { count: 0 },
  { count: 'x' },
  { until: '2025' },
  { byday: 'XX' },
  { byday: '+MO' },
])('a rule with %j is refused', (part) => {
  expect(() => readRule({ freq: 'YEARLY', ...part })).toThrow(RuleProblem)
})

describe('over its limit', () => {
  it('is a feed of more than a million characters', () => {
    const error = thrown('LIMIT_EXCEEDED', () => holidaysFromIcal(' '.repeat(1_000_001), in2025))
    expect(error.details).toEqual({ limit: 1_000_000, length: 1_000_001 })
  })

  it('is a feed whose events repeat too often', () => {
    const event = dayEvent('0001-01-01', 'RRULE:FREQ=YEARLY;BYDAY=MO;COUNT=1000000')
    const feed = feedOf(...Array.from({ length: 10 }, () => event))
    thrown('LIMIT_EXCEEDED', () => holidaysFromIcal(feed, in2025))
    expect(holidaysFromIcal(feedOf(event), in2025).holidays).toHaveLength(52)
  })

  it('is a long event in many copies', () => {
    const event = dayEvent('2025-01-01', 'DURATION:P40000D')
    const feed = feedOf(...Array.from({ length: 200 }, () => event))
    thrown('LIMIT_EXCEEDED', () => holidaysFromIcal(feed, { from: '2025-01-01', to: '2124-12-31' }))
  })
})
