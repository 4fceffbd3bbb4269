import * as z from 'zod'
import { openFields } from '../../forms/open-fields.js'
import { id, text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { CommandContext, CommandResult } from '../command.js'
import { DONE, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { publicReasons } from '../public-reasons.js'
import { type Refusal, refuse } from '../refusal.js'
import { enterStage, leaveStage } from '../stage.js'
import { stateMeaning } from '../state-meaning.js'
import { addMessage } from './message.js'

/** Sends an event of the ticket's workflow. */
export const send: TicketCommand<{ type: string; reason?: string | undefined }> = {
  name: 'send',
  action: 'send',
  input: z.strictObject({ type: id, reason: text(LIMITS.body).optional() }),
  decide: (draft, { type, reason }, context) => takeEvent(draft, type, context, reason),
}

/** Ends a stay by the event of its time-out; nothing when the workflow refuses it. */
export function takeTimeout(draft: TicketDraft, context: CommandContext): void {
  const timeout = context.workflow.definition.states[draft.ticket.state]?.timeout
  if (timeout) takeEvent(draft, timeout.send, context)
}

/**
 * Steps the workflow and writes what came of it.
 *
 * @param reason - why, in words or as a note that says so already
 * @param wordOf - the role for which the actor speaks: what that role may send, the actor may send for it
 */
export function takeEvent(
  draft: TicketDraft,
  event: string,
  context: CommandContext,
  reason?: string | { readonly messageId: string },
  wordOf?: string,
): CommandResult | Refusal {
  const { workflow, model } = context
  const { ticket, stamp } = draft
  if (!workflow.events.has(event)) {
    const known = [...workflow.events]
    return refuse(
      'EVENT_UNKNOWN',
      `The workflow ${ticket.workflow} has no event of this name. Send one of ${known.join(', ')}.`,
      { code: 'event-unknown', events: known },
    )
  }
  const from = ticket.state
  const outcome = workflow.step(from, event, {
    ticket,
    actor: stamp.actor,
    now: stamp.at,
    permits: (roles) =>
      model.access.permits(stamp.actor, roles) || (wordOf !== undefined && roles?.includes(wordOf) === true),
    hasReason: reason !== undefined,
    openFields: () => openFields(model.forms, context.loaded.categories, ticket).map(({ name }) => name),
  })
  if (!outcome.ok) {
    const reasons = publicReasons(outcome.reasons, model, stamp.actor, ticket)
    const codes = [...new Set(reasons.map((reason) => reason.code))].join(', ')
    const others = Object.keys(workflow.definition.states[from]?.on ?? {}).filter((other) => other !== event)
    const instead = others.length > 0 ? `, or send another of this state's events: ${others.join(', ')}` : ''
    return refuse(
      'TRANSITION_REFUSED',
      `The event ${event} is not allowed in the state ${from} (${codes}). Mend what the reasons name${instead}.`,
      ...reasons,
    )
  }
  const messageId = typeof reason === 'string' ? addReason(draft, reason, context) : reason?.messageId
  leaveStage(draft, outcome.state, context)
  draft.add({
    type: 'ticket.transitioned',
    data: {
      event,
      from,
      to: outcome.state,
      ...stateMeaning(workflow, outcome.state, stamp),
      effects: outcome.effects,
      ...(messageId !== undefined && { messageId }),
    },
  })
  enterStage(draft, context)
  return messageId === undefined ? DONE : { messageId }
}

/** Keeps why somebody sends an event: as a note, or as a message of whoever writes no notes. */
function addReason(draft: TicketDraft, reason: string, context: CommandContext): string {
  const { allow } = context.model.access.can(draft.stamp.actor, 'note', draft.ticket)
  return addMessage(draft, allow ? 'internal' : 'public', { body: reason }, context)
}

/** Moves a ticket to a state by hand, whatever the workflow says. Audited; the reason is kept as a note. */
export const override: TicketCommand<{ state: string; reason?: string | undefined }> = {
  name: 'override',
  action: 'override',
  worksInAnyState: true,
  input: z.strictObject({ state: id, reason: text(LIMITS.body).optional() }),
  decide(draft, { state, reason }, context) {
    const states = Object.keys(context.workflow.definition.states)
    if (!states.includes(state)) {
      return refuse(
        'COMMAND_REFUSED',
        `The workflow ${draft.ticket.workflow} has no such state. Its states are ${states.join(', ')}.`,
        { code: 'state-unknown', states },
      )
    }
    const messageId = reason === undefined ? null : addMessage(draft, 'internal', { body: reason }, context)
    const from = draft.ticket.state
    leaveStage(draft, state, context)
    draft.add({
      type: 'ticket.overridden',
      data: { from, to: state, ...stateMeaning(context.workflow, state, draft.stamp), reasons: [], messageId },
    })
    enterStage(draft, context)
    return messageId === null ? DONE : { messageId }
  },
}
