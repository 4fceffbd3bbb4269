/** A minute, as the number of whole minutes since 1970-01-01T00:00, of UTC or of local time. */
export type Minute = number

export const MINUTE_MS = 60_000
export const DAY_MINUTES = 1_440

/** How far apart changes are looked for; where they begin cases, one that is missed is only tried less often. */
const LOOK_DAYS = 5
const WRITTEN = /^(\d+)\/(\d+)\/(\d{4}), (\d{2}):(\d{2}):(\d{2})$/

/**
 * Tells the local wall-clock time of each minute of UTC in a zone, by asking Intl for the date and time, and nothing
 * else. Offsets are whole minutes in the years that are tried (2000 to 2037), which is checked with every question; so
 * within a minute of UTC the local time goes on steadily.
 */
export class WallTime {
  readonly #format: Intl.DateTimeFormat
  /** By the day (UTC): its first minute where the clock goes on steadily through all of it, else all its minutes. */
  readonly #days = new Map<number, Minute | readonly Minute[]>()
  /** By the day (UTC): its first minute. */
  readonly #begins = new Map<number, Minute>()
  #lastDay = Number.NaN
  #lastMinutes: Minute | readonly Minute[] = Number.NaN

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    })
  }

  /** The local minute of a minute of UTC. */
  at(utc: Minute): Minute {
    const day = Math.floor(utc / DAY_MINUTES)
    if (day !== this.#lastDay) {
      this.#lastDay = day
      this.#lastMinutes = this.#dayOf(day)
    }
    const minute = utc - day * DAY_MINUTES
    return typeof this.#lastMinutes === 'number'
      ? this.#lastMinutes + minute
      : (this.#lastMinutes[minute] ?? Number.NaN)
  }

  /** Minutes of UTC in which the clock is changed, from the start of a day (UTC) on, for so many days. */
  changes(firstDay: number, days: number): Minute[] {
    const ahead = (day: number) => this.at(day * DAY_MINUTES) - day * DAY_MINUTES
    const found: Minute[] = []
    for (let day = firstDay; day < firstDay + days; day += LOOK_DAYS) {
      if (ahead(day) === ahead(day + LOOK_DAYS)) continue
      for (let minute = day * DAY_MINUTES + 1; minute <= (day + LOOK_DAYS) * DAY_MINUTES; minute += 1) {
        if (this.at(minute) !== this.at(minute - 1) + 1) found.push(minute)
      }
    }
    return found
  }

  #dayOf(day: number): Minute | readonly Minute[] {
    const known = this.#days.get(day)
    if (known !== undefined) return known
    const first = day * DAY_MINUTES
    const begin = this.#beginOf(day)
    // No zone changes its clock twice within 24 hours in these years: what ends as far on as it should went on steadily.
    const isSteady = this.#beginOf(day + 1) === begin + DAY_MINUTES
    const found = isSteady ? begin : Array.from({ length: DAY_MINUTES }, (_, minute) => this.#ask(first + minute))
    this.#days.set(day, found)
    return found
  }

  #beginOf(day: number): Minute {
    const known = this.#begins.get(day)
    if (known !== undefined) return known
    const begin = this.#ask(day * DAY_MINUTES)
    this.#begins.set(day, begin)
    return begin
  }

  #ask(utc: Minute): Minute {
    const text = this.#format.format(utc * MINUTE_MS)
    const [, month, day, year, hour, minute, second] = (WRITTEN.exec(text) ?? []).map(Number)
    if (year === undefined || month === undefined || second !== 0) throw new Error(`Not to the minute: ${text}`)
    return Date.UTC(year, month - 1, day, hour, minute) / MINUTE_MS
  }
}

const zones = new Map<string, WallTime>()

/** The wall-clock time of a zone, each zone asked about once. */
export function wallTimeOf(timeZone: string): WallTime {
  const known = zones.get(timeZone) ?? new WallTime(timeZone)
  zones.set(timeZone, known)
  return known
}
