import type { AccessPolicy } from '../../access/access-types.js'
import type { ActorReference } from '../../store/record-types.js'
import { type Refusal, refuse } from '../refusal.js'

/** The channel of what nobody says another of. */
export const USUAL_CHANNEL = 'web'

/**
 * Refuses a channel that a requester names: promises, work and answers go by it, so that whoever brought the message in
 * says which it was.
 */
export function refuseChannel(
  access: AccessPolicy,
  actor: ActorReference,
  channel: string | undefined,
): Refusal | null {
  if (channel === undefined || channel === USUAL_CHANNEL || access.roles.get(actor.type)?.tickets !== 'own') return null
  const verdict = access.can(actor, 'setExternal', null)
  if (verdict.allow) return null
  const message = 'By which channel you write, the host says when it receives your message; leave `channel` out.'
  return refuse('FORBIDDEN', message, { code: 'own-channel' }, ...verdict.reasons)
}
