import type { Instant } from '@docket/core/store'

/** Something that people do at an instant of a run. */
interface Appointment {
  readonly at: Instant
  readonly order: number
  readonly run: () => Promise<void> | void
}

/** What people will do, by instant; at one instant in the order in which it was put down. A binary heap. */
export class Agenda {
  readonly #heap: Appointment[] = []
  #order = 0

  /** The instant of the next, or infinity. */
  get next(): Instant {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY
  }

  put(at: Instant, run: Appointment['run']): void {
    const heap = this.#heap
    const added = { at, order: this.#order, run }
    this.#order += 1
    let place = heap.length
    while (place > 0) {
      const above = Math.floor((place - 1) / 2)
      const parent = heap[above]
      if (parent === undefined || isBefore(parent, added)) break
      heap[place] = parent
      place = above
    }
    heap[place] = added
  }

  /** Takes the next one out. */
  take(): Appointment | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return first
    let place = 0
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]]
      if (left === undefined) break
      const isRight = right !== undefined && isBefore(right, left)
      const child = isRight ? right : left
      if (isBefore(last, child)) break
      heap[place] = child
      place = 2 * place + (isRight ? 2 : 1)
    }
    heap[place] = last
    return first
  }
}

function isBefore(one: Appointment, other: Appointment): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}
