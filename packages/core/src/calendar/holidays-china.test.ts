import { describe, expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import { holidaysFromChina } from './holidays-china.js'
import type { ChinaHolidayDay, ChinaHolidayFile } from './holidays-china-types.js'

const hours = [['09:00', '12:00'] as const, ['13:30', '18:00'] as const]
const off = (date: string): ChinaHolidayDay => ({ name: '元旦', date, isOffDay: true })
const work = (date: string): ChinaHolidayDay => ({ name: '元旦', date, isOffDay: false })
const file = (year: number, ...days: ChinaHolidayDay[]): ChinaHolidayFile => ({ year, days })
const read = (files: readonly ChinaHolidayFile[], from: number, to: number) =>
  holidaysFromChina(files, { years: { from, to }, hours })

describe('holidaysFromChina', () => {
  it('makes holidays of days off and shifts of make-up working days, in order', () => {
    const days = read([file(2030, off('2030-10-02'), work('2030-09-29'), off('2030-10-01'))], 2030, 2030)
    expect(days).toEqual({ holidays: ['2030-10-01', '2030-10-02'], shifts: { '2030-09-29': hours }, missingYears: [] })
  })

  it('merges years, and takes the days of a December from the notice for the next year', () => {
    const files = [file(2031, off('2030-12-31'), work('2030-12-28'), off('2031-01-01')), file(2030, off('2030-01-01'))]
    expect(read(files, 2030, 2031).holidays).toEqual(['2030-01-01', '2030-12-31', '2031-01-01'])
    expect(read(files, 2030, 2030)).toEqual({
      holidays: ['2030-01-01', '2030-12-31'],
      shifts: { '2030-12-28': hours },
      missingYears: [],
    })
    expect(read(files, 2031, 2031).holidays).toEqual(['2031-01-01'])
  })

  it('lets the later notice have the last word on a December', () => {
    const files = [file(2031, work('2030-12-31'), off('2031-01-01')), file(2030, off('2030-12-31'))]
    expect(read(files, 2030, 2031)).toMatchObject({ holidays: ['2031-01-01'], shifts: { '2030-12-31': hours } })
    expect(read(files.toReversed(), 2030, 2031)).toEqual(read(files, 2030, 2031))
  })

  it('tells the years that no file tells about, also where a file is there without a day of its year', () => {
    const files = [file(2030, off('2030-01-01')), file(2031), file(2032, off('2031-12-31'))]
    expect(read(files, 2029, 2033).missingYears).toEqual([2029, 2031, 2032, 2033])
    expect(read([], 2030, 2030)).toEqual({ holidays: [], shifts: {}, missingYears: [2030] })
  })

  const given = (...days: unknown[]) => [{ year: 2030, days }] as unknown as ChinaHolidayFile[]
  it.each<[string, ChinaHolidayFile[], (string | number)[]]>([
    ['a date that does not exist', given(off('2030-02-30')), ['files', 0, 'days', 0, 'date']],
    ['a date in another form', given(off('2030-1-1')), ['files', 0, 'days', 0, 'date']],
    ['a flag as a text', given({ ...off('2030-01-01'), isOffDay: 'true' }), ['files', 0, 'days', 0, 'isOffDay']],
    ['no flag', given(off('2030-01-01'), { name: '元旦', date: '2030-01-02' }), ['files', 0, 'days', 1, 'isOffDay']],
    ['no days', [{ year: 2030 }] as ChinaHolidayFile[], ['files', 0, 'days']],
    ['no list', { year: 2030, days: [] } as unknown as ChinaHolidayFile[], ['files']],
    ['a year as a text', [{ year: '2030', days: [] }] as unknown as ChinaHolidayFile[], ['files', 0, 'year']],
    ['a date of the year after', [file(2030, off('2031-01-01'))], ['files', 0, 'days', 0, 'date']],
    ['a date of the November before', [file(2030, off('2029-11-30'))], ['files', 0, 'days', 0, 'date']],
    ['a contradiction', [file(2030, off('2030-01-01'), work('2030-01-01'))], ['files', 0, 'days', 1, 'isOffDay']],
    ['a year twice', [file(2030), file(2031), file(2030)], ['files', 2, 'year']],
  ])('refuses %s with its path', (_, files, path) => {
    const { details } = thrown('INVALID_INPUT', () => read(files, 2030, 2030))
    expect(details.issues?.map((issue) => issue.path)).toEqual([path])
  })

  it.each<[string, unknown, (string | number)[]]>([
    ['no openings', { years: { from: 2030, to: 2030 }, hours: [] }, ['hours']],
    ['years in the wrong order', { years: { from: 2031, to: 2030 }, hours }, ['years']],
    ['a year that is none', { years: { from: 2030, to: 2030.5 }, hours }, ['years', 'to']],
    ['an option that is not known', { years: { from: 2030, to: 2030 }, hours, year: 2030 }, ['year']],
    ['no options', undefined, ['years']],
  ])('refuses %s with its path', (_, options, path) => {
    const { details } = thrown('INVALID_INPUT', () => holidaysFromChina([], options as never))
    expect(details.issues?.[0]?.path).toEqual(path)
  })
})
