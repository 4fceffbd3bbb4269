import type { TicketCommand } from '../ticket/command.js'
import type { CommandOptions } from './actor-desk-types.js'
import type { Ticket } from './ticket-types.js'

/** Makes a method of the desk of a command: it checks its input, runs it, and gives the ticket as it is then. */
export type OnTicket = <Input>(
  command: TicketCommand<Input>,
) => (ticketId: string, input?: unknown, options?: CommandOptions) => Promise<Ticket>
