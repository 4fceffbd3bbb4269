import type { JsonObject, LeasedMessage, OutboxRecord } from '@docket/core/store'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { json, number, text } from '../sql/read-value.js'

/** The columns of `outbox` that a commit fills. */
export const OUTBOX_COLUMNS = [
  column<OutboxRecord>('id', 'text', (message) => message.id),
  column<OutboxRecord>('ticket_id', 'text', (message) => message.ticketId),
  column<OutboxRecord>('seq', 'integer', (message) => message.seq),
  column<OutboxRecord>('ordinal', 'integer', (message) => message.ordinal),
  column<OutboxRecord>('effect', 'text', (message) => message.effect),
  column<OutboxRecord>('data', 'json', (message) => JSON.stringify(message.data)),
  column<OutboxRecord>('created_at', 'bigint', (message) => message.createdAt),
]

/** A claimed outbox message from its row. */
export function readLeasedMessage(row: SqlRow): LeasedMessage {
  const message = {
    tenant: text(row, 'tenant'),
    id: text(row, 'id'),
    ticketId: text(row, 'ticket_id'),
    seq: number(row, 'seq'),
    ordinal: number(row, 'ordinal'),
    effect: text(row, 'effect'),
    data: json<JsonObject>(row, 'data'),
    createdAt: number(row, 'created_at'),
  }
  return { message, attempts: number(row, 'attempts') }
}
