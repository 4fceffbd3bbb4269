import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCalendar, anyInstant, anyOpenTime } from '../../test/any-calendar.js'
import { calendarOf, defineCalendar } from './define-calendar.js'

const anyReckoning = [anyCalendar.map(defineCalendar), anyInstant, anyOpenTime] as const

describe('adding open time', () => {
  it('is undone by measuring it', () => {
    fc.assert(
      fc.property(...anyReckoning, (calendar, from, open) => {
        expect(calendar.betweenMs(from, calendar.addMs(from, open))).toBe(open)
        expect(calendar.betweenMs(from, calendar.addMs(from, -open))).toBe(-open)
      }),
    )
  })

  it('in two parts is adding it at once, forward and back', () => {
    fc.assert(
      fc.property(...anyReckoning, anyOpenTime, (calendar, from, one, other) => {
        expect(calendar.addMs(calendar.addMs(from, one), other)).toBe(calendar.addMs(from, one + other))
        expect(calendar.addMs(calendar.addMs(from, -one), -other)).toBe(calendar.addMs(from, -one - other))
      }),
    )
  })

  it('never arrives earlier for more of it, nor for a later beginning', () => {
    fc.assert(
      fc.property(...anyReckoning, anyOpenTime, anyInstant, (calendar, from, one, other, at) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        expect(calendar.addMs(from, less)).toBeLessThanOrEqual(calendar.addMs(from, more))
        const [earlier, later] = [Math.min(from, at), Math.max(from, at)]
        expect(calendar.addMs(earlier, one)).toBeLessThanOrEqual(calendar.addMs(later, one))
      }),
    )
  })

  it('ends the earliest forward and the latest back: open up to there, open from there on', () => {
    fc.assert(
      fc.property(...anyReckoning, (calendar, from, open) => {
        expect(calendar.isOpen(new Date(calendar.addMs(from, open) - 1))).toBe(true)
        expect(calendar.isOpen(new Date(calendar.addMs(from, -open)))).toBe(true)
      }),
    )
  })
})

describe('open time between instants', () => {
  it('adds up over any instant in between, and turns its sign with its direction', () => {
    fc.assert(
      fc.property(anyReckoning[0], anyInstant, anyInstant, anyInstant, (calendar, a, b, c) => {
        expect(calendar.betweenMs(a, b) + calendar.betweenMs(b, c)).toBe(calendar.betweenMs(a, c))
        expect(calendar.betweenMs(a, b) + calendar.betweenMs(b, a)).toBe(0)
      }),
    )
  })

  it('is the sum of the segments, which are open within, closed between and in order', () => {
    fc.assert(
      fc.property(anyReckoning[0], anyInstant, anyInstant, (calendar, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)]
        const segments = calendar.segments(new Date(from), new Date(to))
        const sum = segments.reduce((open, { start, end }) => open + end.getTime() - start.getTime(), 0)
        expect(sum).toBe(calendar.betweenMs(from, to))
        for (const [index, { start, end }] of segments.entries()) {
          expect(end > start).toBe(true)
          expect(calendar.isOpen(start)).toBe(true)
          expect(calendar.isOpen(new Date(end.getTime() - 1))).toBe(true)
          if (end.getTime() < to) expect(calendar.isOpen(end)).toBe(false)
          const next = segments[index + 1]
          if (next) expect(calendar.nextOpen(end)).toEqual(next.start)
        }
      }),
    )
  })
})

it('answers the same whatever was asked before, and when it comes back from a store', () => {
  const anyYear = fc.integer({ min: 1900, max: 2199 })
  fc.assert(
    fc.property(
      anyCalendar,
      anyInstant,
      anyOpenTime,
      fc.array(anyYear, { maxLength: 3 }),
      (input, from, open, years) => {
        const [fresh, used] = [defineCalendar(input), defineCalendar(input)]
        for (const year of years) used.isOpen(new Date(Date.UTC(year, 6)))
        const stored = calendarOf(JSON.parse(JSON.stringify(fresh.definition)))
        expect(stored.definition).toEqual(fresh.definition)
        const answers = [fresh, used, stored].map((calendar) => [
          calendar.addMs(from, open),
          calendar.addMs(from, -open),
          calendar.betweenMs(from, from + open),
          calendar.nextOpen(new Date(from)),
          calendar.segments(new Date(from), new Date(from + 1e9)),
          calendar.explain(new Date(from), { seconds: Math.ceil(open / 1000) }),
        ])
        expect(answers[1]).toEqual(answers[0])
        expect(answers[2]).toEqual(answers[0])
      },
    ),
    { numRuns: 20 },
  )
})
