import { searchTerms } from '../search/search-terms.js'
import type { SearchRecord } from '../store/search-types.js'
import type { TicketDraft } from './draft.js'

const NONE: readonly SearchRecord[] = []

/** By what the texts that a draft writes are found: a new subject, and each message. */
export function searchesOf(draft: TicketDraft): readonly SearchRecord[] {
  const { tenant, ticketId, before, ticket, messages, erased } = draft
  const { subject } = ticket
  // What is erased goes from the search with it.
  if (erased || (messages.length === 0 && subject === before?.subject)) return NONE
  const searches: SearchRecord[] = []
  if (subject !== null && subject !== before?.subject) {
    searches.push({ tenant, ticketId, part: 'subject', visibility: 'public', terms: searchTerms(subject) })
  }
  for (const { id, visibility, body } of messages) {
    const terms = body === null ? [] : searchTerms(body)
    if (terms.length > 0) searches.push({ tenant, ticketId, part: id, visibility, terms })
  }
  return searches
}
