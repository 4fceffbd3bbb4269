import type { JsonObject, NotificationRecord } from '@docket/core/store'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { json, number, numberOrNull, text } from '../sql/read-value.js'

/** The columns of `notification`, the tenant included, because one statement may carry several. */
export const NOTIFICATION_COLUMNS = [
  column<NotificationRecord>('tenant', 'text', (notification) => notification.tenant),
  column<NotificationRecord>('id', 'text', (notification) => notification.id),
  column<NotificationRecord>('recipient_type', 'text', (notification) => notification.recipient.type),
  column<NotificationRecord>('recipient_id', 'text', (notification) => notification.recipient.id),
  column<NotificationRecord>('ticket_id', 'text', (notification) => notification.ticketId),
  column<NotificationRecord>('kind', 'text', (notification) => notification.kind),
  column<NotificationRecord>('data', 'json', (notification) => JSON.stringify(notification.data)),
  column<NotificationRecord>('created_at', 'bigint', (notification) => notification.createdAt),
  column<NotificationRecord>('read_at', 'bigint', (notification) => notification.readAt),
]

/** A notification from its row. */
export function readNotification(row: SqlRow): NotificationRecord {
  return {
    tenant: text(row, 'tenant'),
    id: text(row, 'id'),
    recipient: { type: text(row, 'recipient_type'), id: text(row, 'recipient_id') },
    ticketId: text(row, 'ticket_id'),
    kind: text(row, 'kind'),
    data: json<JsonObject>(row, 'data'),
    createdAt: number(row, 'created_at'),
    readAt: numberOrNull(row, 'read_at'),
  }
}
