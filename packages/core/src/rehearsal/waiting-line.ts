import type { TicketRecord } from '../store/record-types.js'

/** The tickets that wait for an agent: the most urgent first, of these the oldest. */
export class WaitingLine {
  readonly #tickets: TicketRecord[] = []

  put(ticket: TicketRecord): void {
    const place = this.#tickets.findIndex((other) => isBefore(ticket, other))
    this.#tickets.splice(place < 0 ? this.#tickets.length : place, 0, ticket)
  }

  remove(ticketId: string): void {
    const place = this.#tickets.findIndex(({ id }) => id === ticketId)
    if (place >= 0) this.#tickets.splice(place, 1)
  }

  /** The first so many. */
  first(count: number): readonly TicketRecord[] {
    return this.#tickets.slice(0, count)
  }
}

function isBefore(a: TicketRecord, b: TicketRecord): boolean {
  if (a.priorityRank !== b.priorityRank) return a.priorityRank < b.priorityRank
  return a.createdAt !== b.createdAt ? a.createdAt < b.createdAt : a.id < b.id
}
