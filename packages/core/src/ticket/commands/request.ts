import * as z from 'zod'
import { id, text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import { openRequest, openRequests } from '../../workflow/open-requests.js'
import { type CommandResult, DONE, type Loaded, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { type Refusal, refuse } from '../refusal.js'
import { dueInput, instantOfDue } from '../request-due.js'
import { addMessage } from './message.js'

const attachments = z.array(id).max(LIMITS.attachmentsPerMessage).optional()

const requestInput = z.strictObject({
  to: z.union([z.strictObject({ team: id }), z.strictObject({ agent: id })], 'must be { team } or { agent }'),
  question: text(LIMITS.body),
  due: dueInput.optional(),
  attachments,
})

type RequestInput = z.output<typeof requestInput>

/** Asks a team or an agent something within the ticket. The question is kept as a note. */
export const request: TicketCommand<RequestInput> = {
  name: 'request',
  action: 'request',
  input: requestInput,
  needs: ({ to }) => to,
  decide(draft, { to, question, due, attachments: files }, context): CommandResult | Refusal {
    const refusal = refuseAsked(to, context.loaded)
    if (refusal) return refusal
    if (openRequests(draft.ticket.flow).length >= LIMITS.requests) {
      const message = `A ticket has at most ${LIMITS.requests} open requests; answer or withdraw some first.`
      return refuse('LIMIT_EXCEEDED', message, { code: 'requests', limit: LIMITS.requests })
    }
    const dueAt = due === undefined ? null : instantOfDue(due, draft.stamp.at, context.model.calendars)
    const request = context.newId()
    const messageId = addMessage(draft, 'internal', { body: question, attachments: files }, context)
    const team = 'team' in to ? to.team : null
    const agent = 'agent' in to ? to.agent : null
    draft.add({ type: 'request.asked', data: { request, team, agent, dueAt, messageId } })
    return { messageId, request }
  },
}

const answerInput = z.strictObject({ request: id, body: text(LIMITS.body), attachments })

/** Answers a request, which closes it. The answer is kept as a note. */
export const answer: TicketCommand<z.output<typeof answerInput>> = {
  name: 'answer',
  action: 'note',
  input: answerInput,
  decide(draft, { request, ...message }, context): CommandResult | Refusal {
    if (openRequest(draft.ticket.flow, request) === undefined) return refuseUnknown(draft, request)
    const messageId = addMessage(draft, 'internal', message, context)
    draft.add({ type: 'request.answered', data: { request, messageId } })
    return { messageId }
  },
}

/** Takes a request back that nobody has answered. */
export const withdrawRequest: TicketCommand<{ request: string }> = {
  name: 'withdrawRequest',
  action: 'request',
  input: z.strictObject({ request: id }),
  decide(draft, { request }, { model }): CommandResult | Refusal {
    const { actor } = draft.stamp
    const known = openRequest(draft.ticket.flow, request)
    if (known === undefined) return refuseUnknown(draft, request)
    const { askedBy } = known
    const isAsker = askedBy.type === actor.type && askedBy.id === actor.id
    // Whoever may move a ticket against its workflow may also end what a colleague left open.
    if (!isAsker && !model.access.can(actor, 'override', draft.ticket).allow) {
      const message = 'Only who asked, a lead or an admin can withdraw the request; ask one of them, or answer it.'
      return refuse('FORBIDDEN', message, { code: 'not-the-asker', request, askedBy })
    }
    draft.add({ type: 'request.withdrawn', data: { request } })
    return DONE
  },
}

function refuseAsked(to: RequestInput['to'], { agent, team }: Loaded): Refusal | undefined {
  if ('agent' in to && (agent === null || agent.status === 'removed')) {
    const message = `Nobody works here as ${to.agent}; ask an agent of the directory.`
    return refuse('COMMAND_REFUSED', message, { code: 'agent-unknown', agent: to.agent })
  }
  if ('team' in to && team?.status !== 'active') {
    const message = `There is no team ${to.team} in the directory; put the team there first, or ask another.`
    return refuse('COMMAND_REFUSED', message, { code: 'team-unknown', team: to.team })
  }
  return undefined
}

function refuseUnknown(draft: TicketDraft, request: string): Refusal {
  const open = openRequests(draft.ticket.flow).map(({ id }) => id)
  const message = `No request ${request} is open on the ticket; open are ${open.join(', ') || 'none'}.`
  return refuse('COMMAND_REFUSED', message, { code: 'request-unknown', request, open })
}
