import type { Duration } from '../kernel/duration.js'
import type { Phase } from '../store/record-types.js'
import type { GuardReference, Label, WorkflowDefinition } from './definition-types.js'

/** One transition of a described workflow. */
export interface TransitionDescription {
  readonly event: string
  readonly target: string
  readonly guards: readonly GuardReference[]
  readonly effects: readonly string[]
  /** Null: everybody who works at the desk. */
  readonly roles: readonly string[] | null
}

/** One state of a described workflow. */
export interface StateDescription {
  readonly name: string
  readonly phase: Phase
  readonly tags: readonly string[]
  readonly label: Label | null
  readonly color: string | null
  readonly transitions: readonly TransitionDescription[]
  readonly timeout: { readonly after: Duration; readonly send: string } | null
  /** The event that a message of the requester sends; null for none. */
  readonly onReply: string | null
  /** The events that an agent's call-back sends; null where none is asked for. */
  readonly confirmation: { readonly confirmed: string; readonly refused: string } | null
}

/** A workflow as plain data for user interfaces and generators; JSON carries it whole. */
export interface WorkflowDescription {
  readonly id: string
  readonly version: number
  readonly label: Label | null
  readonly initial: string
  readonly states: readonly StateDescription[]
}

/** Describes a workflow as plain data: states in the order of their definition, each with its ways out. */
export function describeWorkflow(workflow: WorkflowDefinition): WorkflowDescription {
  return {
    id: workflow.id,
    version: workflow.version,
    label: workflow.label,
    initial: workflow.initial,
    states: Object.entries(workflow.states).map(([name, state]) => ({
      name,
      phase: state.phase,
      tags: state.tags,
      label: state.label,
      color: state.color,
      transitions: Object.entries(state.on).flatMap(([event, transitions]) =>
        transitions.map((transition) => ({ event, ...transition })),
      ),
      timeout: state.timeout,
      onReply: state.onReply ?? null,
      confirmation: state.confirmation ?? null,
    })),
  }
}
