import { DocketError } from '../kernel/error.js'
import type { Conflict } from '../store/commit-types.js'
import type { ActorReference } from '../store/record-types.js'
import type { Runtime } from './runtime.js'

/** The error for a commit that was not applied, as the actor may know it: a ticket out of reach is not named. */
export async function refusedCommit(
  { model, store }: Runtime,
  { tenant, actor, expectedVersion }: { tenant: string; actor: ActorReference; expectedVersion?: number | undefined },
  conflict: Conflict,
): Promise<DocketError> {
  const error = conflictError(conflict, expectedVersion)
  if (conflict.kind !== 'external-ticket' && conflict.kind !== 'external-message') return error
  const other = await store.load(tenant, conflict.ticketId)
  if (other !== null && model.access.can(actor, 'read', other).allow) return error
  return new DocketError(error.code, error.message)
}

/** The error for a commit that was not applied. */
export function conflictError(conflict: Conflict, expected?: number): DocketError {
  switch (conflict.kind) {
    case 'version':
      return versionError(conflict.actual, expected)
    case 'external-ticket':
    case 'external-message': {
      const what = conflict.kind === 'external-ticket' ? 'ticket' : 'message'
      return new DocketError(
        'EXTERNAL_ID_TAKEN',
        `A ${what} with this source and external id exists already; use that one.`,
        { ticketId: conflict.ticketId },
      )
    }
    case 'idempotency':
      return new DocketError(
        'IDEMPOTENCY_MISMATCH',
        'This idempotency key was used before with other input. Take a new key for a new command.',
      )
    case 'counter':
      return new DocketError(
        'CAPACITY_EXCEEDED',
        `The agent has no free place: ${conflict.value} of ${conflict.max} are taken. Choose another, or wait.`,
        { value: conflict.value, max: conflict.max },
      )
    case 'attachment':
      return new DocketError(
        'ATTACHMENT_UNAVAILABLE',
        'The file does not exist, is not yours, or belongs to a message already. Upload it again.',
        { attachmentId: conflict.attachmentId },
      )
    case 'lease':
      return new DocketError('LEASE_LOST', 'Another worker has taken this over; nothing was changed.')
  }
}

/** The error for a ticket that has another version than the caller expected. */
export function versionError(actual: number, expected?: number): DocketError {
  return new DocketError(
    'VERSION_CONFLICT',
    `The ticket has changed; its version is now ${actual}. Read it again and decide anew.`,
    { actual, ...(expected !== undefined && { expected }) },
  )
}
