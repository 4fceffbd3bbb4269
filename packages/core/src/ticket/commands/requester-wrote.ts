import type { CommandContext } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { failureOf } from '../failure.js'
import { SYSTEM_ACTOR } from '../promises.js'
import { takeEvent } from './send.js'
import { wake } from './snooze.js'

/**
 * Does what follows when the requester has written a public message: nobody snoozes the ticket any more, and the desk
 * sends the event that the state names for it, for which the message is the reason. Where the workflow refuses the event,
 * the message stands alone.
 */
export function heedRequester(draft: TicketDraft, messageId: string, context: CommandContext): void {
  const written = draft.events.find(({ type, data }) => type === 'message.added' && data['messageId'] === messageId)
  if (written?.data['byRequester'] !== true || written.data['visibility'] !== 'public') return
  const { stamp } = draft
  draft.stamp = { ...stamp, actor: SYSTEM_ACTOR }
  wake(draft, 'requester')
  const event = context.workflow.definition.states[draft.ticket.state]?.onReply
  try {
    if (event !== undefined) takeEvent(draft, event, context, { messageId })
  } catch (error) {
    // Whoever writes is not to suffer from a guard that throws; the host hears of it.
    draft.fail(failureOf(`event ${event} on a reply`, error))
  }
  draft.stamp = stamp
}
