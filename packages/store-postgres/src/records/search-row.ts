import type { FoundTicket, SearchRecord } from '@docket/core/store'
import { arrayLiteral } from '../sql/array-literal.js'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { number } from '../sql/read-value.js'
import { readTicket } from './ticket-row.js'

/** The columns of `search_part`. */
export const SEARCH_COLUMNS = [
  column<SearchRecord>('ticket_id', 'text', (record) => record.ticketId),
  column<SearchRecord>('part', 'text', (record) => record.part),
  column<SearchRecord>('visibility', 'text', (record) => record.visibility),
  column<SearchRecord>('terms', 'text[]', ({ tenant, terms }) =>
    arrayLiteral(terms.map((term) => searchTerm(tenant, term))),
  ),
]

/** A term as the column `terms` has it: with the tenant in front, because its index serves all tenants. */
export function searchTerm(tenant: string, term: string): string {
  return `${tenant}\u001f${term}`
}

/** A ticket that was found, from its row with what it was found by. */
export function readFound(row: SqlRow): FoundTicket {
  const found = row['in_subject'] === true ? 'subject' : row['in_public'] === true ? 'public' : 'internal'
  return { ticket: readTicket(row), score: number(row, 'score'), found }
}
