import type { AccessPolicy } from '../access/access-types.js'
import type { ActorReference } from '../store/record-types.js'

/** As whom an actor is notified: what is to any of these is to it. */
export function inboxRecipients(access: AccessPolicy, actor: ActorReference): ActorReference[] {
  const role = access.roles.get(actor.type)
  if (!role) return []
  const byRole = { type: 'role', id: actor.type }
  // A customer's id may be the id of somebody at the desk.
  if (role.tickets === 'own') return [{ type: 'requester', id: actor.id }, byRole]
  const own = [{ type: 'watcher', id: actor.id }, byRole]
  return role.staff ? [{ type: 'agent', id: actor.id }, ...own] : own
}
