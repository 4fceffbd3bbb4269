import * as z from 'zod'
import { external, id, text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { ActorReference, Visibility } from '../../store/record-types.js'
import type { NoteAbout } from '../about.js'
import type { CommandContext } from '../command.js'
import type { TicketDraft } from '../draft.js'

/** What reply and note take. */
export const messageInput = z.strictObject({
  body: text(LIMITS.body),
  channel: id.optional(),
  external: external.optional(),
  attachments: z.array(id).max(LIMITS.attachmentsPerMessage).optional(),
})

/** A message to write. */
export type MessageInput = z.output<typeof messageInput>

/** What else a message is, besides what somebody writes. */
export interface MessageNature {
  /** It is what the requester has to say, also when somebody else writes it down: it answers nothing. */
  readonly ofRequester?: boolean
  /** Who uploaded its files, where that is not its author. */
  readonly uploader?: ActorReference
  /** It belongs to a rating: it waits for no answer and moves nothing. */
  readonly survey?: boolean
  /** The desk wrote it by itself: it answers nobody, and no clock heeds it. */
  readonly automatic?: boolean
  /** The agents whom it mentions, each once. */
  readonly mentions?: readonly string[]
  /** What it is about. */
  readonly about?: NoteAbout | undefined
}

/** Writes a message with its event, which opens the ticket or adds to it; returns its id. */
export function addMessage(
  draft: TicketDraft,
  visibility: Visibility,
  input: MessageInput,
  context: Pick<CommandContext, 'newId' | 'model'>,
  { ofRequester = false, uploader, survey = false, automatic = false, mentions = [], about }: MessageNature = {},
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
    draft.attachments.push({ attachmentId, uploader: uploader ?? stamp.actor, ticketId, messageId })
  }
  const ownTickets =
    stamp.actor.type === 'requester' || context.model.access.roles.get(stamp.actor.type)?.tickets === 'own'
  const byRequester = ofRequester || (ownTickets && stamp.actor.id === ticket.requester.id)
  const kinds = { ...(survey && { survey }), ...(automatic && { automatic }) }
  const more = { ...kinds, ...(mentions.length > 0 && { mentions }), ...(about && { about }) }
  const data = { messageId, visibility, byRequester, channel, attachments, ...more }
  draft.add({ type: 'message.added', data })
  return messageId
}
