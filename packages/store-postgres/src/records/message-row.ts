import type { MessageRecord } from '@docket/core/store'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { number, text, textOrNull } from '../sql/read-value.js'

/** The columns of `message`. */
export const MESSAGE_COLUMNS = [
  column<MessageRecord>('id', 'text', (message) => message.id),
  column<MessageRecord>('ticket_id', 'text', (message) => message.ticketId),
  column<MessageRecord>('seq', 'integer', (message) => message.seq),
  column<MessageRecord>('visibility', 'text', (message) => message.visibility),
  column<MessageRecord>('author_type', 'text', (message) => message.author.type),
  column<MessageRecord>('author_id', 'text', (message) => message.author.id),
  column<MessageRecord>('body', 'text', (message) => message.body),
  column<MessageRecord>('channel', 'text', (message) => message.channel),
  column<MessageRecord>('external_source', 'text', (message) => message.external?.source ?? null),
  column<MessageRecord>('external_id', 'text', (message) => message.external?.id ?? null),
  column<MessageRecord>('created_at', 'bigint', (message) => message.createdAt),
]

/** A message from its row. */
export function readMessage(row: SqlRow): MessageRecord {
  const source = textOrNull(row, 'external_source')
  return {
    tenant: text(row, 'tenant'),
    id: text(row, 'id'),
    ticketId: text(row, 'ticket_id'),
    seq: number(row, 'seq'),
    visibility: text(row, 'visibility') as MessageRecord['visibility'],
    author: { type: text(row, 'author_type'), id: text(row, 'author_id') },
    body: textOrNull(row, 'body'),
    channel: text(row, 'channel'),
    external: source === null ? null : { source, id: text(row, 'external_id') },
    createdAt: number(row, 'created_at'),
  }
}
