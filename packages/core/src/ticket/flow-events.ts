import type { Phase, ShownMessage } from '../store/record-types.js'

/** A workflow's version and a state of it. */
export interface WorkflowPlace {
  readonly workflow: string
  readonly version: number
  readonly state: string
}

/** Why an approval counts no more, or is waited for no more. */
export type ApprovalVoid =
  /** A field that is approved has changed since. */
  | 'subject-changed'
  | 'category-changed'
  /** The ticket came to another version of its workflow, or to another workflow. */
  | 'migrated'
  /** The stage ended in which it was waited for. */
  | 'stage-left'
  /** A stage began anew. */
  | 'stage-again'
  | 'reopened'
  /** The ticket was solved, closed or merged while it was waited for. */
  | 'ticket-done'
  /** Somebody who approved works at the desk no more. */
  | 'approver-left'
  /** Not enough of those who are asked work at the desk still. */
  | 'too-few-approvers'

/** What the events about a ticket's way carry, by type. Ids, states and values that are not personal. */
export interface FlowEventData {
  /** A stage began; `within` is its whole time in milliseconds. */
  'stage.begun': {
    readonly stage: string
    readonly number: number
    readonly owner: string
    readonly within: number
    /** Whether the ticket has been in it before. */
    readonly returned: boolean
  }
  'stage.ended': { readonly stage: string; readonly number: number; readonly owner: string }
  'coordinator.changed': { readonly coordinator: string | null; readonly previous: string | null }
  /** `fileOf` is the ticket that has the file, when that was merged into this one. */
  'item.checked': {
    readonly stage: string
    readonly item: string
    readonly attachmentId: string | null
    readonly fileOf?: string
  }
  /** A second person has looked too. */
  'item.confirmed': { readonly stage: string; readonly item: string }
  'item.unchecked': { readonly stage: string; readonly item: string }
  'approval.asked': {
    readonly approval: string
    readonly round: number
    readonly approvers: readonly string[]
    readonly needed: number
    readonly until: number | null
    /** The number of the stage in which it is asked for; not there outside of stages. */
    readonly stage?: number
    /** The custom fields that are approved; not there for none. */
    readonly of?: readonly string[]
  }
  /** `approver` is whose word it counts as. */
  'approval.given': { readonly approval: string; readonly approver: string; readonly messageId: string | null }
  'approval.refused': { readonly approval: string; readonly approver: string; readonly messageId: string | null }
  'approval.delegated': { readonly approval: string; readonly from: string; readonly to: string }
  'approval.withdrawn': { readonly approval: string }
  'approval.expired': { readonly approval: string }
  /** It counts no more; `agent` is the approver who has left, where that is why. */
  'approval.voided': { readonly approval: string; readonly code: ApprovalVoid; readonly agent?: string }
  /** An agent tried to reach the requester for a confirmation. */
  'callback.recorded': {
    readonly outcome: 'confirmed' | 'refused' | 'unreached'
    readonly messageId: string | null
  }
  'ticket.rated': { readonly score: number; readonly messageId: string | null }
  /** The requester urged, for the `number`th time. */
  'ticket.nudged': { readonly number: number; readonly messageId: string | null }
  'ticket.snoozed': { readonly until: number }
  'ticket.woken': { readonly by: 'time' | 'requester' | 'person' }
  'ticket.archived': Readonly<Record<never, never>>
  'ticket.unarchived': Readonly<Record<never, never>>
  /** Somebody had tried again what was given up. */
  'deadLetter.retried': { readonly kind: 'timer' | 'outbox'; readonly id: string }
  'ticket.migrated': {
    readonly from: WorkflowPlace
    readonly to: WorkflowPlace
    readonly phase: Phase
    readonly paused: boolean
    readonly timeoutAt: number | null
  }
  /** Another team or agent was asked something; the question is the message. */
  'request.asked': {
    readonly request: string
    readonly team: string | null
    readonly agent: string | null
    readonly dueAt: number | null
    readonly messageId: string
  }
  'request.answered': { readonly request: string; readonly messageId: string }
  'request.withdrawn': { readonly request: string }
  'request.overdue': { readonly request: string }
  /**
   * It is the same as another ticket, where it goes on. It was not solved: whatever ran stands still. `from` is the state
   * that the merge ended, `state` the terminal one since then; `from` is null when it was over before, in `state`.
   */
  'ticket.merged': { readonly into: string; readonly from: string | null; readonly state: string }
  /** Another ticket was merged into this one. */
  'ticket.absorbed': { readonly ticketId: string }
  /** It goes on by itself again, where it was; `back` is null when it was over before. */
  'ticket.unmerged': {
    readonly from: string
    readonly back: {
      readonly state: string
      readonly phase: Phase
      readonly paused: boolean
      /** When the state's time-out sends its event, in milliseconds since 1970-01-01T00:00:00Z; null for never. */
      readonly timeoutAt: number | null
    } | null
  }
  /** Another ticket, which was merged into this one, goes on by itself again; `watchers` came by it, and by others too. */
  'ticket.released': { readonly ticketId: string; readonly watchers?: readonly string[] }
  /** Some of its messages go on in another ticket; they stay where they are. */
  'ticket.split': { readonly into: string; readonly messages: readonly string[] }
  /** It began with messages of another ticket, by their place there. */
  'ticket.splitOff': { readonly from: string; readonly messages: readonly ShownMessage[] }
}

/** All event types about a ticket's way. */
export const FLOW_EVENT_TYPES = [
  'stage.begun',
  'stage.ended',
  'coordinator.changed',
  'item.checked',
  'item.confirmed',
  'item.unchecked',
  'approval.asked',
  'approval.given',
  'approval.refused',
  'approval.delegated',
  'approval.withdrawn',
  'approval.expired',
  'approval.voided',
  'callback.recorded',
  'ticket.rated',
  'ticket.nudged',
  'ticket.snoozed',
  'ticket.woken',
  'ticket.archived',
  'ticket.unarchived',
  'deadLetter.retried',
  'ticket.migrated',
  'request.asked',
  'request.answered',
  'request.withdrawn',
  'request.overdue',
  'ticket.merged',
  'ticket.absorbed',
  'ticket.unmerged',
  'ticket.released',
  'ticket.split',
  'ticket.splitOff',
] as const satisfies readonly (keyof FlowEventData)[]
