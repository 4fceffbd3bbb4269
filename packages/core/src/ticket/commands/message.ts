import * as z from 'zod'
import type { Visibility } from '../../store/record-types.js'
import type { CommandContext, CommandResult, TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { external, id, text } from '../input.js'
import { LIMITS } from '../limits.js'

/** What reply and note take. */
export const messageInput = z.strictObject({
  body: text(LIMITS.body),
  channel: id.optional(),
  external: external.optional(),
  attachments: z.array(id).max(LIMITS.attachmentsPerMessage).optional(),
})

/** A message to write. */
export type MessageInput = z.output<typeof messageInput>

/** Writes a message with its event; returns its id. */
export function addMessage(
  draft: TicketDraft,
  visibility: Visibility,
  input: MessageInput,
  context: Pick<CommandContext, 'newId'>,
): string {
  const { tenant, ticketId, stamp, ticket } = draft
  const messageId = context.newId()
  const channel = input.channel ?? ticket.channel
  const attachments = input.attachments ?? []
  draft.messages.push({
    tenant,
    id: messageId,
    ticketId,
    seq: draft.nextSeq,
    visibility,
    author: stamp.actor,
    body: input.body,
    channel,
    external: input.external ?? null,
    createdAt: stamp.at,
  })
  for (const attachmentId of attachments) {
    draft.attachments.push({ attachmentId, uploader: stamp.actor, ticketId, messageId })
  }
  const byRequester = stamp.actor.type === 'requester' && stamp.actor.id === ticket.requester.id
  draft.add({ type: 'message.added', data: { messageId, visibility, byRequester, channel, attachments } })
  return messageId
}

function messageCommand(name: 'reply' | 'note', visibility: Visibility): TicketCommand<MessageInput> {
  return {
    name,
    action: name,
    input: messageInput,
    decide: (draft, input, context): CommandResult => ({ messageId: addMessage(draft, visibility, input, context) }),
  }
}

/** A message that the requester sees. */
export const reply = messageCommand('reply', 'public')

/** A message that only the desk sees. */
export const note = messageCommand('note', 'internal')
