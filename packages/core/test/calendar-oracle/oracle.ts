import type { CalendarInput, Opening, Weekday } from '../../src/calendar/calendar-types.js'
import type { CalendarPlan } from './plan.js'
import { type Minute, type WallTime, wallTimeOf } from './wall-time.js'

// Not imported: the test runner looks an import up anew each time that it is used, and a walk uses these at each step.
const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440

/** So far a walk goes, in milliseconds, before it gives up. */
export const FARTHEST_MS = 100 * DAY_MINUTES * MINUTE_MS

/** What a walk says that came to no result: there are no more openings, or it was too far. */
export type NoResult = 'exhausted' | 'too far'

/**
 * Business time by walking minute by minute and asking each time whether it is open. Written from the words of the
 * specification, without a look at the engine; too slow for anything but checking it.
 */
export class Oracle {
  readonly #reader: Reader
  /** What was asked before: by the day (UTC) for each of its minutes whether it is open. */
  readonly #days = new Map<number, Uint8Array>()
  #lastDay = Number.NaN
  #lastMinutes: Uint8Array = new Uint8Array(0)

  constructor(plan: CalendarPlan) {
    this.#reader = readerOf(plan)
  }

  /** Whether it is known where its openings end on both sides, so that it can be seen whether it has any. */
  get isFinite(): boolean {
    return Number.isFinite(this.#reader.first) && Number.isFinite(this.#reader.last)
  }

  /** Whether it is open at some time from one instant to another, or at all where its openings end. */
  isEverOpen(from: number, to: number): boolean {
    const [first, last] = this.isFinite ? [this.#reader.first, this.#reader.last] : [from / MINUTE_MS, to / MINUTE_MS]
    for (let minute = Math.floor(first); minute < last; minute += 1) if (this.#isOpen(minute)) return true
    return false
  }

  isOpen(at: number): boolean {
    return this.#isOpen(Math.floor(at / MINUTE_MS))
  }

  /** Forward, or back when negative. */
  add(from: number, milliseconds: number): number | NoResult {
    if (milliseconds < 0) return this.#goBack(from, -milliseconds)
    let left = milliseconds
    let at = from
    while (left > 0) {
      if (at >= this.#reader.last * MINUTE_MS) return 'exhausted'
      if (at - from > FARTHEST_MS) return 'too far'
      const minute = Math.floor(at / MINUTE_MS)
      const next = (minute + 1) * MINUTE_MS
      if (this.#isOpen(minute)) {
        if (next - at >= left) return at + left
        left -= next - at
      }
      at = next
    }
    return at
  }

  #goBack(from: number, milliseconds: number): number | NoResult {
    let left = milliseconds
    let at = from
    while (left > 0) {
      if (at <= this.#reader.first * MINUTE_MS) return 'exhausted'
      if (from - at > FARTHEST_MS) return 'too far'
      const minute = Math.ceil(at / MINUTE_MS) - 1
      const before = minute * MINUTE_MS
      if (this.#isOpen(minute)) {
        if (at - before >= left) return at - left
        left -= at - before
      }
      at = before
    }
    return at
  }

  /** In milliseconds. */
  between(a: number, b: number): number {
    if (b < a) return -this.between(b, a)
    return this.segments(a, b).reduce((sum, { start, end }) => sum + end - start, 0)
  }

  nextOpen(at: number): number | NoResult {
    if (this.isOpen(at)) return at
    for (let minute = Math.floor(at / MINUTE_MS) + 1; ; minute += 1) {
      if (minute >= this.#reader.last) return 'exhausted'
      if (minute * MINUTE_MS - at > FARTHEST_MS) return 'too far'
      if (this.#isOpen(minute)) return minute * MINUTE_MS
    }
  }

  segments(from: number, to: number): { start: number; end: number }[] {
    const found: { start: number; end: number }[] = []
    for (let at = from; at < to; ) {
      const minute = Math.floor(at / MINUTE_MS)
      const end = Math.min((minute + 1) * MINUTE_MS, to)
      const last = found.at(-1)
      if (this.#isOpen(minute)) {
        if (last?.end === at) last.end = end
        else found.push({ start: at, end })
      }
      at = end
    }
    return found
  }

  #isOpen(utc: Minute): boolean {
    const day = Math.floor(utc / DAY_MINUTES)
    if (day !== this.#lastDay) {
      this.#lastDay = day
      this.#lastMinutes = this.#days.get(day) ?? this.#ask(day)
    }
    return this.#lastMinutes[utc - day * DAY_MINUTES] === 1
  }

  #ask(day: number): Uint8Array {
    const minutes = new Uint8Array(DAY_MINUTES)
    for (let minute = 0; minute < DAY_MINUTES; minute += 1) {
      if (this.#reader.isOpen(day * DAY_MINUTES + minute)) minutes[minute] = 1
    }
    this.#days.set(day, minutes)
    return minutes
  }
}

interface Reader {
  isOpen(utc: Minute): boolean
  /** No minute before it is open. */
  readonly first: Minute
  /** No minute from it on is open. */
  readonly last: Minute
}

function readerOf(plan: CalendarPlan): Reader {
  if (!('kind' in plan)) return new Hours(plan)
  const readers = plan.of.map(readerOf)
  if (plan.kind === 'union') {
    return {
      isOpen: (utc) => readers.some((reader) => reader.isOpen(utc)),
      first: Math.min(...readers.map(({ first }) => first)),
      last: Math.max(...readers.map(({ last }) => last)),
    }
  }
  return {
    isOpen: (utc) => readers.every((reader) => reader.isOpen(utc)),
    first: Math.max(...readers.map(({ first }) => first)),
    last: Math.min(...readers.map(({ last }) => last)),
  }
}

const WEEKDAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

class Hours implements Reader {
  readonly first: Minute
  readonly last: Minute
  readonly #input: CalendarInput
  readonly #wall: WallTime
  /** By the local day: for each of its minutes whether that is open. A walk mostly stays within a day. */
  readonly #days = new Map<number, Uint8Array>()
  #lastDay = Number.NaN
  #lastMinutes: Uint8Array = new Uint8Array(0)

  constructor(input: CalendarInput) {
    this.#input = input
    this.#wall = wallTimeOf(input.timeZone)
    const isWeekly = Object.values(input.weekly ?? {}).some((openings) => openings.length > 0)
    const shifts = Object.keys(input.shifts ?? {}).map((date) => Date.parse(date) / MINUTE_MS)
    // Local time is less than two days away from UTC.
    this.first = isWeekly ? Number.NEGATIVE_INFINITY : Math.min(...shifts) - 2 * DAY_MINUTES
    this.last = isWeekly ? Number.POSITIVE_INFINITY : Math.max(...shifts) + 3 * DAY_MINUTES
  }

  isOpen(utc: Minute): boolean {
    const local = this.#wall.at(utc)
    const day = Math.floor(local / DAY_MINUTES)
    if (day !== this.#lastDay) {
      this.#lastDay = day
      this.#lastMinutes = this.#minutesOf(day)
    }
    return this.#lastMinutes[local - day * DAY_MINUTES] === 1
  }

  #minutesOf(day: number): Uint8Array {
    const known = this.#days.get(day)
    if (known) return known
    const minutes = new Uint8Array(DAY_MINUTES)
    this.#days.set(day, minutes)
    const midnight = new Date(day * DAY_MINUTES * MINUTE_MS)
    const date = midnight.toISOString().slice(0, 10)
    const { weekly = {}, holidays = [], shifts = {}, breaks = {} } = this.#input
    if (holidays.includes(date)) return minutes
    const weekday = WEEKDAYS[midnight.getUTCDay()] ?? 'sun'
    for (const [start, end] of shifts[date] ?? weekly[weekday] ?? []) minutes.fill(1, minuteOf(start), minuteOf(end))
    for (const [start, end] of breaks[date] ?? []) minutes.fill(0, minuteOf(start), minuteOf(end))
    return minutes
  }
}

function minuteOf(time: Opening[0]): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
