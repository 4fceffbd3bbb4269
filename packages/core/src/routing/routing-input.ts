import type { Condition } from '../condition/condition-types.js'
import type { Duration } from '../kernel/duration.js'
import type { Reason } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { Requirements, RoutingPolicy, RoutingStrategy } from './policy-types.js'

/** A strategy as far as a tier uses it: its name, which must be its own within the tier, and how it compares candidates. */
export type Ranking<Fields = unknown> = Pick<RoutingStrategy<Fields>, 'id' | 'rank' | 'usesLastAgent'>

/** Which team a ticket is for, as a {@link TeamChooser} says. */
export interface TeamChoice {
  /** Null to abstain: then the ticket is for any team. */
  readonly team: string | null
  /** How sure that is, from 0 to 1. */
  readonly confidence: number
  /** Codes and values. Written into events and never erased: nothing personal. */
  readonly reasons: readonly Reason[]
}

/** Says which team a ticket without one is for. Synchronous and pure. */
export type TeamChooser<Fields = JsonObject> = (ticket: PolicyTicket<Fields>) => TeamChoice

/** One place where a ticket may find its agent, and how the agent is chosen there. */
export interface RoutingTier<Fields = JsonObject, Level extends string = string> {
  /** What reasons call it; its place, counted from 0, if left out. */
  readonly name?: string
  /** For which tickets; for all if left out. Asked of the ticket as it was before. */
  readonly when?: Condition<NoInfer<Fields>, Level>
  /** The teams whose agents may get the ticket; it then belongs to the first of them that its agent is in. Without it, the ticket's own team, or everybody when it has none. */
  readonly teams?: readonly string[]
  /**
   * Only when the present agents of the ticket's own team have used this share of their capacity or more, all together:
   * above 0, at most 1. A team of which nobody is present is saturated; one with a present agent without a limit never is.
   */
  readonly ifSaturated?: number
  /** How the agent is chosen: by the first strategy, by the next among those whom it found equal, and so on, at last by chance. */
  readonly by: readonly Ranking<NoInfer<Fields>>[]
}

/** What {@link defineRouting} takes. */
export interface RoutingInput<Fields = JsonObject, Level extends string = string> {
  readonly id: string
  /** Raise it with each change, because decisions are stored with it; 1 if left out. */
  readonly version?: number
  /** What a ticket asks of whoever works on it; nothing if left out. */
  readonly requires?: (ticket: PolicyTicket<Fields>) => Requirements
  /** Which team a ticket without one is for; it then belongs to that team. */
  readonly team?: TeamChooser<Fields>
  /** Tried in order: the ticket goes to somebody of the first tier that fits it and has somebody who can take it. */
  readonly tiers: readonly RoutingTier<Fields, Level>[]
  /** The agent is asked and has so long to accept; left out: the ticket is assigned at once. */
  readonly offer?: Duration
  /** Which tickets go back to the others when their agent leaves while holding them; none if left out. */
  readonly handsBack?: Condition<NoInfer<Fields>, Level>
}

/** A desk's routing: a policy, or what {@link defineRouting} takes. */
export type RoutingOf<Fields = JsonObject, Level extends string = string> =
  | RoutingPolicy<Fields>
  | RoutingInput<Fields, Level>
