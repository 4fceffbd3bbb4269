import type { EventCause, EventRecord, JsonObject } from '@docket/core/store'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { json, jsonOrNull, number, text } from '../sql/read-value.js'

/** The columns of `event`. */
export const EVENT_COLUMNS = [
  column<EventRecord>('ticket_id', 'text', (event) => event.ticketId),
  column<EventRecord>('seq', 'integer', (event) => event.seq),
  column<EventRecord>('type', 'text', (event) => event.type),
  column<EventRecord>('occurred_at', 'bigint', (event) => event.occurredAt),
  column<EventRecord>('recorded_at', 'bigint', (event) => event.recordedAt),
  column<EventRecord>('actor_type', 'text', (event) => event.actor.type),
  column<EventRecord>('actor_id', 'text', (event) => event.actor.id),
  column<EventRecord>('cause', 'json', (event) => (event.cause === null ? null : JSON.stringify(event.cause))),
  column<EventRecord>('data', 'json', (event) => JSON.stringify(event.data)),
]

/** An event from its row. */
export function readEvent(row: SqlRow): EventRecord {
  return {
    tenant: text(row, 'tenant'),
    ticketId: text(row, 'ticket_id'),
    seq: number(row, 'seq'),
    type: text(row, 'type'),
    occurredAt: number(row, 'occurred_at'),
    recordedAt: number(row, 'recorded_at'),
    actor: { type: text(row, 'actor_type'), id: text(row, 'actor_id') },
    cause: jsonOrNull<EventCause>(row, 'cause'),
    data: json<JsonObject>(row, 'data'),
  }
}
