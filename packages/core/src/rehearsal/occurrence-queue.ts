import type { Instant } from '../kernel/clock.js'

/** What is to happen, the earliest first; of one instant by its tie, and of one tie in the order in which it was put. A binary heap. */
export class OccurrenceQueue<Item> {
  readonly #heap: (Entry & { readonly item: Item })[] = []
  #order = 0

  /** The instant of the next; null when there is none. */
  get nextAt(): Instant | null {
    return this.#heap[0]?.at ?? null
  }

  put(at: Instant, item: Item, tie = ''): void {
    const heap = this.#heap
    const entry = { at, tie, order: this.#order++, item }
    let place = heap.length
    heap.push(entry)
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = heap[above]
      if (parent === undefined || !isBefore(entry, parent)) break
      heap[place] = parent
      place = above
    }
    heap[place] = entry
  }

  take(): { readonly at: Instant; readonly item: Item } | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      const [a, b] = [heap[left], heap[left + 1]]
      if (a === undefined) break
      const smaller = b !== undefined && isBefore(b, a) ? b : a
      if (!isBefore(smaller, last)) break
      heap[place] = smaller
      place = smaller === a ? left : left + 1
    }
    heap[place] = last
    return first
  }
}

interface Entry {
  readonly at: Instant
  readonly tie: string
  readonly order: number
}

function isBefore(a: Entry, b: Entry): boolean {
  if (a.at !== b.at) return a.at < b.at
  return a.tie !== b.tie ? a.tie < b.tie : a.order < b.order
}
