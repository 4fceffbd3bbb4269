import type { TicketAction } from '../actions/action-types.js'
import type { Condition, EventCondition, OneOrMany } from '../condition/condition-types.js'
import type { Duration } from '../kernel/duration.js'
import type { JsonObject } from '../kernel/json.js'
import type { TicketEventType } from '../ticket/event-types.js'
import type { Label } from '../workflow/definition-types.js'

/** From when the time of a rule counts. A ticket to which it has not happened has no such time. */
export type RuleSince =
  | 'created'
  /** The requester's last public message. */
  | 'requesterWrote'
  /** The desk's last public message. */
  | 'deskWrote'
  /** Anything that somebody at the desk did last. */
  | 'deskActed'
  /** The ticket came to its state. */
  | 'stateEntered'
  /** The stage began in which it is. */
  | 'stageBegun'
  /** It was given to an agent, who has not taken it up yet. */
  | 'assigned'
  /** It was solved, and still is. */
  | 'solved'

/** The event types that set a rule off. */
export type RuleTrigger = Exclude<TicketEventType, 'rules.evaluated' | 'rules.stopped'>

/** What all rules have. */
interface RuleBase<Fields, Level extends string, Effect extends string, Event extends string, When> {
  /** Unique within the desk. */
  readonly id: string
  /** Raised with each change; 1 if left out. */
  readonly version?: number
  readonly label?: Label
  /** What else must hold; looked at when the rule is set off. */
  readonly when?: When
  /** In this order. */
  readonly do: readonly TicketAction<Fields, Effect, Event, Level>[]
  /** When it matched, the later rules are not set off by the same event or instant. */
  readonly stop?: boolean
}

/** A rule that an event sets off. */
export interface EventRule<
  Fields = JsonObject,
  Level extends string = string,
  Effect extends string = string,
  Event extends string = string,
> extends RuleBase<Fields, Level, Effect, Event, EventCondition<Fields, Level>> {
  readonly on: OneOrMany<RuleTrigger>
  /** Only when somebody of these roles did it; `system` is the desk itself. */
  readonly by?: OneOrMany<string>
  readonly after?: never
}

/** A rule that time sets off: once each time that what it counts from has happened. */
export interface TimeRule<
  Fields = JsonObject,
  Level extends string = string,
  Calendar extends string = string,
  Effect extends string = string,
  Event extends string = string,
> extends RuleBase<Fields, Level, Effect, Event, Condition<Fields, Level>> {
  readonly on?: never
  readonly after: Duration
  readonly since: RuleSince
  /** The business calendar by which `after` counts, then without days; wall time if left out. */
  readonly calendar?: Calendar | 'wall'
}

/** A rule: what sets it off, what must hold, what is done. Plain data: it may come from JSON. */
export type RuleInput<
  Fields = JsonObject,
  Level extends string = string,
  Calendar extends string = string,
  Effect extends string = string,
  Event extends string = string,
> = EventRule<Fields, Level, Effect, Event> | TimeRule<Fields, Level, Calendar, Effect, Event>

/** A rule, checked and complete. */
export interface RuleDefinition {
  readonly id: string
  readonly version: number
  readonly label: Label | null
  /** Empty for a rule that time sets off. */
  readonly on: readonly RuleTrigger[]
  /** Null for everybody. */
  readonly by: readonly string[] | null
  /** Null for a rule that events set off. */
  readonly after: { readonly ms: number; readonly since: RuleSince; readonly calendar: string | null } | null
  readonly when: EventCondition | null
  readonly actions: readonly TicketAction[]
  readonly stop: boolean
}

/** A rule that matched, as it is kept. */
export interface RuleMatch {
  readonly rule: string
  readonly version: number
  /** The number of the event that set it off; null for time. */
  readonly seq: number | null
  /** For a rule of time, from when it counted, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly since?: number
  /** Whether it answered what the desk did by itself, which counts as one of its turns; not there for no. */
  readonly turn?: true
  /** What it asks of others, done after the commit. What it does to the ticket itself, the next events tell. */
  readonly asks: readonly TicketAction[]
  /** What could not be done, and why; the ticket goes on. */
  readonly failed: readonly RuleFailure[]
}

/** An action of a rule that could not be done. */
export interface RuleFailure {
  readonly action: string
  readonly code: string
  readonly reasons: readonly JsonObject[]
}

/** A rule that was set off and did not match. */
export interface RuleMiss {
  readonly rule: string
  readonly version: number
  readonly seq: number | null
  readonly since?: number
  /** The first parts of its condition that did not hold, three at most. */
  readonly reasons: readonly JsonObject[]
}

/** Rules that were set off by the same and did not match for the same first reason. */
export interface RuleMisses {
  readonly seq: number | null
  readonly since?: number
  /** Without what was found. */
  readonly reason: JsonObject
  /** Ids and versions. */
  readonly rules: readonly (readonly [rule: string, version: number])[]
}

/** What an evaluation of rules tells. */
export interface RulesEvaluated {
  /** How many rules set each other off before: 0 for what people and time set off. */
  readonly hops: number
  readonly matched: readonly RuleMatch[]
  /** The first twenty. */
  readonly missed: readonly RuleMiss[]
  /** Those beyond, in short; not there for none. */
  readonly alsoMissed?: readonly RuleMisses[]
  /** Rules of time that the desk does not know, the longest ago set off ones, which the ticket forgets; not there for none. */
  readonly forgotten?: readonly string[]
}
