import * as z from 'zod'
import { text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import type { TicketCommand } from '../command.js'
import { isRefusal, refuse } from '../refusal.js'
import { addMessage } from './message.js'
import { takeEvent } from './send.js'

const OUTCOMES = ['confirmed', 'refused', 'unreached'] as const

/** What recording a call-back takes. */
interface RecordCallBack {
  readonly outcome: (typeof OUTCOMES)[number]
  readonly note?: string | undefined
}

/**
 * Records that somebody tried to reach the requester for a confirmation; a yes or a no sends the event that the state
 * names for it, in the same commit: it is the requester's word, so that it may send what the requester may. What was said is
 * kept as a note.
 */
export const recordCallBack: TicketCommand<RecordCallBack> = {
  name: 'recordCallBack',
  action: 'recordCallBack',
  input: z.strictObject({ outcome: z.enum(OUTCOMES), note: text(LIMITS.body).optional() }),
  decide(draft, { outcome, note }, context) {
    const { state } = draft.ticket
    const confirmation = context.workflow.definition.states[state]?.confirmation
    if (confirmation === undefined) {
      const message = `The state ${state} asks for no confirmation; call back in a state that has one.`
      return refuse('COMMAND_REFUSED', message, { code: 'no-confirmation', state })
    }
    const messageId = note === undefined ? null : addMessage(draft, 'internal', { body: note }, context)
    draft.add({ type: 'callback.recorded', data: { outcome, messageId } })
    if (outcome !== 'unreached') {
      const why = messageId === null ? undefined : { messageId }
      const taken = takeEvent(draft, confirmation[outcome], context, why, 'requester')
      if (isRefusal(taken)) return taken
    }
    return messageId === null ? {} : { messageId }
  },
}
