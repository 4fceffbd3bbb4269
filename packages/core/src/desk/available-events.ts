import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import type { AvailableEvent, CompiledWorkflow } from '../workflow/compile.js'

/** The events that a ticket's state has, and for each why the actor cannot send it now. */
export function availableEvents(
  { model, clock }: Pick<Runtime, 'model' | 'clock'>,
  workflow: CompiledWorkflow,
  ticket: TicketRecord,
  actor: ActorReference,
): readonly AvailableEvent[] {
  const sendable = model.access.can(actor, 'send', ticket)
  const permits = (roles: readonly string[] | null) => model.access.permits(actor, roles)
  const available = workflow.available(ticket.state, { ticket, actor, now: clock.now(), permits })
  if (sendable.allow) return available
  return available.map(({ event, target }) => ({ event, target, allowed: false, reasons: sendable.reasons }))
}
