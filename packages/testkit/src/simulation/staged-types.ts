import type { ActorDesk, CreateTicket, DeskShape } from '@docket/core'
import type { SeededRandom } from '../random/seeded-random.js'

/** A ticket with those who are to work on it: in a stage, or, on a desk without stages, with a team. */
export interface SimulatedStay<Ticket> {
  readonly ticketId: string
  readonly ticket: Ticket
  /** Counts the ticket's stays, from 1: its stages, or how often it came to another team. */
  readonly number: number
  /** Null on a desk without stages. */
  readonly stage: string | null
  readonly team: string | null
}

/** One call to the desk, by whoever does the task. The key is the call's own. */
export type SimulatedCall<Shape extends DeskShape> = (
  desk: ActorDesk<Shape>,
  ticketId: string,
  options: { readonly idempotencyKey: string },
) => Promise<unknown>

/** Something that somebody does to a ticket. */
export interface StayTask<Shape extends DeskShape = DeskShape> {
  /**
   * `assignee`: whoever has the ticket, and whoever gets it meanwhile begins anew. `colleague`: somebody else of its team who
   * is asked in person, and so does not forget. An agent of the run is asked in person too. `requester`: the customer.
   */
  readonly by: 'assignee' | 'colleague' | 'requester' | { readonly agent: string }
  /** Seconds of work; of the customer, seconds until it is done. */
  readonly seconds: number
  /** Given at the first look, in this order; whoever forgets it then comes back to the work alone. */
  readonly begin?: readonly SimulatedCall<Shape>[]
  /** Given when it is done, in this order. */
  readonly end?: readonly SimulatedCall<Shape>[]
}

/** How people forget, and what brings it back. The same for all agents. */
export interface Attention {
  /** Which share of their tasks assignees put aside after the first look and forget, from 0 to 1. */
  readonly forgets: number
  /** After so many of their shifts they look through all that they have. */
  readonly looksAfterShifts: number
  /** The chance that a notification about it reminds whoever forgot it, from 0 to 1. */
  readonly reacts: number
  /** Working seconds between such a notification and its effect. */
  readonly reactsAfterSeconds: number
}

/** The work on a desk with stages, or on one where people pass a ticket on by hand. */
export interface StagedWork<Shape extends DeskShape = DeskShape> {
  /**
   * What is done in a stay, one task after the other; the last calls move the ticket on. The randomness is the ticket's own
   * and begins anew with each stay, so that arms share what is drawn.
   */
  readonly tasks: (stay: SimulatedStay<CreateTicket<Shape>>, random: SeededRandom) => readonly StayTask<Shape>[]
  /** Nobody forgets if left out. */
  readonly attention?: Attention
  /** What a modelled dispatcher calls for each ticket before it is assigned. */
  readonly handOut?: readonly SimulatedCall<Shape>[]
}

/** What became of a ticket whose work is in stays. */
export interface StagedTicket {
  /** From its creation until it was solved, or until the end of the run. */
  readonly cycleSeconds: number
  /** Of these, those between the beginning of a stay and the instant when somebody took it up, as `journey` reckons them. */
  readonly transitSeconds: number
  readonly stays: number
  /** Commands by people who work at the desk. */
  readonly commands: number
  /** What they only looked up. */
  readonly lookUps: number
  /** How often something was forgotten. */
  readonly forgotten: number
}
