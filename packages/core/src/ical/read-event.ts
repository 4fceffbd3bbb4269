import type { InputIssue } from '../kernel/error.js'
import { invalidInput } from '../kernel/input.js'
import { dayOf } from './days.js'
import { type FeedProperty, WHAT } from './read-feed.js'
import { RuleProblem, readRule, type YearlyRule } from './yearly-rule.js'

/** An event of a feed, as far as holidays need it. Days count from 1970-01-01. */
export interface FeedEvent {
  readonly uid: string | null
  readonly summary: string | null
  /** What `X-APPLE-SPECIAL-DAY` says. */
  readonly mark: string | null
  readonly isCancelled: boolean
  /** Its first day; null when it begins at a time of day. */
  readonly start: number | null
  /** How many days it lasts. */
  readonly length: number
  readonly rule: YearlyRule | null
  /** Days on which it takes place too, and on which it does not. */
  readonly added: readonly number[]
  readonly removed: readonly number[]
  /** The occurrence of its series that it stands for. */
  readonly replaces: number | null
  /** Whether it repeats, or changes its series, in a way that is not understood. */
  readonly isBeyond: boolean
}

/** Reads an event; `place` is its number within the feed, for errors. */
export function readEvent(properties: readonly FeedProperty[], place: number): FeedEvent {
  const reader = new EventReader(properties, place)
  const start = reader.start()
  const rule = reader.rule()
  const replaced = reader.one('recurrence-id')
  const addedTimes = reader.all('rdate').some(({ type }) => type !== 'date')
  return {
    uid: reader.text('uid'),
    summary: reader.text('summary'),
    mark: reader.text('x-apple-special-day'),
    isCancelled: reader.text('status')?.toUpperCase() === 'CANCELLED',
    start,
    length: start === null ? 0 : reader.length(start),
    rule,
    added: addedTimes || start === null ? [] : reader.days('rdate'),
    removed: start === null ? [] : reader.days('exdate'),
    replaces: replaced && reader.day(replaced, replaced.values[0]),
    isBeyond:
      addedTimes ||
      (rule === null && reader.all('rrule').length > 0) ||
      reader.all('exrule').length > 0 ||
      replaced?.parameters['range'] !== undefined,
  }
}

class EventReader {
  readonly #properties: readonly FeedProperty[]
  readonly #place: number

  constructor(properties: readonly FeedProperty[], place: number) {
    this.#properties = properties
    this.#place = place
  }

  all(name: string): FeedProperty[] {
    return this.#properties.filter((property) => property.name === name)
  }

  one(name: string): FeedProperty | null {
    const found = this.all(name)
    if (found.length > 1) throw this.#problem(name, 'comes more than once')
    return found[0] ?? null
  }

  text(name: string): string | null {
    const value = this.all(name)[0]?.values[0]
    return typeof value === 'string' ? value : null
  }

  start(): number | null {
    const property = this.one('dtstart')
    if (property === null) throw this.#problem('dtstart', 'is missing')
    return isDate(property) ? this.day(property, property.values[0]) : null
  }

  length(start: number): number {
    const end = this.one('dtend')
    const duration = this.one('duration')
    if (end !== null && !isDate(end)) throw this.#problem('dtend', 'is a time of day, where the start is a date')
    if (end !== null) {
      const days = this.day(end, end.values[0]) - start
      if (days < 0) throw this.#problem('dtend', 'lies before the start')
      // Some programs write a single day with its own date as its end.
      return Math.max(1, days)
    }
    if (duration === null) return 1
    const [, weeks = 0, days = 0] = /^P(?:(\d{1,6})W|(\d{1,6})D)$/.exec(String(duration.values[0])) ?? []
    const length = Number(weeks) * 7 + Number(days)
    if (length < 1) throw this.#problem('duration', 'is no number of days or weeks, where the start is a date')
    return length
  }

  rule(): YearlyRule | null {
    const rules = this.all('rrule')
    if (rules.length > 1) return null
    const parts = rules[0]?.values[0]
    if (parts === undefined) return null
    try {
      return readRule(parts as Record<string, unknown>)
    } catch (error) {
      throw error instanceof RuleProblem ? this.#problem('rrule', error.message) : error
    }
  }

  days(name: string): number[] {
    return this.all(name).flatMap((property) => property.values.map((value) => this.day(property, value)))
  }

  day(property: FeedProperty, value: unknown): number {
    const day = dayOf(String(value).slice(0, 10))
    if (day === undefined) throw this.#problem(property.name, 'is no date')
    return day
  }

  #problem(name: string, message: string): Error {
    const issue: InputIssue = { path: ['events', this.#place, name.toUpperCase()], code: 'malformed', message }
    return invalidInput(WHAT, [issue])
  }
}

// A date without `VALUE=DATE` is meant as a date all the same; the parser leaves its time empty.
const isDate = ({ type, values }: FeedProperty): boolean => type === 'date' || String(values[0]).endsWith('T::')
