import * as z from 'zod'
import { text } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import { DONE, type TicketCommand } from '../command.js'
import { isActive } from '../facts.js'
import { refuse } from '../refusal.js'
import { addMessage } from './message.js'

/** What rating takes. */
interface Rate {
  readonly score: number
  readonly comment?: string | undefined
}

/** Rates how a ticket was solved, 1 (bad) to 5; again, up to a limit, it replaces the rating. Each comment is a public message and stays. */
export const rate: TicketCommand<Rate> = {
  name: 'rate',
  action: 'rate',
  input: z.strictObject({ score: z.int().min(1).max(5), comment: text(LIMITS.body).optional() }),
  decide(draft, { score, comment }, context) {
    const { phase, facts, stateSince, flow } = draft.ticket
    if (isActive(phase)) {
      const message = 'The ticket is not solved yet; rate it when it is.'
      return refuse('COMMAND_REFUSED', message, { code: 'not-solved-yet', phase })
    }
    const until = (facts.solvedAt ?? stateSince) + context.model.survey.untilMs
    if (draft.stamp.at >= until) {
      const message = 'The time for rating this ticket is over; open a new ticket to say more.'
      return refuse('COMMAND_REFUSED', message, { code: 'survey-over', until })
    }
    if (comment === undefined && flow.rating?.score === score) return DONE
    if ((flow.rating?.count ?? (flow.rating ? 1 : 0)) >= LIMITS.ratings) {
      const message = `A ticket is rated at most ${LIMITS.ratings} times; write a message to say more.`
      return refuse('LIMIT_EXCEEDED', message, { code: 'ratings', limit: LIMITS.ratings })
    }
    const nature = { ofRequester: true, survey: true }
    const messageId = comment === undefined ? null : addMessage(draft, 'public', { body: comment }, context, nature)
    draft.add({ type: 'ticket.rated', data: { score, messageId } })
    return messageId === null ? DONE : { messageId }
  },
}
