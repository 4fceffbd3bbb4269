import * as z from 'zod'
import type { AccessPolicy } from '../../access/access-types.js'
import { external, id, text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { ActorReference, Visibility } from '../../store/record-types.js'
import type { CommandContext, CommandResult, TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { type Refusal, refuse } from '../refusal.js'

/** What reply and note take. */
export const messageInput = z.strictObject({
  body: text(LIMITS.body),
  channel: id.optional(),
  external: external.optional(),
  attachments: z.array(id).max(LIMITS.attachmentsPerMessage).optional(),
})

/** A message to write. */
export type MessageInput = z.output<typeof messageInput>

/** Writes a message with its event, which opens the ticket or adds to it; returns its id. */
export function addMessage(
  draft: TicketDraft,
  visibility: Visibility,
  input: MessageInput,
  context: Pick<CommandContext, 'newId' | 'model'>,
  opens = false,
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
  const ownTickets =
    stamp.actor.type === 'requester' || context.model.access.roles.get(stamp.actor.type)?.tickets === 'own'
  // What opens a ticket is what its requester has to say, also when an agent writes it down: it answers nothing.
  const byRequester = opens || (ownTickets && stamp.actor.id === ticket.requester.id)
  draft.add({ type: 'message.added', data: { messageId, visibility, byRequester, channel, attachments } })
  return messageId
}

/** Refuses an external id of an actor who may not give one: it could be squatted on, or tell what exists. */
function refuseExternal(access: AccessPolicy, actor: ActorReference): Refusal | undefined {
  const verdict = access.can(actor, 'setExternal', null)
  if (verdict.allow) return undefined
  return refuse(
    'FORBIDDEN',
    `The role ${actor.type} may not give external ids; leave \`external\` out.`,
    ...verdict.reasons,
  )
}

function messageCommand(name: 'reply' | 'note', visibility: Visibility): TicketCommand<MessageInput> {
  return {
    name,
    action: name,
    input: messageInput,
    decide(draft, input, context): CommandResult | Refusal {
      const refusal = input.external && refuseExternal(context.model.access, draft.stamp.actor)
      return refusal ?? { messageId: addMessage(draft, visibility, input, context) }
    },
  }
}

/** A message that the requester sees. */
export const reply = messageCommand('reply', 'public')

/** A message that only the desk sees. */
export const note = messageCommand('note', 'internal')
