import type { Duration } from '../kernel/duration.js'
import type { JsonObject } from '../kernel/json.js'
import type { Phase } from '../store/record-types.js'

/**
 * What a state means to everything outside the workflow. Each state has exactly one phase tag (`open`, `waiting`,
 * `solved`, `terminal`) and may add `sla-paused`, which stops the SLA clocks, and tags of its own.
 */
export type StateTag = Phase | 'sla-paused' | (string & {})

/** A text in the languages of the desk's users, by BCP 47 tag. */
export type Label = Readonly<Record<string, string>>

/** A named guard with its parameters. */
export interface GuardReference {
  /** The id of a guard that the desk knows. */
  readonly type: string
  readonly params?: JsonObject
}

/** One way out of a state. */
export interface TransitionInput<State extends string = string, Effect extends string = string> {
  readonly target: State
  /** All must agree. */
  readonly guards?: readonly GuardReference[]
  /** Effects of the desk that are delivered after the transition, at least once each. */
  readonly effects?: readonly Effect[]
  /** Who may take it. Without it: everybody who works at the desk, but no requester and no collaborator. */
  readonly roles?: readonly string[]
}

/** Sends an event by itself when the ticket has stayed in the state for so long. */
export interface TimeoutInput<Event extends string = string> {
  readonly after: Duration
  readonly send: Event
}

/** One state of a workflow. */
export interface StateInput<
  State extends string = string,
  Event extends string = string,
  Effect extends string = string,
> {
  readonly tags: readonly StateTag[]
  readonly label?: Label
  /** A color token for user interfaces. */
  readonly color?: string
  /** For each event the target, or transitions of which the first that is allowed is taken. */
  readonly on?: {
    readonly [E in Event]?: State | TransitionInput<State, Effect> | readonly TransitionInput<State, Effect>[]
  }
  readonly timeout?: TimeoutInput<NoInfer<Event>>
}

/** What {@link defineWorkflow} takes. */
export interface WorkflowInput<Id extends string, State extends string, Event extends string, Effect extends string> {
  /** A name such as `support`, unique within the desk. */
  readonly id: Id
  /** Raised with each change; tickets stay on the version that they began with. */
  readonly version: number
  readonly label?: Label
  readonly initial: NoInfer<State>
  readonly states: { readonly [S in State]: StateInput<NoInfer<State>, Event, Effect> }
}

/** One way out of a state, complete. */
export interface TransitionDefinition {
  readonly target: string
  readonly guards: readonly GuardReference[]
  readonly effects: readonly string[]
  /** Null: everybody who works at the desk. */
  readonly roles: readonly string[] | null
}

/** One state, complete. */
export interface StateDefinition {
  readonly phase: Phase
  readonly tags: readonly string[]
  readonly label: Label | null
  readonly color: string | null
  /** Event to transitions in order. */
  readonly on: Readonly<Record<string, readonly TransitionDefinition[]>>
  readonly timeout: TimeoutInput | null
}

/** A workflow as data: checked, complete, serializable. */
export interface WorkflowDefinition {
  readonly id: string
  readonly version: number
  readonly label: Label | null
  readonly initial: string
  readonly states: Readonly<Record<string, StateDefinition>>
}

/** A checked workflow that carries the names of its states, events and effects as types. */
export interface Workflow<
  Id extends string = string,
  State extends string = string,
  Event extends string = string,
  Effect extends string = string,
> extends WorkflowDefinition {
  readonly id: Id
  /** Types only; never present at run time. */
  readonly $types?: { readonly state: State; readonly event: Event; readonly effect: Effect }
}
