import type { IdempotencyRecord, JsonObject } from '@docket/core/store'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { json, number, text } from '../sql/read-value.js'

/** The columns of `idempotency`. */
export const IDEMPOTENCY_COLUMNS = [
  column<IdempotencyRecord>('scope', 'text', (record) => record.scope),
  column<IdempotencyRecord>('key', 'text', (record) => record.key),
  column<IdempotencyRecord>('fingerprint', 'text', (record) => record.fingerprint),
  column<IdempotencyRecord>('ticket_id', 'text', (record) => record.ticketId),
  column<IdempotencyRecord>('version', 'integer', (record) => record.version),
  column<IdempotencyRecord>('result', 'json', (record) => JSON.stringify(record.result)),
  column<IdempotencyRecord>('created_at', 'bigint', (record) => record.createdAt),
]

/** What a command answered, from its row. */
export function readIdempotency(row: SqlRow): IdempotencyRecord {
  return {
    tenant: text(row, 'tenant'),
    scope: text(row, 'scope'),
    key: text(row, 'key'),
    fingerprint: text(row, 'fingerprint'),
    ticketId: text(row, 'ticket_id'),
    version: number(row, 'version'),
    result: json<JsonObject>(row, 'result'),
    createdAt: number(row, 'created_at'),
  }
}
