import type { ClaimRequest, Instant, OutboxRecord, TimerRecord } from '@docket/core/store'
import { DueHeap } from './due-heap.js'

/** A timer or outbox message with what claiming needs to know of it. */
export interface LeaseRow<Kept extends TimerRecord | OutboxRecord = TimerRecord | OutboxRecord> {
  readonly record: Kept
  /** When it is due, by the store's clock. */
  due: Instant
  /** The token of the latest claim, which fences all former ones; null when there is none to honor. */
  token: string | null
  /** How often it was claimed. */
  attempts: number
  /** Why it was given up; null while it was not. */
  dead: string | null
  /** The end of its lease while it is leased, else `due`. */
  at: Instant
  heap: DueHeap<LeaseRow<Kept>> | null
  place: number
}

/** Rows that wait to be due, and rows under a lease. */
export class LeaseQueue<Kept extends TimerRecord | OutboxRecord> {
  readonly #waiting: DueHeap<LeaseRow<Kept>>
  readonly #leased: DueHeap<LeaseRow<Kept>>

  /** @param compare - the order of records that are due at one instant, negative when `a` comes first */
  constructor(compare: (a: Kept, b: Kept) => number) {
    const compareRows = (a: LeaseRow<Kept>, b: LeaseRow<Kept>) => compare(a.record, b.record)
    this.#waiting = new DueHeap(compareRows)
    this.#leased = new DueHeap(compareRows)
  }

  /** Makes a row that is not yet in the queue. */
  row(record: Kept, due: Instant): LeaseRow<Kept> {
    return { record, due, token: null, attempts: 0, dead: null, at: due, heap: null, place: 0 }
  }

  /** Lets a row be claimed once it is due. */
  wait(row: LeaseRow<Kept>): void {
    row.at = row.due
    this.#waiting.add(row)
  }

  /** Takes a row out, so that it is not claimed again. */
  remove(row: LeaseRow<Kept>): void {
    row.heap?.remove(row)
  }

  /** Ends a row's lease; it is due again at the given instant. The claim may be left uncounted. */
  postpone(row: LeaseRow<Kept>, due: Instant, counted: boolean): void {
    this.remove(row)
    if (!counted) row.attempts -= 1
    row.token = null
    row.due = due
    this.wait(row)
  }

  /** Puts back a row that had been taken out: under its lease, if that has not been ended. */
  putBack(row: LeaseRow<Kept>): void {
    if (row.at > row.due) this.#leased.add(row)
    else this.wait(row)
  }

  /** Makes a row that was given up as it was before its first claim, due at the given instant. */
  revive(row: LeaseRow<Kept>, due: Instant): void {
    row.dead = null
    row.attempts = 0
    row.due = due
    row.at = due
  }

  /** Ends a row's lease for good and keeps the reason on it. */
  giveUp(row: LeaseRow<Kept>, reason: string): void {
    this.remove(row)
    row.token = null
    row.dead = reason
  }

  /** Leases due rows, earliest first. */
  claim(request: ClaimRequest, now: Instant): LeaseRow<Kept>[] {
    this.#endLeases(now)
    const claimed: LeaseRow<Kept>[] = []
    while (claimed.length < request.limit) {
      const row = this.#waiting.first
      if (row === undefined || row.due > now) break
      this.#waiting.remove(row)
      row.token = request.token
      row.attempts += 1
      row.at = now + request.leaseMs
      this.#leased.add(row)
      claimed.push(row)
    }
    return claimed
  }

  /** When the next row can be claimed; null when there is none. */
  next(): Instant | null {
    const instants = [this.#waiting.first, this.#leased.first].flatMap((row) => (row ? [row.at] : []))
    return instants.length === 0 ? null : Math.min(...instants)
  }

  // The token stays on the row: a worker that is merely late may still finish what nobody else has claimed.
  #endLeases(now: Instant): void {
    for (let row = this.#leased.first; row !== undefined && row.at <= now; row = this.#leased.first) {
      this.#leased.remove(row)
      this.wait(row)
    }
  }
}
