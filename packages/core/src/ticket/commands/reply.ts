import * as z from 'zod'
import type { AccessPolicy } from '../../access/access-types.js'
import { id } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { ActorReference, Visibility } from '../../store/record-types.js'
import type { CommandResult, TicketCommand } from '../command.js'
import { refuseMentions } from '../mentions.js'
import { type Refusal, refuse } from '../refusal.js'
import { addMessage, messageInput } from './message.js'
import { heedRequester } from './requester-wrote.js'

const written = messageInput.extend({ mentions: z.array(id).max(LIMITS.mentions).optional() })

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

function messageCommand(name: 'reply' | 'note', visibility: Visibility): TicketCommand<z.output<typeof written>> {
  return {
    name,
    action: name,
    input: written,
    followsMerge: true,
    needs: ({ mentions }) => ({ agents: mentions }),
    decide(draft, { mentions: named, ...input }, context): CommandResult | Refusal {
      const { access } = context.model
      const mentions = [...new Set(named)]
      const refusal =
        (input.external && refuseExternal(access, draft.stamp.actor)) ??
        refuseMentions(mentions, draft, access, context.loaded)
      if (refusal) return refusal
      const messageId = addMessage(draft, visibility, input, context, { mentions })
      // A ticket that goes on elsewhere is not moved any more.
      if (draft.ticket.flow.mergedInto === undefined) heedRequester(draft, messageId, context)
      return { messageId }
    },
  }
}

/** A message that the requester sees. */
export const reply = messageCommand('reply', 'public')

/** A message that only the desk sees. */
export const note = messageCommand('note', 'internal')
