import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { TicketView } from '../store/record-types.js'

/** A ticket as policies see it: its view, with all custom fields, personal ones included. Read-only. */
export interface PolicyTicket<Fields = JsonObject> extends Omit<TicketView, 'fields'> {
  readonly fields: Fields
}

/**
 * A desk's custom fields as its policies see them: each is there, undefined where it has no value. So a policy that
 * names a field which the desk does not have does not compile.
 */
export type PolicyFields<Fields> = {
  readonly [Name in keyof Required<Fields>]: Name extends keyof Fields ? Fields[Name] : never
}

/** What a priority policy says: a level, and why. */
export interface PriorityDecision<Level extends string = string> {
  readonly level: Level
  /**
   * Codes and values, such as `{ code: 'matrix', impact: 'high', urgency: 'low' }`. Written into events and never erased:
   * put nothing personal here.
   */
  readonly reasons: readonly Reason[]
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
  /** Decides; called when a ticket is created and when its fields or category change. */
  readonly decide: (ticket: PolicyTicket<Fields>, now: Instant) => PriorityDecision<NoInfer<Level>>
}
