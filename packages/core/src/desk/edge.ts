import type { AccessPolicy, Action } from '../access/access-types.js'
import { DocketError } from '../kernel/error.js'
import type { Conflict } from '../store/commit-types.js'
import type { ActorReference, TicketView } from '../store/record-types.js'
import type { Runtime } from './runtime.js'

/**
 * Lets an actor pass, or throws. A ticket that the actor may not read is as if it did not exist: same code, same sentence.
 */
export function authorize(
  access: AccessPolicy,
  actor: ActorReference,
  action: Action,
  ticket: TicketView | null,
): void {
  if (ticket && !access.can(actor, 'read', ticket).allow) throw notFound('ticket')
  const verdict = access.can(actor, action, ticket)
  if (verdict.allow) return
  throw new DocketError('FORBIDDEN', `The role ${actor.type} may not ${action} here; ask somebody who may.`, {
    reasons: verdict.reasons,
  })
}

/** The error for what does not exist, or may not be known of. */
export function notFound(what: string): DocketError {
  return new DocketError('NOT_FOUND', `There is no such ${what} for this tenant and actor.`)
}

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
    case 'version': {
      const details = { actual: conflict.actual, ...(expected !== undefined && { expected }) }
      const message = `The ticket has changed; its version is now ${conflict.actual}. Read it again and decide anew.`
      return new DocketError('VERSION_CONFLICT', message, details)
    }
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
