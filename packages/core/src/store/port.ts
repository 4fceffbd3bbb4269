import type { Instant } from '../kernel/clock.js'
import type { AttachmentInsert, Commit, CommitResult, DirectoryPut } from './commit-types.js'
import type { FeedPage, FeedQuery } from './feed-types.js'
import type { NotificationQuery, SequenceQuery, TicketQuery } from './query-types.js'
import type {
  ActorReference,
  AgentRecord,
  AttachmentRecord,
  ContentRecord,
  DefinitionKind,
  DefinitionRecord,
  DirectoryKind,
  DirectoryRecord,
  EventRecord,
  ExternalReference,
  IdempotencyRecord,
  MessageRecord,
  NotificationRecord,
  OutboxRecord,
  TicketRecord,
  TimerRecord,
  Visibility,
} from './record-types.js'
import type { FoundTicket, TicketSearch } from './search-types.js'

/** A worker's wish for due rows, across all tenants. Due by the *store's* clock, never by the caller's. */
export interface ClaimRequest {
  /** At most so many rows, 1 to 1,000. */
  readonly limit: number
  /** How long the rows are the caller's, in milliseconds. */
  readonly leaseMs: number
  /** The fence: unique per claim. A later claim of a row replaces it, and then it opens nothing. */
  readonly token: string
}

/** A claimed timer. `attempts` counts the claims, this one included, but none that ended with `wait`. */
export interface LeasedTimer {
  readonly timer: TimerRecord
  readonly attempts: number
}

/** A claimed outbox message. `attempts` counts the claims, this one included, but none that ended with `wait`. */
export interface LeasedMessage {
  readonly message: OutboxRecord
  readonly attempts: number
}

/**
 * What became of a claimed row, unless the claim's token is no longer the row's: then nothing changes. A lease that has
 * run out still holds until the row is claimed again.
 */
export type Outcome =
  /** Finished: the row goes. */
  | { readonly kind: 'done' }
  /** Not yet: due again after so many milliseconds, with the reason. 0 gives the lease back. */
  | { readonly kind: 'retry'; readonly delayMs: number; readonly error: string | null }
  /** Nothing was tried, now or by this worker: due again after so many milliseconds, and the claim is not counted. */
  | { readonly kind: 'wait'; readonly delayMs: number; readonly error: string | null }
  /** Given up: kept with its reason, never claimed again, and no longer in the way of later ones. */
  | { readonly kind: 'dead'; readonly error: string }

/** What became of a claimed timer. */
export interface TimerSettlement {
  readonly tenant: string
  readonly ticketId: string
  readonly key: string
  readonly token: string
  readonly outcome: Outcome
}

/** What became of a claimed outbox message. */
export interface OutboxSettlement {
  readonly tenant: string
  readonly id: string
  readonly token: string
  readonly outcome: Outcome
}

/** A timer or outbox message that was given up. */
export interface DeadLetter {
  readonly tenant: string
  readonly ticketId: string
  readonly kind: 'timer' | 'outbox'
  /** The timer's key or the outbox message's id. */
  readonly id: string
  /** The effect that was to happen; null for a timer. */
  readonly effect: string | null
  readonly attempts: number
  readonly error: string
}

/**
 * The store contract, version 1: what Docket asks of a database. Every method states what holds under concurrency.
 *
 * Rules for all methods: a tenant's data is reached only with that tenant; what is returned is the caller's own copy;
 * texts and JSON come back as they went in (a text with U+0000 or half a surrogate pair never reaches a store);
 * a failure of the database is a `DocketError` with the code `STORE_UNAVAILABLE` and leaves nothing half-written.
 */
export interface Store {
  /**
   * `own`: each commit is durable when its promise resolves. `host`: the store is bound to a transaction of the
   * host, and what is written is durable when the host commits; core then retries nothing and starts no work of its own.
   */
  readonly transaction: 'own' | 'host'

  /** The ticket, or null when the tenant has none of this id. */
  load(tenant: string, ticketId: string): Promise<TicketRecord | null>

  /** For each id the ticket, in the order asked; null where the tenant has none of this id. */
  loadMany(tenant: string, ticketIds: readonly string[]): Promise<(TicketRecord | null)[]>

  /** For each external reference the ticket that carries it, in the order asked; null where there is none. */
  findByExternal(tenant: string, references: readonly ExternalReference[]): Promise<(TicketRecord | null)[]>

  /**
   * Applies everything in the commit, or nothing. Of several commits that expect the same version of a ticket,
   * exactly one is applied; an id or key that must be unique is given once; a counter never passes its maximum.
   * Two commits that touch the same tickets in opposite order never deadlock for the caller.
   */
  commit(commit: Commit): Promise<CommitResult>

  /**
   * A page of tickets in the asked order. Over all pages, a ticket that does not change meanwhile comes exactly once.
   * Ties are broken by id, in the direction of the sort; ids and texts compare by code point.
   */
  query(query: TicketQuery): Promise<TicketRecord[]>

  /**
   * A page of the tickets whose texts have all the terms: by their score, the highest first, then those that changed
   * last, then by id, descending by code point. What a commit wrote is found once its promise resolves, what an erasure
   * took no more. Over all pages, a ticket that does not change meanwhile comes exactly once.
   */
  search(search: TicketSearch): Promise<FoundTicket[]>

  /** Messages of a ticket, oldest first, of the given visibilities. */
  thread(query: SequenceQuery & { readonly visibility: readonly Visibility[] }): Promise<MessageRecord[]>

  /** For each id the message, in the order asked; null where the tenant has none of this id. */
  messages(tenant: string, messageIds: readonly string[]): Promise<(MessageRecord | null)[]>

  /** Events of a ticket, oldest first. */
  history(query: SequenceQuery): Promise<EventRecord[]>

  /**
   * A page of the events of all the tenant's tickets, in an order in which nothing ever appears in front of a position that
   * was given: whoever reads from position to position reads each event once, and those of a ticket by `seq`. An event may
   * come late, by as long as a transaction that was begun before it is under way on the server. Events that were written
   * before the store had a feed are not in it.
   */
  feed(query: FeedQuery): Promise<FeedPage>

  /**
   * Tells, as a hint, that events of a tenant were committed, by this process or another; null for perhaps any tenant's.
   * Hints are lost, doubled and come too early where they must: `feed` alone says what there is. A store that is bound
   * to a transaction of the host gives none. The listener does not throw.
   *
   * @returns the end, after which the listener is not called and nothing is kept open for it
   */
  onCommit(listener: (tenant: string | null) => void): () => void

  /** Earlier values of the ticket's subject and personal fields. */
  contents(tenant: string, ticketId: string): Promise<ContentRecord[]>

  /** What a command under this key answered, or null. Kept for at least 24 hours. */
  findByIdempotencyKey(tenant: string, scope: string, key: string): Promise<IdempotencyRecord | null>

  /** Keeps the record of an uploaded file that belongs to no ticket yet. */
  putAttachment(attachment: AttachmentInsert): Promise<void>

  /** A file's record, or null when the tenant has none of this id. */
  attachment(tenant: string, attachmentId: string): Promise<AttachmentRecord | null>

  /** The files of a ticket, in order of their creation and id. */
  attachments(tenant: string, ticketId: string): Promise<AttachmentRecord[]>

  /**
   * Leases due timers, earliest first; those due at one instant in order of tenant, ticket and key by code point.
   * Two claims never share a row while its lease lasts; a row whose lease has run out is claimed again, and then the
   * former token opens nothing. The attempt is counted by the claim itself.
   */
  claimTimers(request: ClaimRequest): Promise<LeasedTimer[]>

  /** Ends leases on timers, in the order given; returns how many still held. */
  settleTimers(settlements: readonly TimerSettlement[]): Promise<number>

  /**
   * Leases outbox messages that are due, which they are from their commit on, whatever their `createdAt`. At most the
   * earliest unsettled message of a ticket, so that order holds. Earliest due first; those due at one instant in order
   * of tenant and ticket by code point.
   */
  claimOutbox(request: ClaimRequest): Promise<LeasedMessage[]>

  /** Ends leases on outbox messages; returns how many still held. */
  settleOutbox(settlements: readonly OutboxSettlement[]): Promise<number>

  /**
   * How many milliseconds until a timer or outbox message can be claimed, by the store's clock: 0 when one can; null for
   * none. A leased row counts from the end of its lease; a message behind an unsettled one of its ticket not at all.
   */
  nextWakeup(): Promise<number | null>

  /** Timers and outbox messages of the tenant that were given up, at most 1,000. */
  deadLetters(tenant: string): Promise<DeadLetter[]>

  /**
   * Puts a version of a directory entry with its predecessor's version plus one. Of several puts of the same version,
   * one is applied: true for it, false for the others. Every version is kept, for audit.
   */
  putDirectory(entry: DirectoryPut): Promise<boolean>

  /** The current version of a directory entry, or null. */
  directoryEntry(tenant: string, kind: DirectoryKind, id: string): Promise<DirectoryRecord | null>

  /**
   * A page of the current versions of a kind's entries, by id in order of code points, those whose status is `removed`
   * left out.
   *
   * @param page - `after`: the last id of the former page; `limit`: 1 to 1,000
   */
  directoryEntries(
    tenant: string,
    kind: DirectoryKind,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<DirectoryRecord[]>

  /** All versions of a directory entry, oldest first. */
  directoryHistory(tenant: string, kind: DirectoryKind, id: string): Promise<DirectoryRecord[]>

  /** The tenant's agents, by id, removed ones left out; of the given teams, each agent once, or of the whole tenant for null. */
  agents(tenant: string, teams: readonly string[] | null): Promise<AgentRecord[]>

  /** The values of counters, in the order asked; 0 for one that was never changed. */
  counters(tenant: string, keys: readonly string[]): Promise<number[]>

  /**
   * Registers definitions that are not there yet and returns, for each, the stored one: where its hash differs from
   * the given one, the given one was not registered. Safe when many nodes start at once.
   */
  registerDefinitions(definitions: readonly DefinitionRecord[]): Promise<DefinitionRecord[]>

  /** A definition of the tenant, else of all tenants (`*`), else null. */
  definition(tenant: string, kind: DefinitionKind, id: string, version: number): Promise<DefinitionRecord | null>

  /**
   * Keeps notifications, all or none; one whose id is there already is left as it is. One of a ticket that its tenant
   * does not have is a fault of the caller.
   */
  putNotifications(notifications: readonly NotificationRecord[]): Promise<void>

  /** A page of the notifications to any of the recipients, the latest first; ties by id, descending by code point. */
  notifications(query: NotificationQuery): Promise<NotificationRecord[]>

  /**
   * Marks notifications as read that are to any of the recipients; those read before keep their instant. Ids of others'
   * notifications are passed over. Returns how many were marked.
   */
  markNotificationsRead(
    tenant: string,
    recipients: readonly ActorReference[],
    ids: readonly string[],
    readAt: Instant,
  ): Promise<number>

  /** Removes all tenants' notifications made before the instant, read or not; returns how many. */
  forgetNotifications(before: Instant): Promise<number>

  /** Removes all tenants' idempotency records made before the instant; returns how many. Never call it with less than 24 hours ago. */
  forgetIdempotencyKeys(before: Instant): Promise<number>
}
