import { DocketError } from '../kernel/error.js'
import { followUp } from '../runtime/follow-up.js'
import type { Runtime } from '../runtime/runtime.js'
import { answer, request, withdrawRequest } from '../ticket/commands/request.js'
import { openRequests } from '../workflow/open-requests.js'
import type { CollaborationDesk } from './collaboration-desk-types.js'
import { presentRequest } from './present-flow.js'
import type { TicketCommands } from './ticket-commands.js'

/** The questions of one actor to others, and its answers. */
export function collaborationDesk(runtime: Runtime, { run, onTicket, writing }: TicketCommands): CollaborationDesk {
  return {
    async request(ticketId, input, options) {
      const outcome = await run(request, ticketId, input, options)
      await followUp(runtime, outcome)
      // Of an answer that is given again, the ticket as it was then.
      const asked = openRequests(outcome.ticket.flow).find(({ id }) => id === outcome.result.request)
      if (!asked) throw new DocketError('INTERNAL', 'A request that was asked is not on its ticket.')
      return presentRequest(asked)
    },
    answer: writing(answer),
    withdrawRequest: onTicket(withdrawRequest),
  }
}
