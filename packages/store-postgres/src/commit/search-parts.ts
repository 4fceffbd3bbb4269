import { SEARCH_COLUMNS } from '../records/search-row.js'
import { names, typedValues } from '../sql/column.js'
import { part } from './commit-part.js'

/** By which terms texts are found. What was kept of the same part of a ticket is replaced. */
export const searchParts = part(({ searches }) => searches, SEARCH_COLUMNS, {
  write: ({ gated, table }) => [
    [
      'put_search',
      `insert into ${table('search_part')} (tenant, ${names(SEARCH_COLUMNS)}) ` +
        `select $1, ${typedValues(SEARCH_COLUMNS)} from ${gated} ` +
        'on conflict (tenant, ticket_id, part) do update set visibility = excluded.visibility, terms = excluded.terms',
    ],
  ],
})
