import * as z from 'zod'
import { id, text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { TicketOffer } from '../../store/record-types.js'
import { DONE, type TicketCommand } from '../command.js'
import { manualDecision } from '../decisions.js'
import type { TicketDraft } from '../draft.js'
import { type Refusal, refuse } from '../refusal.js'
import { addMessage } from './message.js'

/** Takes up a ticket that one was given or offered: the promise of acceptance is kept. */
export const accept: TicketCommand<Record<string, never>> = {
  name: 'accept',
  action: 'accept',
  input: z.strictObject({}),
  // Who is full may still take what was offered: the place was kept.
  decide(draft) {
    const { ticket, stamp } = draft
    if (ticket.assignee === stamp.actor.id) {
      if (ticket.facts.acceptance?.to === null) draft.add({ type: 'ticket.accepted', data: {} })
      return DONE
    }
    const offer = offerTo(draft)
    if (!('agent' in offer)) return offer
    const { team } = offer
    draft.add({
      type: 'ticket.assigned',
      data: {
        assignee: offer.agent,
        team,
        previousAssignee: ticket.assignee,
        previousTeam: ticket.team,
        // Why it was offered stays the reason why the agent has it.
        decision: ticket.decisions.assignment ?? manualDecision(stamp, { code: 'accepted', agent: offer.agent }),
      },
    })
    return DONE
  },
}

/** Does not take a ticket that one was offered; another is asked. The words are kept as a note. */
export const decline: TicketCommand<{ code?: string | undefined; reason?: string | undefined }> = {
  name: 'decline',
  action: 'accept',
  input: z.strictObject({ code: id.optional(), reason: text(LIMITS.body).optional() }),
  decide(draft, { code, reason }, context) {
    const offer = offerTo(draft)
    if (!('agent' in offer)) return offer
    const messageId = reason === undefined ? null : addMessage(draft, 'internal', { body: reason }, context)
    draft.add({ type: 'offer.declined', data: { agent: offer.agent, code: code ?? null, messageId } })
    return messageId === null ? DONE : { messageId }
  },
}

/** The offer to the actor, unless there is none. */
function offerTo({ ticket, stamp }: TicketDraft): TicketOffer | Refusal {
  const { offer, passedBy } = ticket
  if (offer?.agent === stamp.actor.id && stamp.actor.type !== 'requester') return offer
  if (passedBy.includes(stamp.actor.id)) {
    return refuse('COMMAND_REFUSED', 'The offer has ended, and somebody else is asked; assign the ticket to have it.', {
      code: 'offer-ended',
    })
  }
  if (ticket.assignee === stamp.actor.id) {
    return refuse('COMMAND_REFUSED', 'The ticket is yours already; unassign it to give it back.', { code: 'accepted' })
  }
  const message = 'Only the agent who was given or offered the ticket can accept or decline it; assign it first.'
  return refuse('COMMAND_REFUSED', message, { code: 'not-the-assignee' })
}
