import { describe, expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import type { OpeningSource } from './opening-source.js'
import { yearStart } from './reach.js'
import { Timeline } from './timeline.js'

/** A source that is open for a second at the beginning of each of its years, and notes which years are read. */
function noted(firstYear: number, lastYear: number) {
  const read: number[] = []
  const source: OpeningSource = {
    firstYear,
    lastYear,
    namedYears: new Set(),
    openingsIn(year) {
      read.push(year)
      return [{ from: yearStart(year), to: yearStart(year) + 1000 }]
    },
  }
  return { timeline: new Timeline(source), read }
}

const years = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

describe('a timeline', () => {
  it('reads the year that is asked about, once', () => {
    const { timeline, read } = noted(1800, 2399)
    const table = timeline.covering(yearStart(2025))
    expect(timeline.covering(yearStart(2026) - 1)).toBe(table)
    expect(read).toEqual([2025])
    expect([table.from, table.to, table.count]).toEqual([yearStart(2025), yearStart(2026), 1])
  })

  it('doubles what it covers when asked further, and reads no year twice', () => {
    const { timeline, read } = noted(1800, 2399)
    timeline.covering(yearStart(2025))
    timeline.covering(yearStart(2026))
    timeline.covering(yearStart(2027))
    timeline.later()
    expect(read).toEqual(years(2025, 2032))
    timeline.earlier()
    expect(read.slice(8)).toEqual(years(2017, 2024))
    timeline.covering(yearStart(1950))
    const table = timeline.covering(yearStart(2100))
    expect([...read].sort()).toEqual(years(1950, 2115))
    expect([table.from, table.to, table.count]).toEqual([yearStart(1950), yearStart(2116), 166])
  })

  it('counts open time from where it began, however it grows', () => {
    const { timeline } = noted(1800, 2399)
    const until = (year: number) => timeline.covering(yearStart(year) + 5000).openUntil(yearStart(year) + 5000)
    expect([until(2025), until(2030), until(2000), until(2025), until(2030)]).toEqual([1000, 6000, -24_000, 1000, 6000])
  })

  it('reads nothing where there can be no openings, and does so once', () => {
    const { timeline, read } = noted(2020, 2022)
    const table = timeline.covering(yearStart(2300))
    expect(timeline.covering(yearStart(2399))).toBe(table)
    expect(read).toEqual([2022])
    const all = timeline.covering(yearStart(1850))
    expect(timeline.covering(yearStart(1800))).toBe(all)
    expect(timeline.covering(yearStart(2400) - 1)).toBe(all)
    expect([timeline.later(), timeline.earlier()]).toEqual([undefined, undefined])
    expect([...read].sort()).toEqual([2020, 2021, 2022])
  })

  it('covers no instant outside of the years of calendars', () => {
    const { timeline } = noted(1800, 2399)
    expect(timeline.covering(yearStart(1800)).count).toBe(1)
    for (const at of [yearStart(1800) - 1, yearStart(2400), Number.NaN, 0.5])
      thrown('INVALID_INPUT', () => timeline.covering(at))
    timeline.covering(yearStart(2399))
    for (const at of [yearStart(1800) - 1, yearStart(2400), Number.NaN, 0.5])
      thrown('INVALID_INPUT', () => timeline.covering(at))
  })
})
