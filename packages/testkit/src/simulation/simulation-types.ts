import type {
  AgentInput,
  Clock,
  CreateTicket,
  Desk,
  DeskDefinition,
  DeskShape,
  Duration,
  EventOf,
  Ids,
  Random,
  Requirements,
  Store,
} from '@docket/core'
import type { SeededRandom } from '../random/seeded-random.js'
import type { StagedWork } from './staged-types.js'

/** What a simulated desk runs on: all of it goes by the simulation's clock and seed. */
export interface SimulatedParts {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  /** Is told what a policy, a provider or the desk throws. */
  readonly onError: (error: unknown) => void
}

/** An agent as the directory takes it, and the group whose utilisation is reckoned together. */
export interface SimulatedAgent extends AgentInput {
  readonly group?: string
}

/** A ticket that a customer creates at an instant. */
export interface Arrival<Ticket> {
  readonly at: Date
  readonly ticket: Ticket
}

/** What a stream of arrivals is drawn from. */
export interface ArrivalStream {
  /** From the seed, and the same whatever the arm. */
  readonly random: SeededRandom
  readonly since: Date
  readonly until: Date
}

/** Arrivals as a list, or drawn from the seed, such as by `poisson`. Those outside of the run are left out. */
export type Arrivals<Ticket> = readonly Arrival<Ticket>[] | ((stream: ArrivalStream) => readonly Arrival<Ticket>[])

/** How much work a ticket is. */
export interface Work {
  /** Working seconds until it is solved. */
  readonly seconds: number
  /** After which share of them the agent answers, from 0 to 1; 1, just before it is solved, if left out. */
  readonly answer?: number
}

/**
 * How much work a ticket is to an agent. The randomness is the ticket's own: it begins anew with each call, so that arms
 * and agents share what is drawn.
 */
export type Handling<Ticket> = (ticket: Ticket, agent: SimulatedAgent, random: SeededRandom) => Work

/** A ticket that an agent holds. */
export interface HeldTicket<Ticket> {
  readonly id: string
  readonly ticket: Ticket
  /** The place of its priority, 1 for the most urgent level. */
  readonly rank: number
  readonly createdAt: Date
  readonly isAnswered: boolean
}

/**
 * What an agent works on: asked when the agent comes, gets a ticket or has finished one. `held` are those that it could
 * begin, `working` those that it works on now; null to begin nothing.
 */
export type WorkModel<Ticket> = (
  held: readonly HeldTicket<Ticket>[],
  working: readonly HeldTicket<Ticket>[],
) => HeldTicket<Ticket> | null

/** What an agent does when it is offered a ticket; the randomness is the ticket's own. */
export type OfferAnswer<Ticket> = (
  ticket: Ticket,
  agent: SimulatedAgent,
  random: SeededRandom,
) => { readonly accepts: boolean; readonly afterSeconds?: number }

/** Somebody to whom a modelled dispatcher could give a ticket: present, and with a free place for it. */
export interface DispatchCandidate {
  readonly agent: SimulatedAgent
  /** Whether the agent meets what the ticket requires, and belongs to its team if it has one. */
  readonly meets: boolean
  /** The sum of the weights of the active tickets held. */
  readonly load: number
  /** Which one of the dispatcher's assignments was the agent's last; 0 for none. */
  readonly turn: number
}

/** Whom a modelled dispatcher gives a ticket, by id; null to leave it for the next look. The randomness is the ticket's own. */
export type DispatchRule<Ticket> = (
  ticket: Ticket,
  candidates: readonly DispatchCandidate[],
  random: SeededRandom,
) => string | null

/** A modelled human dispatcher, set once and frozen. */
export interface Dispatcher<Ticket, Calendar extends string = string> {
  /** The desk's calendar in which the dispatcher works; always, if left out. */
  readonly calendar?: Calendar
  /** How often the dispatcher looks at the queue, counted from each opening. */
  readonly every: Duration
  /** Working time for each ticket of the queue. */
  readonly perTicket: Duration
  readonly choose: DispatchRule<Ticket>
}

/** A simulation without its seed: what the arms of a comparison differ in, and share. */
export interface Simulation<Shape extends DeskShape = DeskShape> {
  /** Arrivals come from here on, and utilisation is measured. */
  readonly since: Date
  /** Nobody comes any more; what is there is worked off. */
  readonly until: Date
  /** How long it is worked off at most; 7 days if left out. */
  readonly tail?: Duration
  /** `createDesk` of `@docket/core`; where the desk has effects, a function that adds them to the parts. */
  readonly createDesk: (definition: DeskDefinition<Shape>, parts: SimulatedParts) => Promise<Desk<Shape>>
  /** A fresh and empty store that goes by the clock, such as `memoryStore` makes. */
  readonly store: (parts: { readonly clock: Clock }) => Store | Promise<Store>
  /** `simulation` if left out. */
  readonly tenant?: string
  /** Puts into the desk what the run needs besides its agents, such as teams and managers. */
  readonly setUp?: (desk: Desk<Shape>, tenant: string) => Promise<unknown>
  readonly arrivals: Arrivals<CreateTicket<Shape>>
  readonly agents: readonly SimulatedAgent[]
  /** The work on a desk where whoever has a ticket solves it. Exactly one of this and `staged` is given. */
  readonly handling?: Handling<CreateTicket<Shape>>
  /** The work on a desk where tickets pass from one to another. */
  readonly staged?: StagedWork<Shape>
  /** What a ticket requires of its agent: what assignments are judged by, whatever the routing says. Nothing if left out. */
  readonly requires?: (ticket: CreateTicket<Shape>) => Requirements
  /** {@link oneAtATime} if left out. */
  readonly works?: WorkModel<CreateTicket<Shape>>
  /** Accepted at once if left out. */
  readonly answers?: OfferAnswer<CreateTicket<Shape>>
  /** `desk` for the desk's own routing, if left out. */
  readonly arm?: 'desk' | Dispatcher<CreateTicket<Shape>, Shape['calendar']>
  /** The desk's calendar by which the first response is measured; elapsed time if left out. */
  readonly hours?: Shape['calendar']
  /** The event that solves a ticket; `solve` if left out. */
  readonly solve?: EventOf<Shape>
  /** After which share of its writes to the store the process dies, before anything else; 0 if left out. */
  readonly kills?: number
}

/** What {@link simulateDesk} takes besides the desk's definition. */
export interface SimulationOptions<Shape extends DeskShape = DeskShape> extends Simulation<Shape> {
  /** A whole number. The same seed gives the same report, byte for byte, on every store. */
  readonly seed: number
}
