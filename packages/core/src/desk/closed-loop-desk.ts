import { recordCallBack } from '../ticket/commands/call-back.js'
import { nudge } from '../ticket/commands/nudge.js'
import { rate } from '../ticket/commands/rate.js'
import { snooze, unsnooze } from '../ticket/commands/snooze.js'
import type { CommandOptions } from './actor-desk-types.js'
import type { OnTicket } from './on-ticket.js'

/** What one actor can do so that a ticket ends as its requester wants. */
export function closedLoopDesk(onTicket: OnTicket) {
  return {
    recordCallBack: onTicket(recordCallBack),
    rate: onTicket(rate),
    nudge: onTicket(nudge),
    snooze: onTicket(snooze),
    unsnooze: (ticketId: string, options?: CommandOptions) => onTicket(unsnooze)(ticketId, {}, options),
  }
}
