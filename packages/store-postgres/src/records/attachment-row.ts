import type { AttachmentInsert, AttachmentRecord } from '@docket/core/store'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { number, text, textOrNull } from '../sql/read-value.js'

/** The columns of `attachment` that an upload fills. */
export const ATTACHMENT_COLUMNS = [
  column<AttachmentInsert>('id', 'text', (attachment) => attachment.id),
  column<AttachmentInsert>('key', 'text', (attachment) => attachment.key),
  column<AttachmentInsert>('uploader_type', 'text', (attachment) => attachment.uploader.type),
  column<AttachmentInsert>('uploader_id', 'text', (attachment) => attachment.uploader.id),
  column<AttachmentInsert>('name', 'text', (attachment) => attachment.name),
  column<AttachmentInsert>('type', 'text', (attachment) => attachment.type),
  column<AttachmentInsert>('size', 'bigint', (attachment) => attachment.size),
  column<AttachmentInsert>('sha256', 'text', (attachment) => attachment.sha256),
  column<AttachmentInsert>('created_at', 'bigint', (attachment) => attachment.createdAt),
]

/** A file's record from its row. */
export function readAttachment(row: SqlRow): AttachmentRecord {
  return {
    tenant: text(row, 'tenant'),
    id: text(row, 'id'),
    key: text(row, 'key'),
    uploader: { type: text(row, 'uploader_type'), id: text(row, 'uploader_id') },
    name: textOrNull(row, 'name'),
    type: text(row, 'type'),
    size: number(row, 'size'),
    sha256: text(row, 'sha256'),
    ticketId: textOrNull(row, 'ticket_id'),
    messageId: textOrNull(row, 'message_id'),
    createdAt: number(row, 'created_at'),
  }
}
