import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { Random } from '../kernel/random.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { AgentRecord } from '../store/record-types.js'
import type { Presence } from './presence.js'

/** An agent who might get a ticket, with what decides whether. */
export interface Candidate {
  readonly agent: AgentRecord
  /** Whether the agent works now, by status, vacations and shift. */
  readonly presence: Presence
  /** The sum of the weights of the active tickets that the agent holds or is offered. */
  readonly load: number
  /** The same for tickets of this ticket's channel. */
  readonly channelLoad: number
  /** How many tickets of this ticket's category the agent has solved. */
  readonly solved: number
  /** The agent's place in turn: whoever was given work last has the highest number. */
  readonly turn: number
}

/** What a routing policy may use besides the ticket and the candidates. */
export interface RoutingContext {
  readonly now: Instant
  /** The only chance there is: numbers from 0 up to, but not, 1. */
  readonly random: Random
  /** Who last worked on another ticket of the same requester; null when nobody did, or the policy does not ask for it. */
  readonly lastAgent: string | null
}

/** What a routing policy says: an agent or nobody, and why. */
export interface RoutingDecision {
  /** The agent's id, which must be one of the candidates; null to leave the ticket unassigned. */
  readonly assignee: string | null
  /** The team that the ticket belongs to from now on; left out: as before. */
  readonly team?: string | null
  /** Codes and values, one for each candidate that was looked at. Written into events and never erased: nothing personal. */
  readonly reasons: readonly Reason[]
}

/**
 * Decides who gets a ticket. Synchronous and pure: chance comes from `random` alone. The candidates are the agents of
 * the ticket's team and of `teams`, or all agents when it has no team; who is away or full is among them. The agent's
 * capacity is guarded again when the assignment is committed, so two tickets never take the same last place.
 */
export interface RoutingPolicy<Fields = JsonObject> {
  readonly id: string
  /** Raised with each change, because decisions are stored with it. */
  readonly version: number
  /** Other teams whose agents may get tickets too. */
  readonly teams?: readonly string[]
  /** Whether it asks who last worked for the same requester. */
  readonly usesLastAgent?: boolean
  /** The agent is asked and has so many milliseconds to accept; left out: the ticket is assigned at once. */
  readonly offerMs?: number
  /** Whether a ticket goes back to the others when its agent leaves while holding it; left out: it stays. */
  readonly handsBack?: (ticket: PolicyTicket<Fields>) => boolean
  /** Decides; called when a ticket waits for an agent. */
  readonly select: (
    ticket: PolicyTicket<Fields>,
    candidates: readonly Candidate[],
    context: RoutingContext,
  ) => RoutingDecision
}

/** What a ticket asks of whoever works on it. */
export interface Requirements {
  /** Skill to the least level, 1 to 5. */
  readonly skills?: Readonly<Record<string, number>>
  /** Languages of which one is needed, as BCP 47 tags; `zh` is met by `zh-Hant`, and `en-US` by `en`. */
  readonly languages?: readonly string[]
  /** The least authority, in the host's unit. */
  readonly authority?: number
}

/** What a strategy may use to compare the candidates for a ticket. */
export interface RankContext extends RoutingContext {
  readonly requirements: Requirements
}

/**
 * One way to compare candidates. By itself it is a whole policy; in `defineRouting` several are used in turn, each among
 * those whom the one before found equal.
 */
export interface RoutingStrategy<Fields = unknown> extends RoutingPolicy<Fields> {
  /** How well a candidate suits: the highest is chosen. A finite number; anything else counts as a failure of the policy. */
  readonly rank: (ticket: PolicyTicket<Fields>, candidate: Candidate, context: RankContext) => number
}
