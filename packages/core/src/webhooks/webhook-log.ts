import * as z from 'zod'
import type { Instant } from '../kernel/clock.js'
import type { JsonObject } from '../kernel/json.js'
import type { ActorReference, NotificationRecord } from '../store/record-types.js'

/** One attempt to send an event to an endpoint, as its log keeps it. */
export interface LoggedAttempt {
  readonly tenant: string
  /** The endpoint. */
  readonly webhook: string
  readonly ticketId: string
  readonly at: Instant
  readonly succeeded: boolean
  /** The id under which the receiver knows the message. */
  readonly messageId: string
  readonly event: string
  readonly sequence: number
  readonly attempt: number
  readonly milliseconds: number
  readonly status: number | null
  readonly error: string | null
}

// The log is kept like an inbox. No actor is ever notified as one of these types, so that it is in nobody's own. What
// came through has a recipient of its own, so that the latest is found without reading past all that failed.
const DELIVERED = 'webhook.delivered'
const FAILED = 'webhook.failed'

/** As whom what came through to an endpoint is kept. */
export const deliveredTo = (webhook: string): ActorReference => ({ type: DELIVERED, id: webhook })

/** As whom all attempts on an endpoint are kept. */
export const loggedTo = (webhook: string): ActorReference[] => [deliveredTo(webhook), { type: FAILED, id: webhook }]

const logged = z.object({
  messageId: z.string(),
  event: z.string(),
  sequence: z.int(),
  attempt: z.int(),
  milliseconds: z.int(),
  status: z.int().nullable(),
  error: z.string().nullable(),
})

/** An attempt as the store keeps it. Attempts begin anew when what was given up is tried again: the instant tells them apart. */
export function attemptRecord({
  tenant,
  webhook,
  ticketId,
  at,
  succeeded,
  ...data
}: LoggedAttempt): NotificationRecord {
  const kind = succeeded ? DELIVERED : FAILED
  return {
    tenant,
    id: `${data.messageId}.${webhook}.${at}.${data.attempt}`,
    recipient: { type: kind, id: webhook },
    ticketId,
    kind,
    data: data satisfies JsonObject,
    createdAt: at,
    readAt: at,
  }
}

/** The attempt of what the store keeps. */
export function readAttempt({ tenant, recipient, ticketId, kind, data, createdAt }: NotificationRecord): LoggedAttempt {
  const succeeded = kind === DELIVERED
  return { tenant, webhook: recipient.id, ticketId, at: createdAt, succeeded, ...logged.parse(data) }
}
