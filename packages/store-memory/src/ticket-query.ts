import type { TicketCursor, TicketQuery, TicketRecord } from '@docket/core/store'
import type { Dossier } from './space.js'
import { compareTexts } from './text-order.js'
import { ticketTest } from './ticket-condition.js'

/** The page of the tickets that a query asks for, in its order. */
export function pageOf(dossiers: Iterable<Dossier>, query: TicketQuery): TicketRecord[] {
  const tests = query.where.map(ticketTest)
  const page = new BestOf(query.limit, order(query))
  const { after } = query
  for (const { ticket } of dossiers) {
    if (ticket === null || !tests.every((test) => test(ticket))) continue
    const value = sortValue(ticket, query)
    if (value === null) continue
    const place = { value, id: ticket.id, ticket }
    if (after === null || page.compare(after, place) < 0) page.offer(place)
  }
  return page.sorted().map(({ ticket }) => ticket)
}

interface Place extends TicketCursor {
  readonly ticket: TicketRecord
}

type Order = (a: TicketCursor, b: TicketCursor) => number

/** Keeps the first few of many without sorting them all. */
class BestOf {
  readonly compare: Order
  readonly #limit: number
  #places: Place[] = []
  #last: Place | undefined

  constructor(limit: number, compare: Order) {
    this.#limit = limit
    this.compare = compare
  }

  offer(place: Place): void {
    if (this.#last !== undefined && this.compare(place, this.#last) > 0) return
    this.#places.push(place)
    if (this.#places.length < 4 * this.#limit) return
    this.#places = this.sorted()
    this.#last = this.#places.at(-1)
  }

  sorted(): Place[] {
    return this.#places.toSorted(this.compare).slice(0, this.#limit)
  }
}

function order({ direction }: TicketQuery): Order {
  const ascending: Order = (a, b) => a.value - b.value || compareTexts(a.id, b.id)
  return direction === 'asc' ? ascending : (a, b) => ascending(b, a)
}

function sortValue(ticket: TicketRecord, { sort }: TicketQuery): number | null {
  return sort === 'priority' ? ticket.priorityRank : ticket[sort]
}
