import type { AgentRecipient } from '../actions/action-types.js'
import type { Duration, TimeSpan } from '../kernel/duration.js'
import type { Phase } from '../store/record-types.js'
import type {
  ApprovalInput,
  Evidence,
  GuardReference,
  Label,
  Requirement,
  StageInput,
  WorkflowDefinition,
} from './definition-types.js'

/** One transition of a described workflow. */
export interface TransitionDescription {
  readonly event: string
  readonly target: string
  readonly guards: readonly GuardReference[]
  readonly effects: readonly string[]
  /** Null: everybody who works at the desk. */
  readonly roles: readonly string[] | null
  readonly requires: readonly Requirement[]
}

/** One item of a described checklist. */
export interface ChecklistItemDescription {
  readonly id: string
  readonly label: Label | null
  readonly needs: readonly Evidence[]
}

/** The stage that a described state is. */
export interface StageDescription {
  /** The team that owns it. */
  readonly owner: string
  readonly within: TimeSpan
  readonly instructions: Label | null
  /** The context providers whose data it receives. */
  readonly receives: readonly string[]
  readonly checklist: readonly ChecklistItemDescription[]
}

/** One approval of a described workflow. */
export interface ApprovalDescription {
  readonly name: string
  readonly label: Label | null
  readonly by: readonly AgentRecipient[]
  readonly needs: 'any' | 'all' | number
  /** Null: it never ends by itself. */
  readonly within: Duration | null
  /** The custom fields that are approved; null for those of the form of the ticket's category. */
  readonly of: readonly string[] | null
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
  /** Null for a state that is no stage. */
  readonly stage: StageDescription | null
  /** The stage that goes on in it; null for none. */
  readonly partOf: string | null
}

/** A workflow as plain data for user interfaces and generators; JSON carries it whole. */
export interface WorkflowDescription {
  readonly id: string
  readonly version: number
  readonly label: Label | null
  readonly initial: string
  readonly approvals: readonly ApprovalDescription[]
  readonly states: readonly StateDescription[]
}

/** Describes a workflow as plain data: states in the order of their definition, each with its ways out. */
export function describeWorkflow(workflow: WorkflowDefinition): WorkflowDescription {
  return {
    id: workflow.id,
    version: workflow.version,
    label: workflow.label,
    initial: workflow.initial,
    approvals: Object.entries(workflow.approvals ?? {}).map(([name, approval]) => describeApproval(name, approval)),
    states: Object.entries(workflow.states).map(([name, state]) => ({
      name,
      phase: state.phase,
      tags: state.tags,
      label: state.label,
      color: state.color,
      transitions: Object.entries(state.on).flatMap(([event, transitions]) =>
        transitions.map((transition) => ({ event, ...transition, requires: transition.requires ?? [] })),
      ),
      timeout: state.timeout,
      onReply: state.onReply ?? null,
      confirmation: state.confirmation ?? null,
      stage: state.stage ? describeStage(state.stage) : null,
      partOf: state.partOf ?? null,
    })),
  }
}

function describeApproval(name: string, approval: ApprovalInput): ApprovalDescription {
  const { label = null, by, needs = 'any', within = null, of = null } = approval
  return { name, label, by, needs, within, of }
}

function describeStage(stage: StageInput): StageDescription {
  const { owner, within, instructions = null, receives = [], checklist = [] } = stage
  return {
    owner,
    within,
    instructions,
    receives,
    checklist: checklist.map(({ id, label = null, needs = [] }) => ({ id, label, needs })),
  }
}
