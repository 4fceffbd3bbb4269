import * as z from 'zod'
import { text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import { DONE, type TicketCommand } from '../command.js'
import { isActive } from '../facts.js'
import { SYSTEM_ACTOR } from '../promises.js'
import { refuse, refuseDone } from '../refusal.js'
import { addMessage } from './message.js'
import { heedRequester } from './requester-wrote.js'
import { wake } from './snooze.js'

/** Urges: counted, told to whoever has the ticket, and at most so often. The message is a public one. */
export const nudge: TicketCommand<{ message?: string | undefined }> = {
  name: 'nudge',
  action: 'nudge',
  input: z.strictObject({ message: text(LIMITS.body).optional() }),
  decide(draft, { message: body }, context) {
    const { phase, flow } = draft.ticket
    const { stamp } = draft
    if (!isActive(phase)) return refuseDone(phase)
    const { count = 0, lastAt = null } = flow.nudges ?? {}
    const againAt = lastAt === null ? stamp.at : lastAt + context.model.nudges.everyMs
    if (stamp.at < againAt) {
      const message = 'You have urged a short while ago, and the desk knows; urge again later, or write a message.'
      return refuse('COMMAND_REFUSED', message, { code: 'nudge-too-soon', againAt })
    }
    const written = body === undefined ? null : addMessage(draft, 'public', { body }, context, { ofRequester: true })
    draft.add({ type: 'ticket.nudged', data: { number: count + 1, messageId: written } })
    if (written !== null) heedRequester(draft, written, context)
    // Also without words.
    draft.stamp = { ...stamp, actor: SYSTEM_ACTOR }
    wake(draft, 'requester')
    draft.stamp = stamp
    return written === null ? DONE : { messageId: written }
  },
}
