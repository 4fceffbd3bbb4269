import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import type { Timeline } from './timeline.js'

/**
 * The instant at which so much open time has passed since another; negative goes back.
 *
 * @throws DocketError `CALENDAR_EXHAUSTED` when there is not so much
 */
export function addOpenTime(timeline: Timeline, from: Instant, milliseconds: number): Instant {
  let table = timeline.covering(from)
  if (milliseconds === 0) return from
  checkMilliseconds(milliseconds)
  const open = table.openUntil(from) + milliseconds
  if (milliseconds > 0) {
    while (open > table.most) table = timeline.later() ?? exhausted('is not open for so long', from, milliseconds)
    return table.earliestWith(open)
  }
  while (open < table.least) table = timeline.earlier() ?? exhausted('is not open for so long', from, milliseconds)
  return table.latestWith(open)
}

/** The open milliseconds from one instant to another, negative when the second is earlier. */
export function openTimeBetween(timeline: Timeline, from: Instant, to: Instant): number {
  const open = timeline.covering(from).openUntil(from)
  return timeline.covering(to).openUntil(to) - open
}

/** Whether it is open at an instant. */
export function isOpenAt(timeline: Timeline, at: Instant): boolean {
  const table = timeline.covering(at)
  const index = table.starts.lastUpTo(at)
  return index >= 0 && at < table.endOf(index)
}

/**
 * The instant itself when open, else the next opening.
 *
 * @throws DocketError `CALENDAR_EXHAUSTED` when it never opens again
 */
export function nextOpenAt(timeline: Timeline, at: Instant): Instant {
  let table = timeline.covering(at)
  const begun = table.starts.lastUpTo(at)
  if (begun >= 0 && at < table.endOf(begun)) return at
  const next = begun + 1
  while (next >= table.count) table = timeline.later() ?? exhausted('never opens', at, 1)
  return table.startOf(next)
}

function checkMilliseconds(milliseconds: number): void {
  if (Number.isSafeInteger(milliseconds)) return
  const message = 'Open time is reckoned in whole milliseconds; pass a whole number.'
  throw new DocketError('INVALID_INPUT', message, { given: String(milliseconds) })
}

function exhausted(what: string, from: Instant, milliseconds: number): never {
  const side = milliseconds > 0 ? 'after' : 'before'
  const message = `The calendar ${what} ${side} ${new Date(from).toISOString()}; give it more openings, weekly ones or shifts on further dates, or ask for less.`
  throw new DocketError('CALENDAR_EXHAUSTED', message, { from: new Date(from), milliseconds })
}
