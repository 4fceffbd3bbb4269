import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { holidaysFromChina } from './holidays-china.js'
import type { ChinaHolidayFile } from './holidays-china-types.js'
import { dateOfDay, dayOfDate, weekdayOf } from './local-time.js'

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
  const holidays = new Set(days.holidays)
  let count = 0
  for (let day = dayOfDate(`${year}-01-01`) ?? 0; dateOfDay(day) <= `${year}-12-31`; day += 1) {
    const isOpen = weekdayOf(day) < 5 || Object.hasOwn(days.shifts, dateOfDay(day))
    if (isOpen && !holidays.has(dateOfDay(day))) count += 1
  }
  expect(missingYears).toEqual([])
  expect(count).toBe(workingDays)
})

it.skipIf(!present)('the years beside them are told as missing', () => {
  const { missingYears } = holidaysFromChina([read(2024), read(2025)], { years: { from: 2023, to: 2026 }, hours })
  expect(missingYears).toEqual([2023, 2026])
})
