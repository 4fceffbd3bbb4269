import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { defineCalendar } from './define-calendar.js'
import { holidaysFromChina } from './holidays-china.js'
import type { ChinaHolidayFile } from './holidays-china-types.js'

// The files of holiday-cn lie beside the repository, where they lie at all.
const FOLDER = new URL('../../../../../shared/data/holidays-cn/', import.meta.url)
const present = existsSync(FOLDER)
if (!present) console.warn('NOT RUN: the working days of China, because the files of holiday-cn are not here')

const read = (year: number): ChinaHolidayFile =>
  JSON.parse(readFileSync(new URL(`${year}.json`, FOLDER), 'utf8')) as ChinaHolidayFile
const hours = [['09:00', '18:00']] as const

it.skipIf(!present).each([
  [2024, 251],
  [2025, 248],
])('the notice for %i leaves %i working days', (year, workingDays) => {
  const { missingYears, ...days } = holidaysFromChina([read(2025), read(2024)], {
    years: { from: year, to: year },
    hours,
  })
  const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }
  const office = defineCalendar({ timeZone: 'Asia/Shanghai', weekly, ...days })
  const midnight = (date: string) => new Date(`${date}T00:00:00+08:00`)
  // One opening a day.
  const openings = office.segments(midnight(`${year}-01-01`), midnight(`${year + 1}-01-01`))
  expect(missingYears).toEqual([])
  expect(openings).toHaveLength(workingDays)
})

it.skipIf(!present)('the years beside them are told as missing', () => {
  const { missingYears } = holidaysFromChina([read(2024), read(2025)], { years: { from: 2023, to: 2026 }, hours })
  expect(missingYears).toEqual([2023, 2026])
})
