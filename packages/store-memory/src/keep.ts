import { type AttachmentInsert, DocketError, type Instant } from '@docket/core/store'
import { copyAttachment } from './copy.js'
import type { Spaces, TenantSpace } from './space.js'

/**
 * Keeps the record of an uploaded file.
 *
 * @throws DocketError `INTERNAL` when its id was given before
 */
export function putAttachment(space: TenantSpace, given: AttachmentInsert): void {
  if (space.attachments.has(given.id)) {
    throw new DocketError('INTERNAL', `The attachment ${given.id} exists already; give each a new id.`)
  }
  space.attachments.set(given.id, copyAttachment({ ...given, ticketId: null, messageId: null }))
}

/** Removes idempotency records of all tenants that were made before the instant; returns how many. */
export function forgetIdempotencyKeys(spaces: Spaces, before: Instant): number {
  let forgotten = 0
  for (const { idempotency } of spaces.all()) {
    for (const [key, record] of idempotency) {
      if (record.createdAt < before && idempotency.delete(key)) forgotten += 1
    }
  }
  return forgotten
}
