import type { Instant } from '../kernel/clock.js'
import { SortedNumbers } from './sorted-numbers.js'
import { appendSpan, type Span } from './spans.js'

/**
 * The openings of some years in a row, and how much open time lies before each: both sorted, so that the way from an
 * instant to open time and back is one search each, however long the time. Open time is counted from where the first
 * table of a timeline began, so that it means the same in a table that covers more.
 */
export class OpeningTable {
  /** The first instant that it covers. */
  readonly from: Instant
  /** The first instant that it no longer covers. */
  readonly to: Instant
  /** When each opening begins. */
  readonly starts: SortedNumbers
  /** The open milliseconds before each opening, and at last before the end. */
  readonly before: SortedNumbers

  /** @param spans - the openings in order; touching ones are one */
  constructor(from: Instant, to: Instant, spans: readonly Span[], openBefore: number) {
    const starts = new Float64Array(spans.length)
    const before = new Float64Array(spans.length + 1)
    let open = openBefore
    for (const [index, span] of spans.entries()) {
      starts[index] = span.from
      before[index] = open
      open += span.to - span.from
    }
    before[spans.length] = open
    this.from = from
    this.to = to
    this.starts = new SortedNumbers(starts)
    this.before = new SortedNumbers(before)
  }

  get count(): number {
    return this.starts.values.length
  }

  /** The open time before the first opening. */
  get least(): number {
    return this.before.values[0] as number
  }

  /** The open time up to the end of the last opening. */
  get most(): number {
    return this.before.values[this.starts.values.length] as number
  }

  startOf(index: number): Instant {
    return this.starts.values[index] as number
  }

  endOf(index: number): Instant {
    return this.startOf(index) + this.lengthOf(index)
  }

  lengthOf(index: number): number {
    const { values } = this.before
    return (values[index + 1] as number) - (values[index] as number)
  }

  /** The open time up to an instant that the table covers. */
  openUntil(at: Instant): number {
    const index = this.starts.lastUpTo(at)
    if (index < 0) return this.least
    const open = (this.before.values[index] as number) + at - this.startOf(index)
    return Math.min(open, this.before.values[index + 1] as number)
  }

  /** The earliest instant with so much open time before it, which is more than `least` and at most `most`. */
  earliestWith(open: number): Instant {
    // Of two openings of which one ends and one begins with this much, the one that ends.
    return this.#instantIn(this.before.lastUpTo(open - 1), open)
  }

  /** The latest instant with so much open time before it, which is at least `least` and less than `most`. */
  latestWith(open: number): Instant {
    return this.#instantIn(this.before.lastUpTo(open), open)
  }

  #instantIn(index: number, open: number): Instant {
    return this.startOf(index) + open - (this.before.values[index] as number)
  }

  /** The table with what lies before and after it. */
  grown(from: Instant, earlier: readonly Span[], to: Instant, later: readonly Span[]): OpeningTable {
    const spans: Span[] = []
    for (const span of earlier) appendSpan(spans, span.from, span.to)
    for (let index = 0; index < this.count; index += 1) appendSpan(spans, this.startOf(index), this.endOf(index))
    for (const span of later) appendSpan(spans, span.from, span.to)
    const openBefore = this.least - earlier.reduce((open, span) => open + span.to - span.from, 0)
    return new OpeningTable(from, to, spans, openBefore)
  }
}
