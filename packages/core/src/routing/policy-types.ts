import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { Random } from '../kernel/random.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { AgentLoad } from '../store/record-types.js'

/** What a routing policy says: an agent or nobody, and why. */
export interface RoutingDecision {
  /** The agent's id, which must be one of the candidates; null to leave the ticket unassigned. */
  readonly assignee: string | null
  /** Codes and values, one for each candidate that was looked at. Written into events and never erased: nothing personal. */
  readonly reasons: readonly Reason[]
}

/**
 * Decides who gets a ticket. Synchronous and pure: chance comes from `random` alone. The candidates are the agents of
 * the ticket's team, or all agents when it has none. The agent's capacity is guarded again when the assignment is
 * committed, so two tickets never take the same last place.
 */
export interface RoutingPolicy<Fields = JsonObject> {
  readonly id: string
  /** Raised with each change, because decisions are stored with it. */
  readonly version: number
  /** Decides; called when a ticket waits for an agent. */
  readonly select: (
    ticket: PolicyTicket<Fields>,
    candidates: readonly AgentLoad[],
    context: { readonly now: Instant; readonly random: Random },
  ) => RoutingDecision
}
