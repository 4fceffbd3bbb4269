import type { Instant } from '../kernel/clock.js'
import type { JsonObject } from '../kernel/json.js'
import type { ActorReference } from '../store/record-types.js'

/** What an effect's handler is given. */
export interface EffectMessage {
  /** Stable over all attempts: give it to the receiver as the key against duplicates. */
  readonly id: string
  readonly tenant: string
  readonly effect: string
  readonly ticketId: string
  /** The event that caused it. */
  readonly event: {
    readonly seq: number
    readonly type: string
    /** Milliseconds since 1970-01-01T00:00:00Z. */
    readonly occurredAt: Instant
    readonly actor: ActorReference
    readonly data: JsonObject
  }
  /** 1 for the first attempt. */
  readonly attempt: number
}

/**
 * Does something outside. It is called at least once for each message, in order per ticket; when it throws it is
 * called again later, ten times in all, and then the message is kept as given up.
 */
export type EffectHandler = (message: EffectMessage) => Promise<void> | void
