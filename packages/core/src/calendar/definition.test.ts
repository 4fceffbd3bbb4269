import { describe, expect, it } from 'vitest'
import { ALWAYS_OPEN } from './always-open.js'
import type { CalendarInput } from './calendar-types.js'
import { defineCalendar } from './define-calendar.js'

describe('a definition', () => {
  it('is complete and in order, however it was written', () => {
    const { definition } = defineCalendar({
      timeZone: 'Asia/Shanghai',
      weekly: {
        mon: [
          ['13:30', '18:00'],
          ['09:00', '12:00'],
        ],
      },
      holidays: ['2025-10-02', '2025-10-01', '2025-10-02'],
      shifts: { '2025-10-12': [], '2025-10-11': [['09:00', '18:00']] },
    })
    const closed = { tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
    expect(definition).toEqual({
      kind: 'hours',
      version: 1,
      timeZone: 'Asia/Shanghai',
      weekly: {
        mon: [
          ['09:00', '12:00'],
          ['13:30', '18:00'],
        ],
        ...closed,
      },
      holidays: ['2025-10-01', '2025-10-02'],
      shifts: { '2025-10-11': [['09:00', '18:00']], '2025-10-12': [] },
      breaks: {},
    })
    expect(Object.keys(definition.kind === 'hours' ? definition.shifts : {})).toEqual(['2025-10-11', '2025-10-12'])
  })

  it('stays what it was, whatever becomes of what it was made of', () => {
    const monday: [string, string][] = [['09:00', '12:00']]
    const calendar = defineCalendar({ timeZone: 'UTC', weekly: { mon: monday } })
    monday[0] = ['09:00', '10:00']
    monday.push(['13:00', '14:00'])
    expect(calendar.definition).toMatchObject({ weekly: { mon: [['09:00', '12:00']] } })
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen))
    expect(frozen(calendar)).toBe(true)
  })

  it('holds its version, and names zones in any case', () => {
    expect(
      defineCalendar({ timeZone: 'asia/SHANGHAI', weekly: { mon: [['09:00', '10:00']] }, version: 12 }).definition,
    ).toMatchObject({ version: 12, timeZone: 'asia/SHANGHAI' })
  })
})

describe('what a date has', () => {
  /** Mondays 09–12 and 13:30–18; 2025-06-02 is one. */
  const secondsOn = (more: Partial<CalendarInput>, date = '2025-06-02') => {
    const weekly = {
      mon: [
        ['09:00', '12:00'],
        ['13:30', '18:00'],
      ],
    } as const
    const calendar = defineCalendar({ timeZone: 'UTC', weekly, ...more })
    const midnight = new Date(`${date}T00:00Z`)
    return calendar.between(midnight, new Date(midnight.getTime() + 86_400_000)) / 3600
  }

  it('are the weekly openings', () => {
    expect(secondsOn({})).toBe(7.5)
    expect(secondsOn({}, '2025-06-03')).toBe(0)
  })

  it('but shifts replace them, also by nothing', () => {
    expect(secondsOn({ shifts: { '2025-06-02': [['10:00', '11:00']] } })).toBe(1)
    expect(secondsOn({ shifts: { '2025-06-02': [] } })).toBe(0)
    expect(secondsOn({ shifts: { '2025-06-03': [['09:00', '18:00']] } }, '2025-06-03')).toBe(9)
  })

  it('but a holiday goes before shifts', () => {
    expect(secondsOn({ holidays: ['2025-06-02'] })).toBe(0)
    expect(secondsOn({ holidays: ['2025-06-02'], shifts: { '2025-06-02': [['10:00', '11:00']] } })).toBe(0)
    expect(secondsOn({ holidays: ['2025-06-02'] }, '2025-06-09')).toBe(7.5)
  })

  it('less the breaks', () => {
    const breaks = {
      '2025-06-02': [
        ['11:30', '14:00'],
        ['15:00', '16:00'],
      ],
    } as const
    expect(secondsOn({ breaks })).toBe(2.5 + 3)
    expect(secondsOn({ breaks, shifts: { '2025-06-02': [['10:00', '15:30']] } })).toBe(1.5 + 1)
    expect(secondsOn({ breaks, holidays: ['2025-06-02'] })).toBe(0)
    expect(secondsOn({ breaks: { '2025-06-03': [['09:00', '18:00']] } })).toBe(7.5)
    expect(
      secondsOn({
        breaks: {
          '2025-06-02': [
            ['00:00', '09:00'],
            ['12:00', '13:30'],
            ['18:00', '24:00'],
          ],
        },
      }),
    ).toBe(7.5)
  })
})

describe('openings that touch are one', () => {
  const segments = (input: Partial<CalendarInput>, from: string, to: string) =>
    defineCalendar({ timeZone: 'Asia/Shanghai', ...input })
      .segments(new Date(from), new Date(to))
      .map(({ start, end }) => `${start.toISOString().slice(0, 16)}/${end.toISOString().slice(0, 16)}`)

  it('in a list', () => {
    const weekly = {
      mon: [
        ['12:00', '18:00'],
        ['09:00', '12:00'],
      ],
    } as const
    expect(segments({ weekly }, '2025-06-02', '2025-06-03')).toEqual(['2025-06-02T01:00/2025-06-02T10:00'])
  })

  it('over midnight, over the turn of the year, and with the shifts of the next date', () => {
    const weekly = { wed: [['22:00', '24:00']], thu: [['00:00', '06:00']] } as const
    expect(segments({ weekly }, '2025-06-01', '2025-06-07')).toEqual(['2025-06-04T14:00/2025-06-04T22:00'])
    // 2026-01-01 begins in the middle of a night shift: local midnight and that of UTC are both within it.
    const long = { ...weekly, thu: [['00:00', '12:00']] } as const
    expect(segments({ weekly: long }, '2025-12-30', '2026-01-03')).toEqual(['2025-12-31T14:00/2026-01-01T04:00'])
    const shifts = { '2025-06-05': [['00:00', '02:00']] } as const
    expect(segments({ weekly, shifts }, '2025-06-01', '2025-06-07')).toEqual(['2025-06-04T14:00/2025-06-04T18:00'])
    expect(segments({ weekly, holidays: ['2025-06-05'] }, '2025-06-01', '2025-06-07')).toEqual([
      '2025-06-04T14:00/2025-06-04T16:00',
    ])
  })

  it('when nothing ever closes, however long', () => {
    const [from, to] = [new Date('2019-12-31T23:59Z'), new Date('2031-01-01T00:01Z')]
    expect(ALWAYS_OPEN.segments(from, to)).toEqual([{ start: from, end: to }])
    expect(ALWAYS_OPEN.definition).toMatchObject({ kind: 'hours', version: 1, timeZone: 'UTC' })
  })
})
