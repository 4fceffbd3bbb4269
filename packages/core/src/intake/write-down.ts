import * as z from 'zod'
import type { ActorReference, ExternalReference } from '../store/record-types.js'
import type { CommandContext, TicketCommand } from '../ticket/command.js'
import { addMessage } from '../ticket/commands/message.js'
import { heedRequester } from '../ticket/commands/requester-wrote.js'
import type { TicketDraft } from '../ticket/draft.js'
import { refuse } from '../ticket/refusal.js'

/** The requester's words as a channel brought them. */
export interface BroughtMessage {
  readonly body: string
  readonly channel: string
  readonly external: ExternalReference
  readonly files: readonly string[]
  /** Who brought them, and uploaded the files. */
  readonly by: ActorReference
}

/** The reason of a refusal for which the message is to go elsewhere. */
export const OVER = 'conversation-over'

/** Writes down what a channel brought, as the requester's own public message. */
export function addBrought(draft: TicketDraft, brought: BroughtMessage, context: CommandContext): string {
  const { by: uploader, files: attachments, ...message } = brought
  return addMessage(draft, 'public', { ...message, attachments: [...attachments] }, context, {
    ofRequester: true,
    uploader,
  })
}

/** Adds what a channel brought to a ticket that is not over; it does what a requester's reply does. */
export const writeDown: TicketCommand<BroughtMessage> = {
  name: 'receive',
  action: 'receive',
  // Made by the desk alone, which has checked it.
  input: z.custom<BroughtMessage>(),
  decide(draft, brought, context) {
    const { phase, flow } = draft.ticket
    // Time may have ended it just before: what was due is taken first.
    if (phase === 'terminal' && flow.mergedInto === undefined) {
      return refuse('COMMAND_REFUSED', 'The ticket is over; the message begins a new one.', { code: OVER })
    }
    const messageId = addBrought(draft, brought, context)
    // A ticket that goes on elsewhere is not moved any more.
    if (flow.mergedInto === undefined) heedRequester(draft, messageId, context)
    return { messageId }
  },
}
