import { openFields } from '../forms/open-fields.js'
import { DocketError, type Reason } from '../kernel/error.js'
import type { CommandContext } from '../ticket/command.js'
import type { TicketDraft } from '../ticket/draft.js'
import type { TicketEvent, TicketEventData } from '../ticket/event-types.js'
import { failureOf } from '../ticket/failure.js'
import { enterStage, leaveStage } from '../ticket/stage.js'
import { stateMeaning } from '../ticket/state-meaning.js'
import type { CompiledWorkflow, StepOutcome } from '../workflow/compile.js'
import type { FlowAnew, MoveByHand } from './flow-anew.js'

type Move = TicketEvent & { type: 'ticket.transitioned' | 'ticket.overridden' }

/**
 * Moves a ticket as history tells, through the workflow of the rehearsal. What that refuses is done by hand all the same,
 * where it has the state: so each refusal stands for itself, and none brings others with it. Where it has no such state the
 * ticket stays.
 */
export function tellMove(
  draft: TicketDraft,
  told: Move,
  context: CommandContext,
  flow: FlowAnew,
  forRequester: boolean,
) {
  const { workflow } = context
  const { to } = told.data
  const from = draft.ticket.state
  const byHand = (event: string | null, reasons: readonly Reason[]): MoveByHand => {
    return { ticketId: draft.ticketId, at: draft.stamp.at, event, from, to, reasons }
  }
  const isThere = Object.hasOwn(workflow.definition.states, to)
  if (told.type === 'ticket.overridden') {
    flow.onMove(isThere ? null : byHand(null, [{ code: 'state-unknown', state: to }]))
    if (isThere) override(draft, to, told.data.reasons, context)
    return
  }
  const { event } = told.data
  const outcome = stepped(draft, told, context, forRequester)
  if (outcome.ok) {
    flow.onMove(null)
    leaveStage(draft, outcome.state, context)
    const { effects } = outcome
    const { messageId } = told.data
    const meaning = stateMeaning(workflow, outcome.state, draft.stamp)
    draft.add({
      type: 'ticket.transitioned',
      data: { event, from, to: outcome.state, ...meaning, effects, ...(messageId !== undefined && { messageId }) },
    })
    enterStage(draft, context)
    return
  }
  const missing = isThere ? [] : [{ code: 'state-unknown', state: to }]
  const reasons = [...outcome.reasons, ...missing]
  flow.onMove(byHand(event, reasons))
  if (isThere) override(draft, to, reasons, context)
}

function override(draft: TicketDraft, to: string, reasons: readonly Reason[], context: CommandContext): void {
  const from = draft.ticket.state
  leaveStage(draft, to, context)
  const meaning = stateMeaning(context.workflow, to, draft.stamp)
  draft.add({ type: 'ticket.overridden', data: { from, to, ...meaning, reasons, messageId: null } })
  enterStage(draft, context)
}

function stepped(
  draft: TicketDraft,
  { data, cause }: Move & { type: 'ticket.transitioned' },
  { workflow, model, loaded }: CommandContext,
  forRequester: boolean,
): StepOutcome {
  const { ticket, stamp } = draft
  if (!workflow.events.has(data.event)) {
    return { ok: false, reasons: [{ code: 'event-unknown', events: [...workflow.events] }] }
  }
  try {
    return workflow.step(ticket.state, data.event, {
      ticket,
      actor: stamp.actor,
      now: stamp.at,
      // Who may do what today is not asked of what was imported.
      permits: (roles) =>
        cause?.kind === 'import' ||
        model.access.permits(stamp.actor, roles) ||
        (forRequester && roles?.includes('requester') === true),
      hasReason: data.messageId !== undefined,
      openFields: () => openFields(model.forms, loaded.categories, ticket).map(({ name }) => name),
    })
  } catch (error) {
    draft.fail(DocketError.is(error) ? error : failureOf(`event ${data.event}`, error))
    return { ok: false, reasons: [{ code: 'policy-failed' }] }
  }
}

/** How a ticket begins under the workflow of the rehearsal: where new tickets do, or where an import put it. */
export function begunAnew(
  data: TicketEventData['ticket.created'],
  workflow: CompiledWorkflow,
  draft: TicketDraft,
  flow: FlowAnew,
): TicketEventData['ticket.created'] {
  const { id, version, initial, states } = workflow.definition
  const isThere = Object.hasOwn(states, data.state)
  const isPast = draft.stamp.cause?.kind === 'import'
  if (!isThere && isPast) {
    const reasons = [{ code: 'state-unknown', state: data.state }]
    flow.onMove({ ticketId: draft.ticketId, at: draft.stamp.at, event: null, from: initial, to: data.state, reasons })
  }
  const state = isThere && isPast ? data.state : initial
  return { ...data, workflow: id, workflowVersion: version, state, ...stateMeaning(workflow, state, draft.stamp) }
}

/** A ticket that history brings to another version goes on by the workflow of the rehearsal, in the state of that version. */
export function tellMigration(
  draft: TicketDraft,
  data: TicketEventData['ticket.migrated'],
  workflow: CompiledWorkflow | null,
  context: CommandContext,
  flow: FlowAnew,
): void {
  if (workflow === null) {
    draft.add({ type: 'ticket.migrated', data })
    return
  }
  const { id, version, initial, states } = workflow.definition
  const { ticket, stamp } = draft
  const isThere = Object.hasOwn(states, data.to.state)
  // What goes on by the same version has nowhere to go.
  if (ticket.workflow === id && ticket.workflowVersion === version && !isThere) return
  const state = isThere ? data.to.state : initial
  if (!isThere) {
    const reasons = [{ code: 'state-unknown', state: data.to.state }]
    flow.onMove({ ticketId: ticket.id, at: stamp.at, event: null, from: ticket.state, to: data.to.state, reasons })
  }
  const after = { ...context, workflow }
  leaveStage(draft, state, after)
  const from = { workflow: ticket.workflow, version: ticket.workflowVersion, state: ticket.state }
  draft.add({
    type: 'ticket.migrated',
    data: { from, to: { workflow: id, version, state }, ...stateMeaning(workflow, state, stamp) },
  })
  enterStage(draft, after)
}
