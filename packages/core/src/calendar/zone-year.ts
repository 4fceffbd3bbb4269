import type { Instant } from '../kernel/clock.js'
import { DAY_MS, yearStart } from './reach.js'
import { offsetAt } from './zone-offset.js'

/** A part of a year in which a zone keeps its offset from UTC. */
export interface OffsetSpan {
  readonly from: Instant
  /** No longer part of it. */
  readonly to: Instant
  /** What local time is ahead of UTC, in milliseconds. */
  readonly offset: number
}

/**
 * How far apart offsets are looked up. Two changes within one step that cancel each other would be lost, so it must be
 * shorter than the shortest time for which a zone left its offset: since 1970 that is 6.96 days (Boa Vista, 2000; Gaza,
 * 2040), before it was 3.99 (Freetown, 1939).
 */
const STEP_MS = { before1970: 3 * DAY_MS, since1970: 6 * DAY_MS }
const SECOND_MS = 1000

/** What was found before: the time zones do not change while a process runs. At most one entry for a zone and year. */
const found = new Map<string, Map<number, readonly OffsetSpan[]>>()

/** The parts of a year (UTC) in which a zone keeps its offset, in order, without a gap. */
export function offsetSpans(zone: string, year: number): readonly OffsetSpan[] {
  const key = zone.toLowerCase()
  const years = found.get(key) ?? new Map<number, readonly OffsetSpan[]>()
  found.set(key, years)
  const known = years.get(year)
  if (known) return known
  const spans = findSpans((at) => offsetAt(zone, at), yearStart(year), yearStart(year + 1))
  years.set(year, spans)
  return spans
}

/** The parts of a time in which what tells the offset of an instant says the same, in order, without a gap. */
export function findSpans(offsetOf: (at: Instant) => number, start: Instant, end: Instant): OffsetSpan[] {
  const spans: OffsetSpan[] = []
  const step = start < 0 ? STEP_MS.before1970 : STEP_MS.since1970
  let from = start
  let offset = offsetOf(start)
  for (let looked = start; looked < end; ) {
    const next = Math.min(looked + step, end)
    const then = offsetOf(next)
    // More than one change may lie in a step: search on behind each until the offset is that of the step's end.
    while (then !== offset) {
      const change = firstChange(offsetOf, offset, looked, next)
      if (change > from) spans.push({ from, to: change, offset })
      from = change
      looked = change
      offset = change === next ? then : offsetOf(change)
    }
    looked = next
  }
  if (from < end) spans.push({ from, to: end, offset })
  return spans
}

/** The instant, to the second, at which the offset that holds at `from`, and no more at `to`, is left. */
function firstChange(offsetOf: (at: Instant) => number, offset: number, from: Instant, to: Instant): Instant {
  let [before, after] = [from, to]
  while (after - before > SECOND_MS) {
    const middle = before + Math.floor((after - before) / 2 / SECOND_MS) * SECOND_MS
    if (offsetOf(middle) === offset) before = middle
    else after = middle
  }
  return after
}
