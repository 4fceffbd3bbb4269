import type { Instant } from '../kernel/clock.js'
import type { ActorReference, Visibility } from './record-types.js'

/** A ticket's stay in a stage of its workflow: the one that lasts, else the last one. */
export interface StageStay {
  /** The state that is the stage. */
  readonly name: string
  /** Counts the ticket's stages, from 1. */
  readonly number: number
  readonly since: Instant
  /** Null while it lasts. */
  readonly to: Instant | null
  /** Its whole time, in milliseconds of the clock of the target `stage`. */
  readonly within: number
  /** The team that owns it. */
  readonly owner: string
}

/** An item of the present stage's checklist that was checked. */
export interface CheckedItem {
  readonly by: ActorReference
  readonly at: Instant
  /** The file that proves it. */
  readonly attachmentId?: string
  /** The ticket that has the file, when that was merged into this one. */
  readonly fileOf?: string
  /** The second person. */
  readonly confirmedBy?: ActorReference
}

/** How an approval stands; the last time that it was asked for. */
export interface ApprovalState {
  /** How often it has been asked for. */
  readonly round: number
  readonly state: 'open' | 'approved' | 'refused' | 'expired' | 'withdrawn' | 'voided'
  readonly askedBy: ActorReference
  readonly askedAt: Instant
  /** When it ends without an answer; null for never. */
  readonly until: Instant | null
  /** The agents who are asked; who delegated is replaced by the delegate. */
  readonly approvers: readonly string[]
  /** So many must approve. */
  readonly needed: number
  readonly approvedBy: readonly string[]
  readonly refusedBy: readonly string[]
  /** The number of the stage in which it was asked for, where alone it counts; not there outside of stages. */
  readonly stage?: number
  /** The custom fields that are approved; not there for none. */
  readonly of?: readonly string[]
  /** Who has delegated; not there for nobody. */
  readonly delegatedBy?: readonly string[]
  /** Why it counts no more, as a code; only of one that is `voided`. */
  readonly voided?: string
}

/** A question to another team or agent within the ticket, until it is answered. */
export interface RequestState {
  readonly team: string | null
  readonly agent: string | null
  readonly askedBy: ActorReference
  readonly askedAt: Instant
  /** Null without a due time. */
  readonly dueAt: Instant | null
  /** The note that holds the question. */
  readonly messageId: string
  /** Whether its due time has passed without an answer. */
  readonly overdue: boolean
}

/** A message that a ticket shows, which is another's. */
export interface ShownMessage {
  readonly id: string
  /** Its place in the other ticket. */
  readonly seq: number
  readonly visibility: Visibility
}

/** Where a ticket stands on its way besides its state. What has not happened is not there. A fold of the events. */
export interface TicketFlow {
  readonly stage?: StageStay
  /** The stages that it has been in, each once, in order. */
  readonly visited?: readonly string[]
  /** The agent who answers for the whole, across all stages. */
  readonly coordinator?: string
  /** Of the present stage's checklist, by item. */
  readonly checks?: Readonly<Record<string, CheckedItem>>
  /** By name. */
  readonly approvals?: Readonly<Record<string, ApprovalState>>
  /** Attempts to reach the requester for a confirmation since the ticket was last solved. */
  readonly callBacks?: { readonly attempts: number; readonly lastAt: Instant }
  /** How often the requester has urged. */
  readonly nudges?: { readonly count: number; readonly lastAt: Instant }
  /** What the requester found, 1 (bad) to 5: the last word, the lowest ever, and how often it was said. */
  readonly rating?: {
    readonly score: number
    readonly at: Instant
    readonly lowest: number
    /** Not there for one. */
    readonly count?: number
  }
  /** Until when nobody wants to see it. */
  readonly snoozedUntil?: Instant
  /** Since when it is out of the lists; only while its phase is `terminal`. */
  readonly archivedAt?: Instant
  /** Open questions to others, by id. */
  readonly requests?: Readonly<Record<string, RequestState>>
  /** For each rule of time that was set off, from when it counted then; of those that desks know no more, the latest 200. */
  readonly rules?: Readonly<Record<string, Instant>>
  /** How often each rule has matched on time, or on what the desk did by itself, since somebody last did something to the ticket. */
  readonly ruleTurns?: Readonly<Record<string, number>>
  /** The ticket that it was merged into. */
  readonly mergedInto?: string
  /** The state in which it was until then, and to which it can go back; not there when it was over. */
  readonly mergedFrom?: string
  /** The tickets that were merged into it. */
  readonly absorbed?: readonly string[]
  /** For each watcher who came by such tickets alone, by how many. */
  readonly cameWith?: Readonly<Record<string, number>>
  /** The ticket that it was split from, with the messages of that one that go on here, by their place. */
  readonly splitFrom?: { readonly ticketId: string; readonly messages: readonly ShownMessage[] }
  /** For each of its messages that goes on in a ticket of its own since a split, in which. */
  readonly splitInto?: Readonly<Record<string, string>>
}
