import type { RehearsedTicket } from './rehearsed-desk.js'

/** Which of the two that are compared. */
export type SideName = 'before' | 'after'

/** A ticket that ends otherwise under the change. */
export interface PairDifference<Shown> {
  readonly ticketId: string
  readonly before: Shown
  readonly after: Shown
}

/** Compares tickets as they end on both sides, and keeps only what differs. */
export class PairComparison<Shown> {
  readonly #limit: number
  readonly #differs: (before: RehearsedTicket, after: RehearsedTicket) => boolean
  readonly #shown: (found: RehearsedTicket) => Shown
  readonly #ended = new Map<string, { readonly side: SideName; readonly found: RehearsedTicket }>()
  readonly #items: { readonly createdAt: number; readonly difference: PairDifference<Shown> }[] = []
  #total = 0

  constructor(
    limit: number,
    differs: (before: RehearsedTicket, after: RehearsedTicket) => boolean,
    shown: (found: RehearsedTicket) => Shown,
  ) {
    this.#limit = limit
    this.#differs = differs
    this.#shown = shown
  }

  /** Takes in a ticket that ended on a side. */
  ended(side: SideName, found: RehearsedTicket): void {
    const { id: ticketId, createdAt } = found.ticket
    const other = this.#ended.get(ticketId)
    if (other === undefined || other.side === side) {
      this.#ended.set(ticketId, { side, found })
      return
    }
    this.#ended.delete(ticketId)
    const [before, after] = side === 'before' ? [found, other.found] : [other.found, found]
    if (!this.#differs(before, after)) return
    this.#total += 1
    this.#keep({ createdAt, difference: { ticketId, before: this.#shown(before), after: this.#shown(after) } })
  }

  get differences(): { readonly total: number; readonly items: readonly PairDifference<Shown>[] } {
    return { total: this.#total, items: this.#sorted().map(({ difference }) => difference) }
  }

  /** Keeps the first of the tickets' creation; now and then the others are let go. */
  #keep(item: { readonly createdAt: number; readonly difference: PairDifference<Shown> }): void {
    this.#items.push(item)
    if (this.#items.length > 2 * this.#limit + 100) this.#items.splice(0, this.#items.length, ...this.#sorted())
  }

  #sorted() {
    return this.#items
      .toSorted((a, b) => a.createdAt - b.createdAt || (a.difference.ticketId < b.difference.ticketId ? -1 : 1))
      .slice(0, this.#limit)
  }
}
