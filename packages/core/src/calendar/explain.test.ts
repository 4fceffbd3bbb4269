import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCalendar, anyInstant, anyOpenTime } from '../../test/any-calendar.js'
import { unionOf } from './algebra.js'
import { ALWAYS_OPEN } from './always-open.js'
import { defineCalendar } from './define-calendar.js'

const HOURS = [
  ['09:00', '12:00'],
  ['13:30', '18:00'],
] as const
const office = defineCalendar({
  timeZone: 'Asia/Shanghai',
  weekly: { mon: HOURS, tue: HOURS, fri: [['22:00', '24:00']], sat: [['00:00', '06:00']] },
})
const at = (local: string) => new Date(`${local}+08:00`)
const span = (start: string, end: string) => ({ start: at(start), end: at(end) })

describe('explaining', () => {
  it('names each opening that was passed, and what was used of it', () => {
    expect(office.explain(at('2025-06-02T11:00'), { hours: 6 })).toEqual({
      from: at('2025-06-02T11:00'),
      to: at('2025-06-03T09:30'),
      seconds: 21_600,
      steps: [
        {
          date: '2025-06-02',
          opening: span('2025-06-02T09:00', '2025-06-02T12:00'),
          used: span('2025-06-02T11:00', '2025-06-02T12:00'),
          seconds: 3600,
        },
        {
          date: '2025-06-02',
          opening: span('2025-06-02T13:30', '2025-06-02T18:00'),
          used: span('2025-06-02T13:30', '2025-06-02T18:00'),
          seconds: 16_200,
        },
        {
          date: '2025-06-03',
          opening: span('2025-06-03T09:00', '2025-06-03T12:00'),
          used: span('2025-06-03T09:00', '2025-06-03T09:30'),
          seconds: 1800,
        },
      ],
    })
  })

  it('goes back in the order gone', () => {
    const { to, seconds, steps } = office.explain(at('2025-06-03T10:00'), { hours: -2 })
    expect([to, seconds]).toEqual([at('2025-06-02T17:00'), -7200])
    expect(steps).toEqual([
      {
        date: '2025-06-03',
        opening: span('2025-06-03T09:00', '2025-06-03T12:00'),
        used: span('2025-06-03T09:00', '2025-06-03T10:00'),
        seconds: 3600,
      },
      {
        date: '2025-06-02',
        opening: span('2025-06-02T13:30', '2025-06-02T18:00'),
        used: span('2025-06-02T17:00', '2025-06-02T18:00'),
        seconds: 3600,
      },
    ])
  })

  it('dates a night shift by where the used part begins', () => {
    const night = span('2025-06-06T22:00', '2025-06-07T06:00')
    const dates = (local: string, hours: number) =>
      office.explain(at(local), { hours }).steps.map(({ date, opening }) => ({ date, opening }))
    expect(dates('2025-06-06T12:00', 4)).toEqual([{ date: '2025-06-06', opening: night }])
    expect(dates('2025-06-07T01:00', 4)).toEqual([{ date: '2025-06-07', opening: night }])
  })

  it('dates by UTC when there are several zones, and by the one zone when there is one', () => {
    const start = at('2025-06-02T02:00')
    const dateOf = (...zones: string[]) => {
      const parts = zones.map((timeZone) =>
        defineCalendar({ timeZone, weekly: { sun: [['00:00', '24:00']], mon: [['00:00', '24:00']] } }),
      )
      return unionOf(parts).explain(start, { hours: 1 }).steps[0]?.date
    }
    expect(dateOf('Asia/Shanghai', 'Asia/Shanghai')).toBe('2025-06-02')
    expect(dateOf('Asia/Shanghai', 'Europe/Berlin')).toBe('2025-06-01')
  })

  it('shows an opening whole, also where it goes on for years or for ever', () => {
    const end = new Date('2400-01-01T00:00Z')
    const [step] = ALWAYS_OPEN.explain(at('2025-06-02T09:00'), { hours: 1 }).steps
    expect(step?.opening).toEqual({ start: new Date('1800-01-01T00:00Z'), end })
    const weekly = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
    )
    const rests = defineCalendar({ timeZone: 'Asia/Shanghai', weekly, holidays: ['2020-02-29', '2029-12-31'] })
    const { steps } = rests.explain(at('2025-12-31T23:00'), { hours: -1 })
    expect(steps.map(({ opening }) => opening)).toEqual([span('2020-03-01T00:00', '2029-12-31T00:00')])
    expect(rests.explain(at('2030-06-01T00:00'), { hours: 1 }).steps[0]?.opening.end).toEqual(end)
  })

  it('lists no more than ten thousand openings, and still arrives where adding does', () => {
    const from = at('2000-01-01T00:00')
    const { to, steps } = office.explain(from, { hours: 100_000 })
    expect(steps).toHaveLength(10_000)
    expect(to).toEqual(office.add(from, { hours: 100_000 }))
  })
})

it('adds up to what was asked and arrives where adding does, for any calendar', () => {
  fc.assert(
    fc.property(
      anyCalendar.map(defineCalendar),
      anyInstant,
      anyOpenTime,
      fc.boolean(),
      (calendar, from, open, back) => {
        const seconds = Math.ceil(open / 1000) * (back ? -1 : 1)
        const { to, steps, ...asked } = calendar.explain(new Date(from), { seconds })
        expect(asked).toEqual({ from: new Date(from), seconds })
        expect(to).toEqual(calendar.add(new Date(from), { seconds }))
        expect(steps.reduce((sum, step) => sum + step.seconds * 1000, 0)).toBeCloseTo(Math.abs(seconds) * 1000, 5)
        const last = steps.at(-1)?.used
        expect(back ? last?.start : last?.end).toEqual(to)
        for (const { opening, used, seconds: part } of steps) {
          expect((used.end.getTime() - used.start.getTime()) / 1000).toBe(part)
          expect(opening.start <= used.start && used.end <= opening.end).toBe(true)
          expect([calendar.isOpen(opening.start), calendar.isOpen(opening.end)]).toEqual([true, false])
          expect(calendar.isOpen(new Date(opening.start.getTime() - 1))).toBe(false)
        }
      },
    ),
  )
})
