import type {
  AttachmentRecord,
  ContentRecord,
  DefinitionRecord,
  DirectoryRecord,
  EventRecord,
  ExternalReference,
  IdempotencyRecord,
  MessageRecord,
  NotificationRecord,
  OutboxRecord,
  TicketRecord,
  TimerRecord,
} from '@docket/core/store'
import type { LeaseRow } from './lease-queue.js'
import type { NotificationList } from './notification-list.js'
import { SearchIndex } from './search-index.js'

/** The store's own copy of a record, which it may change in place. */
export type Kept<Record> = { -readonly [Key in keyof Record]: Record[Key] }

/** A timer and its lease. */
export type TimerRow = LeaseRow<TimerRecord>

/** An outbox message and its lease. */
export type OutboxRow = LeaseRow<OutboxRecord>

/** Everything about one ticket. Lists are null until they have a first entry: most tickets need few of them. */
export interface Dossier {
  /** Null when something refers to a ticket that was never put. */
  ticket: TicketRecord | null
  /** By `seq`, which is the place plus one. */
  events: EventRecord[] | null
  /** By `seq`. */
  messages: Kept<MessageRecord>[] | null
  contents: Kept<ContentRecord>[] | null
  attachments: Kept<AttachmentRecord>[] | null
  timers: TimerRow[] | null
  /** Messages neither settled nor given up, by `seq` and `ordinal`. */
  outbox: OutboxRow[] | null
}

/** A recipient's notifications. */
export interface Inbox {
  readonly all: NotificationList
  /** Those of them that are not read, since a page of these must not look for them among many read ones. */
  readonly unread: NotificationList
}

/** All data of one tenant. */
export class TenantSpace {
  readonly dossiers = new Map<string, Dossier>()
  readonly ticketIdsByExternal = new Map<string, string>()
  /** The events of all tickets in the order in which they were committed. */
  readonly feed: EventRecord[] = []
  readonly messages = new Map<string, Kept<MessageRecord>>()
  readonly messagesByExternal = new Map<string, Kept<MessageRecord>>()
  readonly attachments = new Map<string, Kept<AttachmentRecord>>()
  readonly outbox = new Map<string, OutboxRow>()
  readonly deadTimers = new Set<TimerRow>()
  readonly deadMessages = new Set<OutboxRow>()
  readonly idempotency = new Map<string, IdempotencyRecord>()
  readonly counters = new Map<string, number>()
  /** Versions of each directory entry, oldest first. */
  readonly directory = new Map<string, DirectoryRecord[]>()
  readonly definitions = new Map<string, DefinitionRecord>()
  readonly notifications = new Map<string, Kept<NotificationRecord>>()
  readonly search = new SearchIndex()
  /** By recipient. */
  readonly inboxes = new Map<string, Inbox>()

  /** The ticket, or null when there is none. */
  ticket(ticketId: string): TicketRecord | null {
    return this.dossiers.get(ticketId)?.ticket ?? null
  }

  /** The ticket's dossier, opened when there is none. */
  dossier(ticketId: string): Dossier {
    let dossier = this.dossiers.get(ticketId)
    if (dossier === undefined) {
      dossier = {
        ticket: null,
        events: null,
        messages: null,
        contents: null,
        attachments: null,
        timers: null,
        outbox: null,
      }
      this.dossiers.set(ticketId, dossier)
    }
    return dossier
  }

  /** The timer of the ticket under the key. */
  timer(ticketId: string, key: string): TimerRow | undefined {
    return this.dossiers.get(ticketId)?.timers?.find((row) => row.record.key === key)
  }
}

/** The tenants' data, each apart. */
export class Spaces {
  readonly #spaces = new Map<string, TenantSpace>()

  /** The tenant's data, begun when there is none. */
  open(tenant: string): TenantSpace {
    const space = this.#spaces.get(tenant) ?? new TenantSpace()
    this.#spaces.set(tenant, space)
    return space
  }

  /** The tenant's data, if there is any. */
  find(tenant: string): TenantSpace | undefined {
    return this.#spaces.get(tenant)
  }

  /** The data of every tenant. */
  all(): Iterable<TenantSpace> {
    return this.#spaces.values()
  }
}

/** Several texts as one key. No text in a store holds U+0000. */
export function keyOf(...texts: readonly (string | number)[]): string {
  return texts.join('\u0000')
}

/** The key of an external reference. */
export function externalKey(reference: ExternalReference): string {
  return `${reference.source}\u0000${reference.id}`
}
