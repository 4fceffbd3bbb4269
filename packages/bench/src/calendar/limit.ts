import { FIRST_HOUR, HOLIDAYS, LAST_HOUR, type Office, YEAR } from './offices.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * What somebody writes by hand who knows the openings: their starts in order, the open time before each, and binary
 * search. It knows one office and three years, checks nothing, and is as fast as it gets without tricks.
 */
export class Limit {
  readonly #starts: Float64Array
  readonly #before: Float64Array

  constructor(office: Office) {
    const { starts, before } = tablesOf(office)
    this.#starts = starts
    this.#before = before
  }

  add(from: number, milliseconds: number): number {
    const open = this.#openUntil(from) + milliseconds
    // Time that ends exactly with an opening ends there, not at the start of the next.
    const index = lastBelow(this.#before, open)
    return (this.#starts[index] as number) + open - (this.#before[index] as number)
  }

  between(a: number, b: number): number {
    return this.#openUntil(b) - this.#openUntil(a)
  }

  #openUntil(at: number): number {
    const index = lastUpTo(this.#starts, at)
    const open = (this.#before[index] as number) + at - (this.#starts[index] as number)
    return Math.min(open, this.#before[index + 1] as number)
  }
}

/** The starts of the office's openings from the year of the questions on, for three years, and the open time before each. */
export function tablesOf(office: Office): { starts: Float64Array; before: Float64Array } {
  const starts: number[] = []
  const before = [0]
  for (let day = Date.UTC(YEAR, 0, 1); day < Date.UTC(YEAR + 3, 0, 1); day += DAY_MS) {
    const date = new Date(day).toISOString().slice(0, 10)
    const weekday = new Date(day).getUTCDay()
    if (weekday === 0 || weekday === 6 || HOLIDAYS.includes(date)) continue
    starts.push(day + (FIRST_HOUR - office.aheadOn(date)) * HOUR_MS)
    before.push((before.at(-1) ?? 0) + (LAST_HOUR - FIRST_HOUR) * HOUR_MS)
  }
  return { starts: Float64Array.from(starts), before: Float64Array.from(before) }
}

function lastUpTo(sorted: Float64Array, number: number): number {
  let low = 0
  let high = sorted.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) <= number) low = middle
    else high = middle
  }
  return low
}

function lastBelow(sorted: Float64Array, number: number): number {
  let low = 0
  let high = sorted.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < number) low = middle
    else high = middle
  }
  return low
}
