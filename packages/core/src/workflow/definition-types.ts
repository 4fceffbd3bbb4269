import type { AgentRecipient } from '../actions/action-types.js'
import type { Duration, TimeSpan } from '../kernel/duration.js'
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

/** What proves that an item of a checklist is done, besides that somebody says so. */
export type Evidence =
  /** The custom field has a value. */
  | { readonly field: string }
  /** A file of the ticket of this media type, such as `image/*`; `*` for any. */
  | { readonly attachment: string }
  /** Somebody else looked too. */
  | { readonly secondPerson: true }
  /** The approval was given. */
  | { readonly approval: string }

/** One item of a stage's checklist. */
export interface ChecklistItem {
  /** Unique within the checklist. */
  readonly id: string
  readonly label?: Label
  /** All of it is needed; nothing if left out. */
  readonly needs?: readonly Evidence[]
}

/** What is to be done in a stage, by whom and within what time. */
export interface StageInput {
  /** The team that owns it: the ticket is handed to it when the stage begins. */
  readonly owner: string
  /** Its deadline: the target `stage` of the ticket's SLA policy, by that target's calendar. */
  readonly within: TimeSpan
  /** What whoever works on it is to do. */
  readonly instructions?: Label
  /** The context providers of the desk whose data it receives. */
  readonly receives?: readonly string[]
  readonly checklist?: readonly ChecklistItem[]
}

/** An approval that people are asked for. */
export interface ApprovalInput {
  readonly label?: Label
  /** Who is asked, as seen from the ticket when it is asked. */
  readonly by: readonly AgentRecipient[]
  /** How many must approve; `any` if left out. */
  readonly needs?: 'any' | 'all' | number
  /** Ends without an answer after so long, in wall time; never if left out. */
  readonly within?: Duration
  /**
   * The custom fields that are approved: an approval is void once one of them changes. The fields of the form of the ticket's
   * category, as it is asked for, if left out.
   */
  readonly of?: readonly string[]
}

/** What must hold before a transition is taken; a refusal names each thing that is missing. */
export type Requirement<Approval extends string = string> =
  /** The stage's checklist is done. */
  | 'checklist'
  /** Whoever sends the event says why. */
  | 'reason'
  /** What the form of the ticket's category requires is filled in, `agentOnly` fields included. */
  | 'form'
  /** No request to others is open. */
  | 'requests'
  /** The approval was asked for and given in this very stay in the stage, and is not void. */
  | { readonly approval: Approval }
  /** The custom field has a value. */
  | { readonly field: string }

/** One way out of a state. */
export interface TransitionInput<State extends string = string, Effect extends string = string> {
  readonly target: State
  /** All must agree. */
  readonly guards?: readonly GuardReference[]
  /** All must be there. */
  readonly requires?: readonly Requirement[]
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
  /** Makes it a stage: an owner, a deadline, and what is to be done. */
  readonly stage?: StageInput
  /** The stage that goes on in this state, such as a wait for the customer. */
  readonly partOf?: NoInfer<State>
  /** The events that follow when an agent has called the requester back: for a yes, and for a no. */
  readonly confirmation?: { readonly confirmed: NoInfer<Event>; readonly refused: NoInfer<Event> }
  /** The event that the desk sends when the requester writes a public message; one that is not allowed is not sent. */
  readonly onReply?: NoInfer<Event>
}

/** What {@link defineWorkflow} takes. */
export interface WorkflowInput<Id extends string, State extends string, Event extends string, Effect extends string> {
  /** A name such as `support`, unique within the desk. */
  readonly id: Id
  /** Raised with each change; tickets stay on the version that they began with. */
  readonly version: number
  readonly label?: Label
  readonly initial: NoInfer<State>
  /** By name. */
  readonly approvals?: Readonly<Record<string, ApprovalInput>>
  readonly states: { readonly [S in State]: StateInput<NoInfer<State>, Event, Effect> }
}

/** One way out of a state, complete. */
export interface TransitionDefinition {
  readonly target: string
  readonly guards: readonly GuardReference[]
  readonly effects: readonly string[]
  /** Null: everybody who works at the desk. */
  readonly roles: readonly string[] | null
  /** Not there when nothing is required. */
  readonly requires?: readonly Requirement[]
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
  /** Not there for a state that is no stage. */
  readonly stage?: StageInput
  readonly partOf?: string
  readonly confirmation?: { readonly confirmed: string; readonly refused: string }
  readonly onReply?: string
}

/** A workflow as data: checked, complete, serializable. */
export interface WorkflowDefinition {
  readonly id: string
  readonly version: number
  readonly label: Label | null
  readonly initial: string
  /** Not there when it has none. */
  readonly approvals?: Readonly<Record<string, ApprovalInput>>
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
