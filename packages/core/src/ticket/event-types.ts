import type { TicketAction } from '../actions/action-types.js'
import type { Reason } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type {
  DecisionRecord,
  DefinitionReference,
  EventRecord,
  ExternalReference,
  LinkKind,
  Phase,
  RequesterReference,
  SlaPromise,
  SlaTarget,
  Visibility,
} from '../store/record-types.js'
import type { NoteAbout } from './about.js'
import { FLOW_EVENT_TYPES, type FlowEventData } from './flow-events.js'
import type { RuleEventData } from './rule-events.js'

/** What every event about a verdict tells: which target in which cycle, under which definitions. Instants in epoch milliseconds. */
export interface VerdictData {
  readonly target: SlaTarget
  readonly cycle: number
  /** When the clock began. */
  readonly from: number
  /** When it was due; null when its calendar has no such time any more. */
  readonly dueAt: number | null
  /** The target's whole time, in seconds of its clock. */
  readonly seconds: number
  readonly policy: DefinitionReference
  /** Null for wall time. */
  readonly calendar: DefinitionReference | null
  /** True for the verdict on a former promise that is judged too. */
  readonly former: boolean
  /** For the target `stage`, which stage. */
  readonly stage?: string
  /** The ticket's priority and team at the verdict. */
  readonly priority: string
  readonly team: string | null
}

/** What the events of a ticket carry, by type. Ids, states and values that are not personal; never a text by a person. */
export interface TicketEventData extends FlowEventData, RuleEventData {
  'ticket.created': {
    readonly workflow: string
    readonly workflowVersion: number
    readonly state: string
    readonly phase: Phase
    readonly paused: boolean
    /** When the state's time-out sends its event, in milliseconds since 1970-01-01T00:00:00Z; null for never. */
    readonly timeoutAt: number | null
    readonly requester: RequesterReference
    readonly channel: string
    readonly category: string | null
    readonly priority: string
    readonly rank: number
    readonly decision: DecisionRecord
    readonly team: string | null
    readonly tags: readonly string[]
    readonly fields: JsonObject
    readonly revisions: Readonly<Record<string, number>>
    readonly external: ExternalReference | null
    /** How much work it is, in units of an agent's capacity; missing in the events of earlier versions, which is 1. */
    readonly weight?: number
  }
  /** The level is another, or has another reason that is to be kept: a person's, a failure of the policy. */
  'ticket.prioritized': { readonly priority: string; readonly rank: number; readonly decision: DecisionRecord }
  'ticket.transitioned': {
    readonly event: string
    readonly from: string
    readonly to: string
    readonly phase: Phase
    readonly paused: boolean
    /** When the state's time-out sends its event, in milliseconds since 1970-01-01T00:00:00Z; null for never. */
    readonly timeoutAt: number | null
    /** The effects that the transition named. */
    readonly effects: readonly string[]
    /** The note that says why, when somebody wrote one. */
    readonly messageId?: string
  }
  'ticket.overridden': {
    readonly from: string
    readonly to: string
    readonly phase: Phase
    readonly paused: boolean
    /** When the state's time-out sends its event, in milliseconds since 1970-01-01T00:00:00Z; null for never. */
    readonly timeoutAt: number | null
    /** Why the workflow would not have moved the ticket; empty when it was not asked. */
    readonly reasons: readonly Reason[]
    /** The note that says why, when a person wrote one. */
    readonly messageId: string | null
  }
  'ticket.assigned': {
    readonly assignee: string | null
    readonly team: string | null
    readonly previousAssignee: string | null
    readonly previousTeam: string | null
    readonly decision: DecisionRecord
  }
  'ticket.unassigned': { readonly previousAssignee: string; readonly decision: DecisionRecord }
  /** An agent is asked to take it; `until` is when the offer ends. */
  'ticket.offered': {
    readonly agent: string
    readonly team: string | null
    readonly until: number
    readonly decision: DecisionRecord
  }
  /** The agent does not take it. `code` is the agent's reason; the note says more, if the agent wrote one. */
  'offer.declined': { readonly agent: string; readonly code: string | null; readonly messageId: string | null }
  /** The agent did not answer in time. */
  'offer.expired': { readonly agent: string }
  /** A person took the offer back; another agent is asked. */
  'offer.withdrawn': { readonly agent: string }
  'ticket.accepted': Readonly<Record<string, never>>
  'ticket.updated': {
    readonly fields: JsonObject
    readonly removed: readonly string[]
    readonly revisions: Readonly<Record<string, number>>
  }
  'ticket.categorized': { readonly category: string | null; readonly previous: string | null }
  'ticket.tagged': { readonly added: readonly string[]; readonly removed: readonly string[] }
  /** `by` is the merged ticket by which the watcher came; without it, of the watcher's or somebody's own will. */
  'ticket.watched': { readonly watcher: string; readonly by?: string }
  'ticket.unwatched': { readonly watcher: string }
  'ticket.linked': { readonly kind: LinkKind; readonly ticketId: string }
  'ticket.unlinked': { readonly kind: LinkKind; readonly ticketId: string }
  'ticket.erased': Readonly<Record<string, never>>
  'message.added': {
    readonly messageId: string
    readonly visibility: Visibility
    readonly byRequester: boolean
    readonly channel: string
    readonly attachments: readonly string[]
    /** The agents whom it mentions; missing when it mentions nobody. */
    readonly mentions?: readonly string[]
    /** For a note, the message, file or item that it is about; missing when it names none. */
    readonly about?: NoteAbout
    /** Whether it belongs to a rating; missing for any other. */
    readonly survey?: boolean
    /** The desk wrote it by itself: no clock heeds it. Left out when not. */
    readonly automatic?: boolean
  }
  'attachment.added': { readonly attachmentId: string; readonly messageId: string | null }
  /** A promise was made, changed, or withdrawn (null). */
  'sla.applied': {
    readonly promise: SlaPromise | null
    /** Since when time counts, if this is the ticket's first promise. */
    readonly since: number
    /** Whether the promise until now is judged too. */
    readonly keepsFormer: boolean
    /** The version of the time zones' data that the node reckoned with. */
    readonly timeZones: string
    readonly reasons: readonly Reason[]
  }
  /** The start of a duplicate's older promise was taken over. */
  'sla.inherited': {
    readonly ticketId: string
    readonly from: number
    readonly cycle: number
    /** Whether neither ticket had been answered. */
    readonly unanswered: boolean
    /** When the other one's clocks stood still since then, until this one's own began; not there for never. */
    readonly pauses?: readonly { readonly from: number; readonly to: number }[]
  }
  /** Done in time; `left` is the time on the target's clock that was left, in seconds. */
  'sla.met': VerdictData & { readonly endedAt: number; readonly left: number }
  /** The due date has passed. */
  'sla.breached': VerdictData
  /** What was breached is done; `over` is the time on the target's clock since it was due, in seconds. */
  'sla.completed': VerdictData & { readonly endedAt: number; readonly over: number }
  /** A step of the escalation ladder was taken, for which `at` was the instant. */
  'sla.escalated': {
    readonly target: SlaTarget
    readonly cycle: number
    readonly step: string
    readonly at: number
    readonly dueAt: number | null
    readonly policy: DefinitionReference
    readonly actions: readonly TicketAction[]
  }
  /** Nobody could get it; asked again at `againAt` at the latest, in milliseconds since 1970-01-01T00:00:00Z. */
  'routing.abstained': { readonly decision: DecisionRecord; readonly againAt: number }
  /** Numbers that policies look at were given, such as `sentiment`; those in `removed` are known no more. */
  'inputs.received': { readonly inputs: Readonly<Record<string, number>>; readonly removed: readonly string[] }
  /** The host's inputs were asked for and did not come; what policies look at is absent. */
  'inputs.missing': { readonly code: string }
  'import.refused': { readonly from: string; readonly to: string; readonly reasons: readonly Reason[] }
  /** An imported entry that changed nothing: the log tells that it is not to be imported again. */
  'import.passed': Readonly<Record<string, never>>
}

/** The type of a ticket's event: `noun.past`. */
export type TicketEventType = keyof TicketEventData

/** An event with its data typed by its type. */
export type TicketEvent = {
  [T in TicketEventType]: Omit<EventRecord, 'type' | 'data'> & { readonly type: T; readonly data: TicketEventData[T] }
}[TicketEventType]

/** An event before it has a number, an actor and its instants. */
export type EventDraft = {
  [T in TicketEventType]: { readonly type: T; readonly data: TicketEventData[T] }
}[TicketEventType]

/** All event types, for lists and checks. */
export const TICKET_EVENT_TYPES = [
  'ticket.created',
  'ticket.prioritized',
  'ticket.transitioned',
  'ticket.overridden',
  'ticket.assigned',
  'ticket.unassigned',
  'ticket.offered',
  'offer.declined',
  'offer.expired',
  'offer.withdrawn',
  'ticket.accepted',
  'ticket.updated',
  'ticket.categorized',
  'ticket.tagged',
  'ticket.watched',
  'ticket.unwatched',
  'ticket.linked',
  'ticket.unlinked',
  'ticket.erased',
  'message.added',
  'attachment.added',
  'sla.applied',
  'sla.inherited',
  'sla.met',
  'sla.breached',
  'sla.completed',
  'sla.escalated',
  'routing.abstained',
  'inputs.received',
  'inputs.missing',
  'import.refused',
  'import.passed',
  ...FLOW_EVENT_TYPES,
  'rules.evaluated',
  'rules.stopped',
] as const satisfies readonly TicketEventType[]
