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

/** What became of one attempt to bring a message to one target. */
export type Delivery =
  | { readonly kind: 'done' }
  /** Not tried, for want of room or because it would be too soon: again after so many milliseconds, and it counts as no attempt. */
  | { readonly kind: 'wait'; readonly delayMs: number }
  /** Failed: again later, at least after so many milliseconds where the target said so. */
  | { readonly kind: 'retry'; readonly error: string; readonly delayMs?: number }
  /** It will never work: kept as given up at once. */
  | { readonly kind: 'dead'; readonly error: string }

/**
 * An effect that goes to several targets, each by itself: one that is down holds up neither the others nor the ticket's
 * other effects. Each target is tried ten times within about three days and then kept as given up; there is no
 * order between targets, nor between messages to one.
 */
export interface TargetedEffect {
  /** Who is to get the message, at most 100, each once; asked again when it throws. */
  targets(message: EffectMessage): Promise<readonly string[]> | readonly string[]
  /** Brings the message to one of them; throwing is a failed attempt. `attempt` counts those to this target. */
  deliver(message: EffectMessage, target: string): Promise<Delivery> | Delivery
}
