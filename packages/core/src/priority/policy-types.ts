import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { TicketView } from '../store/record-types.js'

/** A ticket as policies see it: its view and subject, with all custom fields, personal ones included. Read-only. */
export interface PolicyTicket<Fields = JsonObject> extends Omit<TicketView, 'fields'> {
  readonly fields: Fields
  /** Null once erased. */
  readonly subject: string | null
}

/**
 * A desk's custom fields as its policies see them: each is there, undefined where it has no value. So a policy that
 * names a field which the desk does not have does not compile.
 */
export type PolicyFields<Fields> = {
  readonly [Name in keyof Required<Fields>]: Name extends keyof Fields ? Fields[Name] : never
}

/** What a priority policy may ask for besides the ticket. */
export interface PriorityContext {
  /**
   * How much of its time the running target with the largest such share has used at an instant, as a share: 0 at its
   * start, 1 when it is due, more when it is late; null while no promise runs or its clock stands still.
   */
  readonly slaUsed: (at: Instant) => number | null
}

/** What a priority policy says: a level, and why. */
export interface PriorityDecision<Level extends string = string> {
  readonly level: Level
  /**
   * Codes and values, such as `{ code: 'matrix', impact: 'high', urgency: 'low' }`. Written into events and never erased:
   * put nothing personal here.
   */
  readonly reasons: readonly Reason[]
  /**
   * The next instant at which the policy would say something else though nothing happens to the ticket, in milliseconds
   * since 1970-01-01T00:00:00Z. The desk sets a timer for it. Null or left out: never.
   */
  readonly changesAt?: Instant | null
}

/** Decides how urgent a ticket is. Synchronous and pure: the same ticket and instant give the same level. */
export interface PriorityPolicy<Fields = JsonObject, Level extends string = string> {
  readonly id: string
  /** Raised with each change, because decisions are stored with it. */
  readonly version: number
  /** Fields whose values it puts into its reasons; none of them may be personal, because reasons are kept for good. */
  readonly reads?: readonly string[]
  /** The levels, most urgent first. */
  readonly levels: readonly Level[]
  /** True when time alone never changes what it says: it then gives no `changesAt`, and is not asked for one. */
  readonly timeless?: boolean
  /** Decides; called when a ticket is created, after everything that changes it, and when `changesAt` has come. */
  readonly decide: (
    ticket: PolicyTicket<Fields>,
    now: Instant,
    context: PriorityContext,
  ) => PriorityDecision<NoInfer<Level>>
}
