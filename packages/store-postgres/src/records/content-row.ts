import type { ContentRecord, Json } from '@docket/core/store'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { json, number, text } from '../sql/read-value.js'

/** The columns of `content`. */
export const CONTENT_COLUMNS = [
  column<ContentRecord>('ticket_id', 'text', (content) => content.ticketId),
  column<ContentRecord>('name', 'text', (content) => content.name),
  column<ContentRecord>('revision', 'integer', (content) => content.revision),
  column<ContentRecord>('value', 'json', (content) => JSON.stringify(content.value)),
]

/** An earlier value from its row. */
export function readContent(row: SqlRow): ContentRecord {
  return {
    tenant: text(row, 'tenant'),
    ticketId: text(row, 'ticket_id'),
    name: text(row, 'name'),
    revision: number(row, 'revision'),
    value: json<Json>(row, 'value'),
  }
}
