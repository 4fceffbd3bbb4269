import type { CommandOptions } from './actor-desk-types.js'
import type { DeskShape } from './shape-types.js'
import type { Ticket } from './ticket-types.js'

/** How a ticket comes to its end and back, as one actor closes the loop. Each refusal is a `COMMAND_REFUSED` with reasons. */
export interface ClosedLoopDesk<Shape extends DeskShape = DeskShape> {
  /**
   * Records that somebody of the desk tried to reach the requester for a confirmation; the note is internal. `confirmed`
   * and `refused` send the event that the state names for it (its `confirmation`) in the same commit. Throws
   * `TRANSITION_REFUSED` when that is not allowed, and then nothing is recorded; refused with `no-confirmation` where the
   * state asks for none.
   */
  recordCallBack(
    ticketId: string,
    call: { readonly outcome: 'confirmed' | 'refused' | 'unreached'; readonly note?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /**
   * Rates how the ticket was solved, from 1 (bad) to 5, for requesters and services; again, it replaces the rating. The
   * comment is a public message that reopens nothing and waits for no answer. Refused with `not-solved-yet`, and with
   * `survey-over` after the time of the desk's `survey`.
   */
  rate(
    ticketId: string,
    rating: { readonly score: 1 | 2 | 3 | 4 | 5; readonly comment?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /**
   * Urges, for requesters: whoever has the ticket is told, later also the leads, and policies see the input `nudges`. The
   * message is public. Refused with `nudge-too-soon` and `againAt` (milliseconds since 1970-01-01T00:00:00Z), and with
   * `not-open` once the ticket is solved.
   */
  nudge(ticketId: string, words?: { readonly message?: string }, options?: CommandOptions): Promise<Ticket<Shape>>
  /**
   * Puts the ticket off until an instant, at most 366 days from now, or until the requester writes; it keeps its agent
   * and its clocks. Again, it moves the instant. Refused with `not-open` once the ticket is solved.
   */
  snooze(ticketId: string, to: { readonly until: Date }, options?: CommandOptions): Promise<Ticket<Shape>>
  /** Ends the snoozing; does nothing to a ticket that is not put off. */
  unsnooze(ticketId: string, options?: CommandOptions): Promise<Ticket<Shape>>
}
