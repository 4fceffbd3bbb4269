import * as z from 'zod'
import { text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { Visibility } from '../../store/record-types.js'
import { renderTemplate } from '../../templates/template.js'
import type { CommandContext, CommandResult, TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { type Refusal, refuse } from '../refusal.js'
import { addMessage } from './message.js'
import { note, reply } from './reply.js'

/** Writes a message from a template; refused while one of its variables has no value, so that no gap is sent. */
function templated(own: typeof reply, visibility: Visibility): TicketCommand<{ body: string }> {
  return {
    name: `${own.name}FromTemplate`,
    action: own.action,
    input: z.strictObject({ body: text(LIMITS.body) }),
    decide(draft: TicketDraft, { body }, context: CommandContext): CommandResult | Refusal {
      const { actor } = draft.stamp
      const { text: filled, missing } = renderTemplate(body, draft.ticket, actor)
      if (missing.length > 0) {
        const reasons = missing.map((variable) => ({ code: 'template-gap', variable }))
        const message = `The template has no value for ${missing.join(', ')}; fill it in on the ticket, or give a default after a bar: {{ ${missing[0]} | … }}.`
        return refuse('COMMAND_REFUSED', message, ...reasons)
      }
      if (filled.length > LIMITS.body) {
        const message = `The filled template is ${filled.length} characters long; the limit is ${LIMITS.body}.`
        return refuse('LIMIT_EXCEEDED', message, { code: 'body', limit: LIMITS.body })
      }
      // What the desk writes by itself answers nobody's question; of anybody else it is a message like any other.
      if (actor.type !== 'system') return own.decide(draft, { body: filled }, context)
      return { messageId: addMessage(draft, visibility, { body: filled }, context, { automatic: true }) }
    },
  }
}

/** A public message from a template. */
export const replyFromTemplate = templated(reply, 'public')

/** A note from a template. */
export const noteFromTemplate = templated(note, 'internal')
