import type { Reason } from '../kernel/error.js'
import type {
  ActorReference,
  EventCause,
  ExternalReference,
  Phase,
  RequesterReference,
  SlaTarget,
  TicketLink,
  Visibility,
} from '../store/record-types.js'
import type { TicketEventType } from '../ticket/event-types.js'
import type { DeskShapeOf } from './define-desk.js'
import type { TicketProgress } from './present-flow.js'
import type { DeskShape, StateOf } from './shape-types.js'
import type { Expected, TicketPromise } from './sla-types.js'

/** A ticket that waits for an agent's answer. */
export interface TicketOfferTo {
  readonly agent: string
  readonly until: Date
}

/**
 * A ticket as reads give it. For actors who do not work at the desk, tags, watchers, links, inputs, checks, approvals and
 * requests are empty, `sla`, `offer`, `coordinator`, `snoozedUntil` and `callBacks` are null, and `pinned` is false.
 */
export interface Ticket<Shape extends DeskShape = DeskShape> extends TicketProgress {
  readonly id: string
  /** The number of its events; give it back as `expectedVersion` to change just what you saw. */
  readonly version: number
  readonly workflow: keyof Shape['workflows'] & string
  readonly workflowVersion: number
  readonly state: StateOf<Shape>
  readonly stateSince: Date
  readonly phase: Phase
  /** Null once erased. */
  readonly subject: string | null
  readonly requester: RequesterReference
  readonly channel: string
  readonly category: string | null
  readonly priority: Shape['level']
  readonly team: string | null
  readonly assignee: string | null
  /** The agent who is asked to take it, and until when; null while nobody is. */
  readonly offer: TicketOfferTo | null
  /** Whether its priority level is to stand above others wherever tickets are shown. */
  readonly pinned: boolean
  /** The numbers that priority policies look at. */
  readonly inputs: Readonly<Record<string, number>>
  readonly tags: readonly string[]
  readonly watchers: readonly string[]
  readonly links: readonly TicketLink[]
  /** Custom fields; an erased one is missing. */
  readonly fields: Shape['fieldsOut']
  readonly external: ExternalReference | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly firstResponseAt: Date | null
  readonly solvedAt: Date | null
  readonly reopenings: number
  /** What was promised and how it stands; null without a promise, and for actors who do not work at the desk. */
  readonly sla: TicketPromise | null
  /** When the requester can expect an answer and the solution. */
  readonly expected: Expected
  /** When the requester can urge again; null when at once. */
  readonly nudgeAgainAt: Date | null
}

/** The tickets of a desk: `TicketOf<typeof support>`, for the types of your own functions. */
export type TicketOf<Definition> = Ticket<DeskShapeOf<Definition>>

/** A file of a ticket. Its bytes are read with `download`. */
export interface Attachment {
  readonly id: string
  /** The name that the uploader gave; null once erased. Text, never a path. */
  readonly name: string | null
  readonly type: string
  /** Bytes. */
  readonly size: number
  readonly sha256: string
  readonly ticketId: string | null
  readonly messageId: string | null
  readonly createdAt: Date
}

/** A message or note of a ticket. */
export interface Message {
  readonly id: string
  readonly ticketId: string
  /** The version that the ticket got by it; orders the thread. */
  readonly seq: number
  readonly visibility: Visibility
  readonly author: ActorReference
  /** Null once erased. */
  readonly body: string | null
  readonly channel: string
  readonly external: ExternalReference | null
  readonly createdAt: Date
  readonly attachments: readonly Attachment[]
}

/** One thing that happened to a ticket. */
export interface HistoryEvent {
  readonly seq: number
  readonly type: TicketEventType | (string & {})
  readonly occurredAt: Date
  readonly recordedAt: Date
  readonly actor: ActorReference
  readonly cause: EventCause | null
  readonly data: Readonly<Record<string, unknown>>
}

/** A page of a list, and where the next begins; null after the last. */
export interface Page<Item, Cursor> {
  readonly items: readonly Item[]
  readonly next: Cursor | null
}

/** A date that a ticket heads for, with its derivation. */
export interface ExplainedDate {
  /** The workflow's event that is sent then; null for the due date of a target. */
  readonly event: string | null
  /** The target that is due then; null for an event of the workflow. */
  readonly target: SlaTarget | null
  /** Null while a target's clock stands still, or when its calendar has no such time any more; the reasons say which. */
  readonly dueAt: Date | null
  readonly reasons: readonly Reason[]
}

/** A decision as it was made, and is never made again in silence. */
export interface ExplainedDecision {
  /** The policy's id, `manual` when a person decided, `raised` when a ladder raised the priority. */
  readonly policy: string
  /** The policy's version at the time. */
  readonly version: number
  readonly at: Date
  readonly by: ActorReference
  /** As the policy gave them; instants of the desk's own reasons are milliseconds since 1970-01-01T00:00:00Z. */
  readonly reasons: readonly Reason[]
}

/** The decision on a ticket's priority, as it was made, and when it ends. */
export interface ExplainedPriority extends ExplainedDecision {
  /** When it changes if nothing happens: a person's decision ends, or time brings the policy to another level. Null for never. */
  readonly changesAt: Date | null
}

/** Why a ticket is as it is: decisions as they were made, with their reasons. */
export interface Explanation {
  readonly priority: ExplainedPriority | null
  /**
   * Who got it, was asked, or why nobody was found: each candidate with the reason why it was not the one. Null while
   * nobody and no policy has decided.
   */
  readonly assignment: ExplainedDecision | null
  readonly dates: readonly ExplainedDate[]
}
