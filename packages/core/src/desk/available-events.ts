import { openFields } from '../forms/open-fields.js'
import { categoriesFor } from '../runtime/categories-of.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import { publicReasons } from '../ticket/public-reasons.js'
import type { AvailableEvent, CompiledWorkflow } from '../workflow/compile.js'

/**
 * The events that a ticket's state has, and for each why the actor cannot send it now.
 *
 * @param ticket - as a command would find it
 */
export async function availableEvents(
  runtime: Runtime,
  workflow: CompiledWorkflow,
  ticket: TicketRecord,
  actor: ActorReference,
): Promise<readonly AvailableEvent[]> {
  const { model, clock } = runtime
  const sendable = model.access.can(actor, 'send', ticket)
  const permits = (roles: readonly string[] | null) => model.access.permits(actor, roles)
  const tree = await categoriesFor(runtime, ticket, undefined, workflow)
  const open = () => openFields(model.forms, tree, ticket).map(({ name }) => name)
  const context = { ticket, actor, now: clock.now(), permits, openFields: open }
  const available = workflow.available(ticket.state, context)
  if (sendable.allow) {
    return available.map((one) => ({ ...one, reasons: publicReasons(one.reasons, model, actor, ticket) }))
  }
  return available.map(({ event, target }) => ({ event, target, allowed: false, reasons: sendable.reasons }))
}
