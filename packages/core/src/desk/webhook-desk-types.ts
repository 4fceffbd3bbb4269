import type { TicketEventType } from '../ticket/event-types.js'
import type { Page } from './ticket-types.js'

/** An endpoint to put. */
export interface WebhookInput {
  /** Up to 200 characters, of the tenant's own. */
  readonly id: string
  /** An `https:` address of up to 2,000 characters, without credentials and fragment. */
  readonly url: string
  /** Which events it wants; all if left out or null. */
  readonly events?: readonly TicketEventType[] | null
  /** `active` if left out. A disabled endpoint is sent nothing and misses what happens meanwhile; a removed one is listed no more. */
  readonly status?: 'active' | 'disabled' | 'removed'
}

/** An endpoint outside to which events are sent. */
export interface Webhook {
  readonly id: string
  readonly url: string
  /** Null for all. */
  readonly events: readonly TicketEventType[] | null
  readonly status: 'active' | 'disabled' | 'removed'
  /** Since when nothing is sent, and why: a person said so, the endpoint did (410), or nothing came through to it. */
  readonly disabled: { readonly at: Date; readonly reason: 'byHand' | 'gone' | 'failing' } | null
  /** Which of its secrets is in use: 1, and one more with each rotation. */
  readonly secretNumber: number
  readonly rotatedAt: Date | null
}

/** One attempt to send an event to an endpoint. Of the answer's body nothing is kept. */
export interface WebhookAttempt {
  readonly at: Date
  readonly succeeded: boolean
  readonly ticketId: string
  /** What the receiver saw as `webhook-id`. */
  readonly messageId: string
  readonly event: TicketEventType
  /** The event's number in its ticket. */
  readonly sequence: number
  /** 1 for the first; it begins anew when what was given up is tried again. */
  readonly attempt: number
  readonly milliseconds: number
  /** The status of the answer; null without one. */
  readonly status: number | null
  /** Why there was no answer, such as `timed-out`; null with one. */
  readonly error: string | null
}

/** The tenant's endpoints of webhooks. For admins, or who else has the right `manageWebhooks`. */
export interface WebhookDesk {
  /**
   * Puts or replaces an endpoint. One that was removed comes back with a secret of its own. Throws `LIMIT_EXCEEDED` for more
   * than 100 endpoints, and `COMMAND_REFUSED` on a desk that sends none: no effect of it has targets.
   */
  put(webhook: WebhookInput): Promise<Webhook>
  /** All endpoints that are not removed, by id. */
  list(): Promise<readonly Webhook[]>
  /** Throws `NOT_FOUND`. */
  get(id: string): Promise<Webhook>
  /**
   * Gives the endpoint its next secret, if `secretNumber` is still the number in use; else nothing changes, so that a
   * rotation which is sent twice happens once. Throws `NOT_FOUND`, also for a removed one.
   */
  rotate(id: string, secretNumber: number): Promise<Webhook>
  /** A page of the attempts, the latest first, 50 of at most 100 if not said otherwise. Throws `NOT_FOUND`. */
  attempts(
    id: string,
    page?: { readonly limit?: number; readonly after?: string | null },
  ): Promise<Page<WebhookAttempt, string>>
}
