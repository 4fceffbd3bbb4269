import type { AccessPolicy } from '../access/access-types.js'
import type { ActorReference } from '../store/record-types.js'

/** As whom an actor is notified: what is to any of these is to it. */
export function inboxRecipients(access: AccessPolicy, actor: ActorReference): ActorReference[] {
  const role = access.roles.get(actor.type)
  if (!role) return []
  // A customer's id may be the id of somebody at the desk.
  if (role.tickets === 'own') return [{ type: 'requester', id: actor.id }]
  const own = [...(role.staff ? [{ type: 'agent', id: actor.id }] : []), { type: 'watcher', id: actor.id }]
  // What is to a whole role is of any ticket; who does not reach all of them must not hear of it.
  return role.tickets === 'all' ? [...own, { type: 'role', id: actor.type }] : own
}
