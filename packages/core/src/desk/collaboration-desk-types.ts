import type { TimeSpan } from '../kernel/duration.js'
import type { CommandOptions } from './actor-desk-types.js'
import type { TicketRequest } from './present-flow.js'
import type { DeskShape } from './shape-types.js'
import type { Message, Ticket } from './ticket-types.js'

/** By when an answer is wanted: an instant, or so much open time of a calendar of the desk from now. */
export type RequestDue<Calendar extends string = string> =
  | { readonly at: Date }
  /** `wall` is wall time, and what is meant if the calendar is left out. At most ten years. */
  | { readonly within: TimeSpan; readonly calendar?: Calendar | 'wall' }

/** A question to a team or an agent. */
export interface AskRequest<Calendar extends string = string> {
  /** A team means its present agents, all while none is present. */
  readonly to: { readonly team: string } | { readonly agent: string }
  /** Up to 200,000 characters; kept as a note. */
  readonly question: string
  /** Never overdue if left out. */
  readonly due?: RequestDue<Calendar>
  /** Ids of files that the actor uploaded. */
  readonly attachments?: readonly string[]
}

/** Questions to others within a ticket. */
export interface CollaborationDesk<Shape extends DeskShape = DeskShape> {
  /**
   * Asks a team or an agent something within the ticket; they are told `request.asked`. When the due time passes without an
   * answer, they and whoever asked are told `request.overdue`, once. Throws `COMMAND_REFUSED` with the reason
   * `agent-unknown` or `team-unknown`, `LIMIT_EXCEEDED` when 50 requests are open, `CALENDAR_EXHAUSTED`.
   */
  request(ticketId: string, request: AskRequest<Shape['calendar']>, options?: CommandOptions): Promise<TicketRequest>
  /**
   * Answers a request by a note, which closes it. Whoever asked, and the assignee, are told `request.answered`. Open to
   * everybody who may write notes. Throws `COMMAND_REFUSED` with the reason `request-unknown`, which names the open ones.
   */
  answer(
    ticketId: string,
    answer: { readonly request: string; readonly body: string; readonly attachments?: readonly string[] },
    options?: CommandOptions,
  ): Promise<Message>
  /**
   * Takes back a request that nobody has answered. For who asked, leads and admins (`FORBIDDEN` with the reason
   * `not-the-asker`). Throws `COMMAND_REFUSED` as `answer` does.
   */
  withdrawRequest(
    ticketId: string,
    request: { readonly request: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
}
