import type { TicketRecord } from '../store/record-types.js'

/** The tickets that wait for an agent: the most urgent first, of these the oldest. */
export class WaitingLine {
  readonly #tickets: TicketRecord[] = []

  put(ticket: TicketRecord): void {
    this.#tickets.splice(this.#placeOf(ticket), 0, ticket)
  }

  /** Takes a ticket out, given as it was put in. */
  remove(ticket: TicketRecord): void {
    const place = this.#placeOf(ticket)
    if (this.#tickets[place]?.id === ticket.id) this.#tickets.splice(place, 1)
  }

  /** The ticket at a place, counted from 0. */
  at(place: number): TicketRecord | undefined {
    return this.#tickets[place]
  }

  /** Where a ticket stands, or is to stand. */
  #placeOf(ticket: TicketRecord): number {
    let [from, to] = [0, this.#tickets.length]
    while (from < to) {
      const middle = (from + to) >> 1
      const other = this.#tickets[middle]
      if (other !== undefined && isBefore(other, ticket)) from = middle + 1
      else to = middle
    }
    return from
  }
}

function isBefore(a: TicketRecord, b: TicketRecord): boolean {
  if (a.priorityRank !== b.priorityRank) return a.priorityRank < b.priorityRank
  return a.createdAt !== b.createdAt ? a.createdAt < b.createdAt : a.id < b.id
}
