import type { Instant } from '../kernel/clock.js'
import type { TicketCondition } from './query-types.js'
import type { TicketRecord, Visibility } from './record-types.js'

/**
 * By which terms a part of a ticket's text is found: its subject or one of its messages. Replaces what was kept of the
 * same part. The store compares terms as they are; what a term is, core says.
 */
export interface SearchRecord {
  readonly tenant: string
  readonly ticketId: string
  /** `subject`, or the message's id. */
  readonly part: string
  /** Who finds it: everybody who may see the ticket (`public`), or only the desk. */
  readonly visibility: Visibility
  /** Each once, at most 5,000 of up to 64 characters; none for a part that nothing finds. */
  readonly terms: readonly string[]
}

/** The place after which a page of found tickets begins: where the last one of the former page stood. */
export interface SearchCursor {
  readonly score: number
  readonly updatedAt: Instant
  readonly id: string
}

/** A page of the tickets whose text has certain terms. */
export interface TicketSearch {
  readonly tenant: string
  /** A ticket must have all of them, each in any of its parts that are searched. 1 to 20, each once. */
  readonly terms: readonly string[]
  /** What else a ticket must meet, as in a list. */
  readonly where: readonly TicketCondition[]
  /** The parts that are searched. */
  readonly visibility: readonly Visibility[]
  /** 1 to 1,000. */
  readonly limit: number
  readonly after: SearchCursor | null
}

/** A ticket that a search found. */
export interface FoundTicket {
  readonly ticket: TicketRecord
  /**
   * How many of its searched parts have one of the terms, at most 999, and 1,000 more when its subject is one of them.
   */
  readonly score: number
  /** The best of these parts: the subject, else a public message, else an internal one. */
  readonly found: 'subject' | 'public' | 'internal'
}
