import { type IncidentState, isWaiting } from '../workflow.js'
import type { ReplayedRow } from './replayed-row.js'

/**
 * What one incident adds to the figures, gathered row by row.
 *
 * Its clock never runs backwards: where a row's time is earlier than one before it, no time has passed, and time passes
 * again only beyond the latest time seen. So the parts always sum up to the whole, and no share exceeds 1.
 */
export class IncidentTally {
  reopenings = 0
  handovers = 0
  refusals = 0
  /** From the first row to the first resolution, in milliseconds; null while there was none. */
  wallTime: number | null = null
  /** The part of it in the four waiting states, in milliseconds. */
  waitingTime = 0
  state: IncidentState = 'new'
  /** From opened_at to resolved_at of the last row, in milliseconds; null when one is not known. */
  resolutionTime: number | null = null
  /** Of the last row. */
  madeSla: boolean | null = null
  #begin: number | null = null
  #latest = 0
  #group: string | null = null

  /** Takes the incident's next row. */
  add({ row, from, to, refused }: ReplayedRow): void {
    const before = this.#latest
    this.#latest = this.#begin === null ? row.updatedAt : Math.max(before, row.updatedAt)
    this.#begin ??= row.updatedAt
    if (from !== null && this.wallTime === null && isWaiting(from)) this.waitingTime += this.#latest - before
    if (to === 'resolved') this.wallTime ??= this.#latest - this.#begin

    if (refused !== null) this.refusals += 1
    if (from !== null && isDone(from) && !isDone(to)) this.reopenings += 1
    if (this.#group !== null && row.group !== null && row.group !== this.#group) this.handovers += 1

    this.#group = row.group
    this.state = to
    this.madeSla = row.madeSla
    this.resolutionTime = row.openedAt !== null && row.resolvedAt !== null ? row.resolvedAt - row.openedAt : null
  }
}

const isDone = (state: IncidentState) => state === 'resolved' || state === 'closed'
