import type { DeskModel } from '../definitions/model.js'
import { agentOnlyFields } from '../forms/agent-only.js'
import type { Reason } from '../kernel/error.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'

/** What is not the desk's own affair: what whoever sends the event can mend, or what the host's guards say. */
const PUBLIC: ReadonlySet<string> = new Set(['role', 'not-in-this-state', 'reason-missing'])

/**
 * Why an event cannot be sent, as the actor may know it. Who does not see what is internal learns of checklists, approvals,
 * requests and fields of agents that something is left for the desk to do, and no more.
 */
export function publicReasons(
  reasons: readonly Reason[],
  { access, forms }: Pick<DeskModel, 'access' | 'forms'>,
  actor: ActorReference,
  ticket: TicketRecord,
): readonly Reason[] {
  if (access.can(actor, 'readInternal', ticket).allow) return reasons
  const closed = agentOnlyFields(forms)
  const isPublic = ({ code, item, guard, field }: Reason) => {
    if (code === 'field-missing') return item === undefined && !closed.has(String(field))
    return PUBLIC.has(code) || guard !== undefined
  }
  const told = reasons.filter(isPublic)
  return told.length === reasons.length ? reasons : [...told, { code: 'desk-not-ready' }]
}
