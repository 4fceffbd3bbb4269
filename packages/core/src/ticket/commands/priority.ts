import * as z from 'zod'
import { id, instant, invalidInput, text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import { DONE, type TicketCommand } from '../command.js'
import { manualDecision } from '../decisions.js'
import { endHeldPriority } from '../priority.js'
import { refuse } from '../refusal.js'
import { addMessage } from './message.js'

/** What setting a priority by hand takes. */
interface SetPriority {
  readonly priority: string | null
  readonly reason?: string | undefined
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly until?: number | undefined
}

/**
 * Sets the priority by hand, for good or until an instant, or gives it back to the policy with null. The reason is kept
 * as a note.
 */
export const setPriority: TicketCommand<SetPriority> = {
  name: 'setPriority',
  action: 'setPriority',
  input: z
    .strictObject({
      priority: id.nullable(),
      reason: text(LIMITS.body).optional(),
      until: instant.transform((at) => at.getTime()).optional(),
    })
    .refine(({ priority, until }) => priority !== null || until === undefined, {
      path: ['until'],
      message: 'belongs to a priority that is set; leave it out',
    }),
  decide(draft, { priority, reason, until }, context) {
    const { model, find } = context
    const rank = priority === null ? 0 : model.priority.levels.indexOf(priority) + 1
    if (priority !== null && rank === 0) {
      return refuse('COMMAND_REFUSED', `The priority must be one of ${model.priority.levels.join(', ')}.`, {
        code: 'priority-unknown',
        levels: model.priority.levels,
      })
    }
    const end = until ?? null
    if (end !== null && end <= draft.stamp.at) {
      throw invalidInput('setPriority', [{ path: ['until'], code: 'past', message: 'must be later than now' }])
    }
    const messageId = reason === undefined ? null : addMessage(draft, 'internal', { body: reason }, context)
    if (priority === null) endHeldPriority(draft, model, find)
    else {
      const why = { code: 'set', priority, ...(messageId !== null && { note: messageId }) }
      const decision = manualDecision(draft.stamp, why, end)
      draft.add({ type: 'ticket.prioritized', data: { priority, rank, decision } })
    }
    return messageId === null ? DONE : { messageId }
  },
}

/** Raises the priority by one level, or to a level; never lowers it. It then stays until a person changes it. */
export const raisePriority: TicketCommand<{ to?: string | undefined }> = {
  name: 'raisePriority',
  action: 'setPriority',
  input: z.strictObject({ to: id.optional() }),
  decide(draft, { to }, { model }) {
    const { levels } = model.priority
    const { priorityRank, priority: from } = draft.ticket
    const rank = to === undefined ? Math.max(1, priorityRank - 1) : levels.indexOf(to) + 1
    const priority = levels[rank - 1]
    if (priority === undefined || rank >= priorityRank) return DONE
    const decision = { ...manualDecision(draft.stamp, { code: 'raised', from, to: priority }), policy: 'raised' }
    draft.add({ type: 'ticket.prioritized', data: { priority, rank, decision } })
    return DONE
  },
}
