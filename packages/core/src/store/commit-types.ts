import type {
  AttachmentRecord,
  ContentRecord,
  DirectoryRecord,
  EventRecord,
  IdempotencyRecord,
  MessageRecord,
  OutboxRecord,
  TicketRecord,
  TimerRecord,
} from './record-types.js'
import type { SearchRecord } from './search-types.js'

/** What a commit relies on: the ticket's version, 0 for "does not exist yet". */
export interface Expectation {
  readonly ticketId: string
  readonly version: number
}

/**
 * A change of a counter. With `max`, the commit fails unless the counter after it is at most `max`. What would bring a
 * counter below 0 brings it to 0. A commit holds at most one change of a counter.
 */
export interface CounterChange {
  /** Such as `load:` and an agent's id. A counter that does not exist is 0. */
  readonly key: string
  /** A whole number, not 0. A counter never goes below 0. */
  readonly delta: number
  readonly max?: number
}

/** Links an uploaded file to a message, once. Fails unless it is still free and `uploader` uploaded it. */
export interface AttachmentLink {
  readonly attachmentId: string
  readonly uploader: { readonly type: string; readonly id: string }
  readonly ticketId: string
  readonly messageId: string | null
}

/** Proof that a claim is still held. */
export interface LeaseReference {
  /** The token that the claim gave. */
  readonly token: string
}

/**
 * The timer whose firing this commit is: it is removed, or replaced where `timers.set` holds the same key. The commit
 * fails unless the lease is still held, with this epoch.
 */
export interface TimerLeaseReference extends LeaseReference {
  readonly ticketId: string
  readonly key: string
  readonly epoch: number
}

/** A timer that is no longer wanted. Cancelling one that does not exist is fine. */
export interface TimerReference {
  readonly ticketId: string
  readonly key: string
}

/** A timer or outbox message that was given up. */
export interface DeadLetterReference {
  readonly ticketId: string
  readonly kind: 'timer' | 'outbox'
  /** The timer's key or the outbox message's id. */
  readonly id: string
}

/** What to overwrite with nulls, after everything else in the commit: bodies of messages and names of files, earlier and current personal content. By none of it is the ticket found any more. */
export interface Erasure {
  readonly ticketId: string
}

/**
 * Everything that one command changes, applied wholly or not at all. All of it belongs to `tenant`.
 *
 * Every ticket in `tickets` has its expectation in `expect`; its events continue its log without a gap. Timers in
 * `timers.cancel` are removed before those in `timers.set` are put, which replace a timer of the same key, end any lease
 * on it and count its attempts from 0 again. An expectation of a ticket that is not written is checked too.
 *
 * A commit that contradicts itself or what is stored (an event out of order, an id given twice) is a fault of the
 * caller: it rejects with a `DocketError` and changes nothing.
 */
export interface Commit {
  readonly tenant: string
  readonly expect: readonly Expectation[]
  readonly tickets: readonly TicketRecord[]
  readonly events: readonly EventRecord[]
  readonly messages: readonly MessageRecord[]
  readonly contents: readonly ContentRecord[]
  readonly attachments: readonly AttachmentLink[]
  readonly timers: { readonly set: readonly TimerRecord[]; readonly cancel: readonly TimerReference[] }
  readonly outbox: readonly OutboxRecord[]
  /**
   * What was given up and can be claimed again: due at once and as if never claimed; a message comes before the later ones of
   * its ticket again. What is not given up is passed over, and so is a timer that the commit sets or cancels.
   */
  readonly revives: readonly DeadLetterReference[]
  readonly counters: readonly CounterChange[]
  /** What its texts are found by, in the order given; of two for the same part the last counts. An erased ticket's are not kept. */
  readonly searches: readonly SearchRecord[]
  readonly erasures: readonly Erasure[]
  readonly idempotency: IdempotencyRecord | null
  readonly settles: TimerLeaseReference | null
}

/**
 * Why a commit was not applied. An expected outcome, so a value. Of several reasons the first in this order is given:
 * idempotency, lease, version, external ticket, external message, counter, attachment.
 */
export type Conflict =
  /** `actual` is the ticket's version, 0 when it does not exist. */
  | { readonly kind: 'version'; readonly ticketId: string; readonly actual: number }
  /** Another ticket has this source and external id. */
  | { readonly kind: 'external-ticket'; readonly source: string; readonly id: string; readonly ticketId: string }
  /** Another message has this source and external id; `ticketId` is the ticket that it is on. */
  | { readonly kind: 'external-message'; readonly source: string; readonly id: string; readonly ticketId: string }
  /** The key was used. */
  | { readonly kind: 'idempotency'; readonly record: IdempotencyRecord }
  /** The counter would pass its maximum; `value` is what it is now. */
  | { readonly kind: 'counter'; readonly key: string; readonly value: number; readonly max: number }
  /** The file is not free, or not the uploader's. */
  | { readonly kind: 'attachment'; readonly attachmentId: string }
  /** The lease of `settles` is no longer held. */
  | { readonly kind: 'lease' }

/** What became of a commit. */
export type CommitResult = { readonly ok: true } | { readonly ok: false; readonly conflict: Conflict }

/** What became of an insertion of attachments' records. */
export type AttachmentInsert = Omit<AttachmentRecord, 'ticketId' | 'messageId'>

/** A change of the directory: version 1 is new, any other replaces its predecessor. */
export type DirectoryPut = DirectoryRecord
