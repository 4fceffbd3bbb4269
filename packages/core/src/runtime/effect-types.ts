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

/** What became of one attempt to deliver a message to one target. */
export type Delivery =
  | { readonly kind: 'done' }
  /**
   * Not tried, for want of room or because it would be too soon: again after so many milliseconds, a second at least and a day
   * at most, and it counts as no attempt.
   */
  | { readonly kind: 'wait'; readonly delayMs: number }
  /** Failed: again later, where the target said so after so many milliseconds at least, though within a day. */
  | { readonly kind: 'retry'; readonly error: string; readonly delayMs?: number }
  /** It will never work: kept as given up at once. */
  | { readonly kind: 'dead'; readonly error: string }

/**
 * An effect that goes to several targets, each by itself: one that is down holds up neither the others nor the ticket's
 * other effects. Each target is tried ten times, 5 seconds to 24 hours apart, within about three days, and then kept as given
 * up, which the leads are told. There is no order between targets, nor between messages to one. A worker tries 32 at once, 4
 * of them for one target of an effect.
 *
 * @example
 * ```ts
 * import type { TargetedEffect } from '@docket/core'
 *
 * export const printers: TargetedEffect = {
 *   targets: ({ event }) => (event.type === 'ticket.created' ? ['http://printer-1', 'http://printer-2'] : []),
 *   async deliver(message, target) {
 *     const { status } = await fetch(target, { method: 'POST', body: message.id, signal: AbortSignal.timeout(15_000) })
 *     if (status === 410) return { kind: 'dead', error: 'the printer is gone' }
 *     return status < 300 ? { kind: 'done' } : { kind: 'retry', error: `it answered ${status}` }
 *   },
 * }
 * ```
 */
export interface TargetedEffect {
  /**
   * Who is to get the message: at most 100 names of 1 to 200 characters; one that is named twice gets it once. Asked again
   * when it throws, ten times in all, while the ticket's other effects wait. Once it has answered, the answer stands.
   */
  targets(message: EffectMessage): Promise<readonly string[]> | readonly string[]
  /**
   * Delivers the message to one of them, at least once under the message's `id`. Throwing is a failed attempt, and so is no
   * answer within five sixths of the worker's lease, 25 seconds by default. `attempt` counts those to this target.
   */
  deliver(message: EffectMessage, target: string): Promise<Delivery> | Delivery
}
