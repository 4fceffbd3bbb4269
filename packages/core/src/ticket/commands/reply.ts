import * as z from 'zod'
import type { AccessPolicy } from '../../access/access-types.js'
import { id } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { ActorReference, Visibility } from '../../store/record-types.js'
import { type NoteAbout, refuseAbout } from '../about.js'
import type { CommandResult, TicketCommand } from '../command.js'
import { refuseMentions } from '../mentions.js'
import { type Refusal, refuse } from '../refusal.js'
import { refuseChannel } from './channel.js'
import { addMessage, messageInput } from './message.js'
import { heedRequester } from './requester-wrote.js'

const written = messageInput.extend({ mentions: z.array(id).max(LIMITS.mentions).optional() })
const noted = written.extend({
  about: z
    .union([z.strictObject({ message: id }), z.strictObject({ attachment: id }), z.strictObject({ item: id })])
    .optional(),
})

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

type Written = z.output<typeof written> & { readonly about?: NoteAbout | undefined }

function messageCommand(
  name: 'reply' | 'note',
  visibility: Visibility,
  taken: z.ZodType<Written>,
): TicketCommand<Written> {
  return {
    name,
    action: name,
    input: taken,
    followsMerge: true,
    needs: ({ mentions, about }) => ({
      agents: mentions,
      message: about && 'message' in about ? about.message : undefined,
      attachments: about && 'attachment' in about ? [about.attachment] : undefined,
    }),
    decide(draft, { mentions: named, about, ...input }, context): CommandResult | Refusal {
      const { access } = context.model
      const mentions = [...new Set(named)]
      const refusal =
        (input.external && refuseExternal(access, draft.stamp.actor)) ??
        refuseChannel(access, draft.stamp.actor, input.channel) ??
        refuseMentions(mentions, draft, access, context.loaded) ??
        (about && refuseAbout(about, draft, context))
      if (refusal) return refusal
      const messageId = addMessage(draft, visibility, input, context, { mentions, about })
      // A ticket that goes on elsewhere is not moved any more.
      if (draft.ticket.flow.mergedInto === undefined) heedRequester(draft, messageId, context)
      return { messageId }
    },
  }
}

/** A message that the requester sees. */
export const reply = messageCommand('reply', 'public', written)

/** A message that only the desk sees. */
export const note = messageCommand('note', 'internal', noted)
