import type { FoundTicket, SearchCursor, TicketSearch } from '@docket/core/store'
import { copyTicket } from './copy.js'
import type { TenantSpace } from './space.js'
import { compareTexts } from './text-order.js'
import { ticketTest } from './ticket-condition.js'

/** A page of the tickets that a search finds, in its order. */
export function pageOfFound(space: TenantSpace, search: TicketSearch): FoundTicket[] {
  const tests = search.where.map(ticketTest)
  const found: FoundTicket[] = []
  for (const { ticketId, ...hit } of space.search.find(search.terms, search.visibility)) {
    const ticket = space.ticket(ticketId)
    if (ticket === null || !tests.every((test) => test(ticket))) continue
    if (search.after === null || compare(search.after, placeOf({ ...hit, ticket })) < 0) found.push({ ...hit, ticket })
  }
  const page = found.sort((a, b) => compare(placeOf(a), placeOf(b))).slice(0, search.limit)
  return page.map((one) => ({ ...one, ticket: copyTicket(one.ticket) }))
}

const placeOf = ({ score, ticket: { updatedAt, id } }: FoundTicket): SearchCursor => ({ score, updatedAt, id })

function compare(a: SearchCursor, b: SearchCursor): number {
  return b.score - a.score || b.updatedAt - a.updatedAt || compareTexts(b.id, a.id)
}
