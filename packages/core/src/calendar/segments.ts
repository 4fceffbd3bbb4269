import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import type { Segment } from './calendar-types.js'
import type { OpeningTable } from './opening-table.js'
import type { Timeline } from './timeline.js'

/**
 * The openings within a window, cut to it.
 *
 * @throws DocketError `INVALID_INPUT` when the window ends before it begins
 */
export function segmentsOf(timeline: Timeline, from: Instant, to: Instant): Segment[] {
  timeline.covering(from)
  const table = timeline.covering(to)
  if (from > to)
    throw new DocketError('INVALID_INPUT', 'The window ends before it begins; pass the earlier instant first.')
  const segments: Segment[] = []
  const { first, last } = openingsWithin(table, from, to)
  for (let index = first; index <= last; index += 1) {
    segments.push(segment(Math.max(from, table.startOf(index)), Math.min(to, table.endOf(index))))
  }
  return segments
}

/** The places of the openings that lie in a window that the table covers, wholly or in part; none when `last` is less. */
export function openingsWithin(table: OpeningTable, from: Instant, to: Instant): { first: number; last: number } {
  const begun = table.starts.lastUpTo(from)
  const isOver = begun < 0 || table.endOf(begun) <= from
  return { first: isOver ? begun + 1 : begun, last: from < to ? table.starts.lastUpTo(to - 1) : -1 }
}

/** Two instants as a segment. */
export function segment(start: Instant, end: Instant): Segment {
  return { start: new Date(start), end: new Date(end) }
}
