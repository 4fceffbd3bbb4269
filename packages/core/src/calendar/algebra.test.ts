import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCalendar, anyInstant, anyOpenTime } from '../../test/any-calendar.js'
import { thrown } from '../../test/thrown.js'
import { intersectionOf, unionOf } from './algebra.js'
import { ALWAYS_OPEN } from './always-open.js'
import type { BusinessCalendar, CalendarDefinition, CalendarInput } from './calendar-types.js'
import { calendarOf, defineCalendar } from './define-calendar.js'

const WEEK: Readonly<NonNullable<CalendarInput['weekly']>> = {
  mon: [['09:00', '17:00']],
  wed: [['22:00', '24:00']],
  thu: [['00:00', '06:00']],
}
const calendars = { some: anyCalendar.map(defineCalendar), instant: anyInstant, open: anyOpenTime }

/** That two calendars say the same about some instants and spans. */
function expectSame(one: BusinessCalendar, other: BusinessCalendar, from: number, open: number): void {
  expect(other.addMs(from, open)).toBe(one.addMs(from, open))
  expect(other.betweenMs(from, from + open)).toBe(one.betweenMs(from, from + open))
  const window = [new Date(from), new Date(from + 20 * 86_400_000)] as const
  expect(other.segments(...window)).toEqual(one.segments(...window))
}

describe('calendars combined', () => {
  it('are open when one is, or when all are', () => {
    // Both are open all through the week of the check, so that an intersection of them exists.
    const shared = (input: CalendarInput) => ({
      ...input,
      shifts: { ...input.shifts, '2027-06-07': [['00:00', '24:00']] as const },
    })
    fc.assert(
      fc.property(
        anyCalendar,
        anyCalendar,
        fc.array(anyInstant, { minLength: 20, maxLength: 40 }),
        (one, other, instants) => {
          const parts = [defineCalendar(shared(one)), defineCalendar(shared(other))]
          const [either, both] = [unionOf(parts), intersectionOf(parts)]
          for (const at of instants.map((instant) => new Date(instant))) {
            const open = parts.map((part) => part.isOpen(at))
            expect(either.isOpen(at)).toBe(open.includes(true))
            expect(both.isOpen(at)).toBe(!open.includes(false))
          }
        },
      ),
    )
  })

  it('with themselves are themselves', () => {
    fc.assert(
      fc.property(calendars.some, calendars.instant, calendars.open, (calendar, from, open) => {
        expectSame(calendar, unionOf([calendar, calendar]), from, open)
        expectSame(calendar, intersectionOf([calendar, calendar]), from, open)
      }),
    )
  })

  it('with what never closes are the calendar, or never close', () => {
    fc.assert(
      fc.property(calendars.some, calendars.instant, calendars.open, (calendar, from, open) => {
        expectSame(calendar, intersectionOf([ALWAYS_OPEN, calendar]), from, open)
        expectSame(ALWAYS_OPEN, unionOf([ALWAYS_OPEN, calendar]), from, open)
      }),
    )
  })

  it('may change places and be grouped', () => {
    fc.assert(
      fc.property(
        calendars.some,
        calendars.some,
        calendars.some,
        calendars.instant,
        calendars.open,
        (a, b, c, from, open) => {
          expectSame(unionOf([a, b]), unionOf([b, a]), from, open)
          expectSame(unionOf([a, b, c]), unionOf([a, unionOf([b, c])]), from, open)
          const [ab, ac] = [unionOf([a, b]), unionOf([a, c])]
          // Both hold what `a` has, so they have openings in common.
          expectSame(intersectionOf([ab, ac]), intersectionOf([ac, ab]), from, open)
          expectSame(intersectionOf([a, ab]), a, from, open)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('may lie in different zones: the hours that Shanghai and Berlin share', () => {
    const shanghai = defineCalendar({ timeZone: 'Asia/Shanghai', weekly: { tue: [['09:00', '18:00']] } })
    const berlin = defineCalendar({ timeZone: 'Europe/Berlin', weekly: { tue: [['09:00', '17:00']] } })
    const both = intersectionOf([shanghai, berlin])
    const window = [new Date('2025-03-24T00:00Z'), new Date('2025-04-04T00:00Z')] as const
    expect(both.segments(...window)).toEqual([
      { start: new Date('2025-03-25T08:00Z'), end: new Date('2025-03-25T10:00Z') },
      { start: new Date('2025-04-01T07:00Z'), end: new Date('2025-04-01T10:00Z') },
    ])
    expect(unionOf([shanghai, berlin]).between(...window)).toBe(2 * (9 + 8) * 3600 - 5 * 3600)
  })

  it('may share what only a clock change brings together', () => {
    // London and New York are four hours apart only while one of them has changed its clocks and the other has not.
    const london = defineCalendar({ timeZone: 'Europe/London', weekly: { mon: [['13:00', '14:00']] } })
    const newYork = defineCalendar({ timeZone: 'America/New_York', weekly: { mon: [['09:00', '10:00']] } })
    const both = intersectionOf([london, newYork])
    expect(both.nextOpen(new Date('2025-01-01T00:00Z'))).toEqual(new Date('2025-03-10T13:00Z'))
    expect(both.add(new Date('2025-01-01T00:00Z'), { hours: 4 })).toEqual(new Date('2025-10-27T14:00Z'))
  })

  it('are data that goes through JSON', () => {
    const night = defineCalendar({ timeZone: 'Asia/Shanghai', weekly: WEEK, version: 3 })
    const calendar = intersectionOf([unionOf([night, ALWAYS_OPEN], { version: 2 }), night], { version: 7 })
    const { definition } = calendar
    expect(definition).toMatchObject({
      kind: 'intersection',
      version: 7,
      of: [{ kind: 'union', version: 2 }, { version: 3 }],
    })
    const stored = calendarOf(JSON.parse(JSON.stringify(definition)))
    expect(stored.definition).toEqual(definition)
    expectSame(calendar, stored, Date.UTC(2025, 0), 1e9)
    expect(unionOf([night]).definition.version).toBe(1)
  })
})

describe('a combination is refused', () => {
  const shanghai = (weekly: CalendarInput['weekly'] & object) => defineCalendar({ timeZone: 'Asia/Shanghai', weekly })
  const monday = shanghai({ mon: [['09:00', '12:00']] })

  it('when its calendars are never open at the same time', () => {
    const error = thrown('INVALID_DEFINITION', () => intersectionOf([monday, shanghai({ mon: [['12:00', '18:00']] })]))
    expect(error.message).toContain('never open at the same time')
    expect(error.details.issues).toMatchObject([{ path: [], code: 'never_open' }])
  })

  it('when one inside of it is never open', () => {
    const never = {
      kind: 'intersection',
      version: 1,
      of: [monday.definition, shanghai({ tue: [['09:00', '12:00']] }).definition],
    } as const
    const error = thrown('INVALID_DEFINITION', () =>
      calendarOf({ kind: 'union', version: 1, of: [monday.definition, never] }),
    )
    expect(error.details.issues).toMatchObject([{ path: ['of', 1], code: 'never_open' }])
    expect(error.message).toContain('of[1] is never open')
  })

  it('with the innermost one that is never open, and not with those around it', () => {
    const dated = (date: string) =>
      defineCalendar({ timeZone: 'UTC', shifts: { [date]: [['09:00', '12:00']] } }).definition
    const never: CalendarDefinition = {
      kind: 'intersection',
      version: 1,
      of: [dated('2025-01-01'), dated('2026-01-01')],
    }
    const around: CalendarDefinition = { kind: 'union', version: 1, of: [never] }
    const error = thrown('INVALID_DEFINITION', () => calendarOf({ kind: 'intersection', version: 1, of: [around] }))
    expect(error.details.issues?.map(({ path }) => path.join('.'))).toEqual(['of.0.of.0'])
  })

  it('when the shifts that it needs lie on other dates', () => {
    const dated = (date: string) => defineCalendar({ timeZone: 'UTC', shifts: { [date]: [['09:00', '12:00']] } })
    expect(intersectionOf([ALWAYS_OPEN, dated('2350-05-05')]).isOpen(new Date('2350-05-05T09:00Z'))).toBe(true)
    thrown('INVALID_DEFINITION', () => intersectionOf([dated('2025-01-01'), dated('2035-01-01')]))
  })

  it('when there is nothing to combine, or something else', () => {
    const issues = (call: () => unknown) => thrown('INVALID_DEFINITION', call).details.issues
    expect(issues(() => unionOf([]))).toMatchObject([{ path: ['of'], code: 'empty' }])
    expect(issues(() => unionOf([monday, {} as BusinessCalendar]))).toMatchObject([{ path: ['of', 1] }])
    expect(issues(() => unionOf([monday], { version: 0 }))).toMatchObject([{ path: ['version'], code: 'version' }])
    const misspelt = { ...monday.definition, holidys: [] }
    expect(issues(() => calendarOf({ kind: 'union', version: 1, of: [misspelt] }))).toMatchObject([
      { path: ['of', 0, 'holidys'], code: 'unknown_key' },
    ])
  })

  it('when it is nested or made up without end', () => {
    let deep = monday
    const deepen = () => {
      for (let depth = 0; depth < 20; depth += 1) deep = unionOf([deep, ALWAYS_OPEN])
    }
    thrown('INVALID_DEFINITION', deepen)
    expect(thrown('INVALID_DEFINITION', () => unionOf(Array.from({ length: 65 }, () => monday))).message).toContain(
      '16',
    )
  })
})
