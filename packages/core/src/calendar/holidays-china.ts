import * as z from 'zod'
import type { InputIssue } from '../kernel/error.js'
import { invalidInput, parseInput } from '../kernel/input.js'
import type { ChinaHolidayFile, ChinaHolidayOptions, ChinaHolidays } from './holidays-china-types.js'
import { dayOfDate } from './local-time.js'

const WHAT = 'holidaysFromChina'
const year = z.int().min(1900).max(2199)
const date = z.string().refine((text) => dayOfDate(text) !== undefined, 'must be a date, written YYYY-MM-DD')
const day = z.object({ name: z.string(), date, isOffDay: z.boolean() })
const input = z.strictObject({
  files: z.array(z.object({ year, days: z.array(day).max(400) })).max(300),
  years: z
    .strictObject({ from: year, to: year })
    .refine(({ from, to }) => from <= to, 'must not end before they begin'),
  hours: z.array(z.tuple([z.string(), z.string()])).min(1),
})

/**
 * Reads the public holidays of China with their make-up working days (调休) from the yearly files of holiday-cn. What is
 * no working day by the week alone stays so: give `weekly` its working days, and spread this beside it.
 *
 * A year's notice comes out in the autumn before. Until then its file holds no days or does not exist: such years are
 * told in `missingYears`, never taken for years without holidays. A notice may also order days of the December before,
 * and is the later word on them; so give the file after the last year wanted too, as soon as there is one.
 *
 * @param files - the parsed files, one a year, in any order
 * @throws DocketError `INVALID_INPUT` when a file has another form, names a date of another year, says of a date both that
 *   it is off and that it is not, or when a year comes twice
 * @example
 * ```ts
 * import { type ChinaHolidayFile, defineCalendar, holidaysFromChina } from '@docket/core'
 *
 * declare const files: ChinaHolidayFile[]
 * const hours = [['09:00', '18:00']] as const
 * const { missingYears, ...days } = holidaysFromChina(files, { years: { from: 2024, to: 2025 }, hours })
 * if (missingYears.length > 0) console.warn(`Holidays are not known yet for ${missingYears.join(', ')}`)
 * const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }
 * export const office = defineCalendar({ timeZone: 'Asia/Shanghai', weekly, ...days })
 * ```
 */
export function holidaysFromChina(files: readonly ChinaHolidayFile[], options: ChinaHolidayOptions): ChinaHolidays {
  const { years, hours, files: notices } = parseInput(input, { ...options, files }, WHAT)
  const issues = contradictions(notices)
  if (issues.length > 0) throw invalidInput(WHAT, issues)

  const isOff = new Map<string, boolean>()
  // The later notice has the last word.
  for (const file of notices.toSorted((one, other) => one.year - other.year)) {
    for (const { date, isOffDay } of file.days) isOff.set(date, isOffDay)
  }
  const dates = [...isOff.keys()].filter((date) => yearOf(date) >= years.from && yearOf(date) <= years.to).sort()
  const told = new Set(notices.filter(tellsItsYear).map((file) => file.year))
  const asked = Array.from({ length: years.to - years.from + 1 }, (_, index) => years.from + index)
  return {
    holidays: dates.filter((date) => isOff.get(date)),
    shifts: Object.fromEntries(dates.filter((date) => !isOff.get(date)).map((date) => [date, hours])),
    missingYears: asked.filter((year) => !told.has(year)),
  }
}

function contradictions(notices: readonly ChinaHolidayFile[]): InputIssue[] {
  const issues: InputIssue[] = []
  const firstOf = new Map<number, number>()
  for (const [index, file] of notices.entries()) {
    const first = firstOf.get(file.year)
    if (first !== undefined) {
      const message = `is ${file.year}, as that of file ${first}; give each year once`
      issues.push({ path: ['files', index, 'year'], code: 'repeated', message })
    }
    firstOf.set(file.year, first ?? index)
    const isOff = new Map<string, boolean>()
    for (const [place, { date, isOffDay }] of file.days.entries()) {
      const path = ['files', index, 'days', place]
      if (yearOf(date) !== file.year && !date.startsWith(`${file.year - 1}-12-`)) {
        const message = `is ${date}, but the notice for ${file.year} can only order days of that year and of the December before`
        issues.push({ path: [...path, 'date'], code: 'other_year', message })
      }
      if (isOff.get(date) === !isOffDay) {
        const message = `says of ${date} the opposite of an earlier entry`
        issues.push({ path: [...path, 'isOffDay'], code: 'contradiction', message })
      }
      isOff.set(date, isOffDay)
    }
  }
  return issues
}

const yearOf = (date: string): number => Number(date.slice(0, 4))
const tellsItsYear = (file: ChinaHolidayFile): boolean => file.days.some(({ date }) => yearOf(date) === file.year)
