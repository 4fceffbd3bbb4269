import type { Instant } from '../kernel/clock.js'
import type { OpeningSource } from './opening-source.js'
import { OpeningTable } from './opening-table.js'
import { checkInstant, REACH_END, REACH_START, yearOf, yearStart } from './reach.js'
import type { Span } from './spans.js'

/**
 * The openings of a calendar as one table, which begins with the year first asked about and grows when a question leaves
 * it, each time at least doubled, so that reading on costs no more than the years read. What it says follows from the
 * definition alone; only how much of it is there changes.
 */
export class Timeline {
  readonly #source: OpeningSource
  #table: OpeningTable | undefined
  #first = 0
  #last = -1

  /** @param source - of which at least one year can have openings */
  constructor(source: OpeningSource) {
    this.#source = source
  }

  /**
   * A table that covers an instant.
   *
   * @throws DocketError `INVALID_INPUT` for what is no instant of the years in which calendars reckon
   */
  covering(at: Instant): OpeningTable {
    const table = this.#table
    if (table !== undefined && at >= table.from && at < table.to && Number.isInteger(at)) return table
    checkInstant(at)
    const { firstYear, lastYear } = this.#source
    const year = Math.min(Math.max(yearOf(at), firstYear), lastYear)
    if (table === undefined) return this.#grow(year, year)
    if (year < this.#first) return this.#grow(Math.min(year, this.#first - this.#years), this.#last)
    return this.#grow(this.#first, Math.max(year, this.#last + this.#years))
  }

  /** A table that covers later years too; nothing when no later one can have openings. */
  later(): OpeningTable | undefined {
    if (this.#last >= this.#source.lastYear) return undefined
    return this.#grow(this.#first, this.#last + this.#years)
  }

  /** A table that covers earlier years too; nothing when no earlier one can have openings. */
  earlier(): OpeningTable | undefined {
    if (this.#first <= this.#source.firstYear) return undefined
    return this.#grow(this.#first - this.#years, this.#last)
  }

  get #years(): number {
    return this.#last - this.#first + 1
  }

  #grow(first: number, last: number): OpeningTable {
    const { firstYear, lastYear } = this.#source
    const begin = Math.max(first, firstYear)
    const end = Math.min(last, lastYear)
    // Beyond the years that can have openings, what is known is known for ever.
    const from = begin === firstYear ? REACH_START : yearStart(begin)
    const to = end === lastYear ? REACH_END : yearStart(end + 1)
    this.#table = this.#table
      ? this.#table.grown(from, this.#read(begin, this.#first - 1), to, this.#read(this.#last + 1, end))
      : new OpeningTable(from, to, this.#read(begin, end), 0)
    this.#first = begin
    this.#last = end
    return this.#table
  }

  #read(first: number, last: number): Span[] {
    const spans: Span[] = []
    for (let year = first; year <= last; year += 1) {
      for (const span of this.#source.openingsIn(year)) spans.push(span)
    }
    return spans
  }
}
