import type { AccessPolicy, Action } from '../access/access-types.js'
import { DocketError } from '../kernel/error.js'
import type { ActorReference, TicketView } from '../store/record-types.js'

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
  const message = access.roles.has(actor.type)
    ? `The role ${actor.type} does not have the right "${action}" here; ${whoHas(access, action)}.`
    : `The desk has no role ${actor.type.slice(0, 100)}; it has ${[...access.roles.keys()].join(', ')}.`
  throw new DocketError('FORBIDDEN', message, { reasons: verdict.reasons })
}

function whoHas({ roles }: AccessPolicy, action: Action): string {
  const names = [...roles]
    .filter(([name, role]) => name !== 'system' && role.actions.includes(action))
    .map(([name]) => name)
  return names.length > 0 ? `ask one of the roles that have it: ${names.join(', ')}` : 'no role of the desk has it'
}

/** The error for what does not exist, or may not be known of. */
export function notFound(what: string): DocketError {
  return new DocketError('NOT_FOUND', `There is no such ${what} for this tenant and actor.`)
}
