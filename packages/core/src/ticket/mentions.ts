import type { AccessPolicy } from '../access/access-types.js'
import type { Loaded } from './command.js'
import type { TicketDraft } from './draft.js'
import { type Refusal, refuse } from './refusal.js'

/** Refuses mentions of whom the directory does not know or who was removed, and by whoever does not work with the desk. */
export function refuseMentions(
  mentions: readonly string[],
  { ticket, stamp }: TicketDraft,
  access: AccessPolicy,
  { agents }: Loaded,
): Refusal | undefined {
  if (mentions.length === 0) return undefined
  // Whom the directory knows is not for customers to find out.
  const verdict = access.can(stamp.actor, 'readInternal', ticket)
  if (!verdict.allow) {
    const message = `The role ${stamp.actor.type} may not mention agents; leave \`mentions\` out.`
    return refuse('FORBIDDEN', message, ...verdict.reasons)
  }
  const missing = mentions.flatMap((agent) => {
    const known = agents.get(agent)
    if (known === undefined) return [{ code: 'agent-unknown', agent }]
    return known.status === 'removed' ? [{ code: 'agent-removed', agent }] : []
  })
  if (missing.length === 0) return undefined
  const names = missing.map(({ agent }) => agent).join(', ')
  return refuse('COMMAND_REFUSED', `Nobody works here as ${names}; mention agents of the directory.`, ...missing)
}
