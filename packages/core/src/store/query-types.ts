import type { Instant } from '../kernel/clock.js'
import type { ActorReference, Phase } from './record-types.js'

/** What a list can be sorted by. Ties are broken by the ticket's id. By `dueAt`, only tickets that have one are listed. */
export type TicketSort = 'createdAt' | 'updatedAt' | 'priority' | 'dueAt'

/** The direction of a list. For `priority`, `asc` begins with the most urgent. */
export type SortDirection = 'asc' | 'desc'

/** A value of an indexed field. */
export type IndexedValue = string | number | boolean

/** One condition of a filter; a ticket must meet all. Instants in milliseconds since 1970-01-01T00:00:00Z. */
export type TicketCondition =
  | { readonly on: 'phase'; readonly in: readonly Phase[] }
  | { readonly on: 'workflow'; readonly is: string }
  | { readonly on: 'state'; readonly is: string }
  | { readonly on: 'requester'; readonly is: string }
  | { readonly on: 'assignee'; readonly is: string | null }
  | { readonly on: 'team'; readonly is: string | null }
  | { readonly on: 'category'; readonly is: string | null }
  | { readonly on: 'categories'; readonly in: readonly string[] }
  | { readonly on: 'channel'; readonly is: string }
  | { readonly on: 'priorityRank'; readonly in: readonly number[] }
  | { readonly on: 'tag'; readonly is: string }
  /** A ticket is archived while its phase is `terminal` and its flow says since when. */
  | { readonly on: 'archived'; readonly is: boolean }
  | { readonly on: 'watcher'; readonly is: string }
  /** A ticket is snoozed at an instant while its flow says that it is until later. */
  | { readonly on: 'snoozed'; readonly is: boolean; readonly at: Instant }
  | { readonly on: 'createdAt'; readonly from?: Instant; readonly before?: Instant }
  | { readonly on: 'updatedAt'; readonly from?: Instant; readonly before?: Instant }
  /** A ticket without a due date meets no condition on it. */
  | { readonly on: 'dueAt'; readonly from?: Instant; readonly before?: Instant }
  | { readonly on: 'field'; readonly name: string; readonly is: IndexedValue }
  /** Half-open: `from` belongs to it, `before` does not. Numbers by value, texts by code point. */
  | {
      readonly on: 'field'
      readonly name: string
      readonly from?: number | string
      readonly before?: number | string
    }

/** The place after which a page begins: the last ticket's sort value and id. */
export interface TicketCursor {
  /** The instant, or the priority rank. */
  readonly value: number
  readonly id: string
}

/** A page of tickets. */
export interface TicketQuery {
  readonly tenant: string
  readonly where: readonly TicketCondition[]
  readonly sort: TicketSort
  readonly direction: SortDirection
  /** 1 to 1,000. */
  readonly limit: number
  readonly after: TicketCursor | null
}

/** A page of a ticket's events or messages, oldest first. */
export interface SequenceQuery {
  readonly tenant: string
  readonly ticketId: string
  /** Only later ones; 0 for the first page. */
  readonly afterSeq: number
  /** 1 to 1,000. */
  readonly limit: number
}

/** A page of notifications, the latest first. */
export interface NotificationQuery {
  readonly tenant: string
  /** To any of these; 1 to 100. */
  readonly recipients: readonly ActorReference[]
  readonly unreadOnly: boolean
  /** 1 to 1,000. */
  readonly limit: number
  /** The last one of the former page. */
  readonly after: { readonly createdAt: Instant; readonly id: string } | null
}
