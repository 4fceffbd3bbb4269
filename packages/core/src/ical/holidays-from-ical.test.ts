import { describe, expect, it } from 'vitest'
import { dayEvent, feedOf } from '../../test/ical-text.js'
import { holidaysFromIcal } from './holidays-from-ical.js'

const in2025 = { from: '2025-01-01', to: '2025-12-31' }
const holidaysOf = (text: string) => holidaysFromIcal(text, in2025).holidays

describe('all-day events', () => {
  it('are holidays, each day of them; the end no longer belongs to them', () => {
    const feed = feedOf(
      dayEvent('2025-12-25', 'DTEND;VALUE=DATE:20251227', 'SUMMARY:Christmas'),
      dayEvent('2025-05-26'),
      dayEvent('2025-03-01', 'DURATION:P2D'),
      dayEvent('2025-04-01', 'DURATION:P1W'),
    )
    expect(holidaysFromIcal(feed, in2025)).toEqual({
      holidays: [
        ...['2025-03-01', '2025-03-02'],
        ...['2025-04-01', '2025-04-02', '2025-04-03', '2025-04-04', '2025-04-05', '2025-04-06', '2025-04-07'],
        ...['2025-05-26', '2025-12-25', '2025-12-26'],
      ],
      shifts: {},
      skipped: [],
    })
  })

  it('are cut to the dates wanted, both included', () => {
    const feed = feedOf(
      dayEvent('2024-12-30', 'DTEND;VALUE=DATE:20250102'),
      dayEvent('2025-12-31', 'DTEND;VALUE=DATE:20260110'),
      dayEvent('2026-01-01'),
    )
    expect(holidaysOf(feed)).toEqual(['2025-01-01', '2025-12-31'])
  })

  it('count once where they overlap', () => {
    expect(holidaysOf(feedOf(dayEvent('2025-05-26'), dayEvent('2025-05-26')))).toEqual(['2025-05-26'])
  })

  // Not as the standard has it, but as programs write them.
  it('may end on their own date, and may leave out VALUE=DATE', () => {
    const feed = feedOf(['DTSTART:20250526', 'DTEND:20250528'], dayEvent('2025-06-01', 'DTEND;VALUE=DATE:20250601'))
    expect(holidaysOf(feed)).toEqual(['2025-05-26', '2025-05-27', '2025-06-01'])
  })
})

describe('what is no holiday', () => {
  it('is told, whatever its date', () => {
    const feed = feedOf(
      ['UID:1', 'SUMMARY:Staff meeting', 'DTSTART;TZID=Europe/London:20250526T090000', 'DTEND:20250526T100000Z'],
      ['UID:2', 'DTSTART:19990101T090000Z', 'RRULE:FREQ=WEEKLY'],
      dayEvent('2025-05-27', 'UID:3', 'SUMMARY:Moved', 'STATUS:CANCELLED'),
      dayEvent('2025-05-28', 'SUMMARY:Closed Sundays', 'RRULE:FREQ=WEEKLY;BYDAY=SU'),
      dayEvent('2025-05-29'),
    )
    expect(holidaysFromIcal(feed, in2025)).toEqual({
      holidays: ['2025-05-29'],
      shifts: {},
      skipped: [
        { uid: '1', summary: 'Staff meeting', why: 'timed' },
        { uid: '2', summary: null, why: 'timed' },
        { uid: '3', summary: 'Moved', why: 'cancelled' },
        { uid: null, summary: 'Closed Sundays', why: 'recurrence' },
      ],
    })
  })

  it.each(['VTODO', 'VJOURNAL', 'VTIMEZONE'])('such as a %s is passed over', (name) => {
    const feed = feedOf(dayEvent('2025-05-26')).replaceAll('VEVENT', name)
    expect(holidaysFromIcal(feed, in2025)).toEqual({ holidays: [], shifts: {}, skipped: [] })
  })
})

describe('make-up working days', () => {
  const hours = [['09:00', '18:00'] as const]
  const marked = (mark: string) => `X-APPLE-SPECIAL-DAY:${mark}`

  it.each(['上班(补春节假期)', '春节（班）', '国庆节 (班)', '中秋节 补班 第1天/共1天', '国庆节 班'])(
    'called %s are shifts',
    (name) => {
      const feed = feedOf(dayEvent('2025-01-26', `SUMMARY:${name}`), dayEvent('2025-01-28', 'SUMMARY:春节假期'))
      const days = holidaysFromIcal(feed, { ...in2025, hours })
      expect(days).toEqual({ holidays: ['2025-01-28'], shifts: { '2025-01-26': hours }, skipped: [] })
    },
  )

  it.each(['劳动节（休）', '清明节 不上班', '班加罗尔节'])('are not meant by %s', (name) => {
    const feed = feedOf(dayEvent('2025-01-26', `SUMMARY:${name}`))
    expect(holidaysFromIcal(feed, { ...in2025, hours }).holidays).toEqual(['2025-01-26'])
  })

  it('are told where no hours are given for them, and are no holidays all the same', () => {
    const feed = feedOf(dayEvent('2025-10-11', 'SUMMARY:国庆节（班）'), dayEvent('2025-10-11', 'SUMMARY:某节'))
    const skipped = [{ uid: null, summary: '国庆节（班）', why: 'working-day' }]
    expect(holidaysFromIcal(feed, in2025)).toEqual({ holidays: [], shifts: {}, skipped })
    expect(holidaysFromIcal(feed, { ...in2025, hours })).toEqual({
      holidays: [],
      shifts: { '2025-10-11': hours },
      skipped: [],
    })
  })

  it('are told from days off by marks; what has none there is a festival', () => {
    const feed = feedOf(
      dayEvent('2025-10-01', 'SUMMARY:国庆节', marked('WORK-HOLIDAY')),
      dayEvent('2025-10-11', 'SUMMARY:国庆节', marked('ALTERNATE-WORKDAY')),
      dayEvent('2025-03-08', 'SUMMARY:妇女节'),
    )
    expect(holidaysFromIcal(feed, { ...in2025, hours })).toEqual({
      holidays: ['2025-10-01'],
      shifts: { '2025-10-11': hours },
      skipped: [{ uid: null, summary: '妇女节', why: 'unmarked' }],
    })
  })
})

describe('the text', () => {
  const feed = feedOf(
    dayEvent('2025-01-28', 'SUMMARY:春节', ' 假期（第一', ' 天）', 'STATUS:CANC', ' ELLED'),
    dayEvent('2025-01-2', ' 9'),
  )
  const expected = {
    holidays: ['2025-01-29'],
    shifts: {},
    skipped: [{ uid: null, summary: '春节假期（第一天）', why: 'cancelled' }],
  }

  it.each([
    ['CRLF', feed],
    ['LF', feed.replaceAll('\r\n', '\n')],
    ['a byte order mark', `\uFEFF${feed}`],
    ['lower case', feed.replaceAll('VEVENT', 'vevent').replaceAll('DTSTART', 'dtstart')],
    ['two calendars', `${feedOf()}${feed}`],
  ])('is read with folded lines and %s', (_, text) => {
    expect(holidaysFromIcal(text, in2025)).toEqual(expected)
  })

  it('keeps escaped characters of a name', () => {
    const { skipped } = holidaysFromIcal(feedOf(['DTSTART:20250101T090000Z', 'SUMMARY:One\\, two\\; three']), in2025)
    expect(skipped[0]?.summary).toBe('One, two; three')
  })
})
