import { TICKET_EVENT_TYPES } from '@docket/core'
import * as z from 'zod'
import { time, when } from './values.js'

const event = z.enum(TICKET_EVENT_TYPES)
const status = z.enum(['active', 'disabled', 'removed'])

/** An endpoint of webhooks. */
export const webhookSchema = z
  .strictObject({
    id: z.string(),
    url: z.string(),
    events: z.array(event).nullable(),
    status,
    disabled: z.strictObject({ at: time, reason: z.enum(['byHand', 'gone', 'failing']) }).nullable(),
    secretNumber: z.int(),
    rotatedAt: when,
  })
  .meta({ id: 'Webhook' })

/** An endpoint to put, without the id, which is in the path. */
export const webhookInput = z.strictObject({
  url: z.string().min(1).max(2_000),
  events: z.array(event).min(1).max(TICKET_EVENT_TYPES.length).nullable().exactOptional(),
  status: status.exactOptional(),
})

/** One attempt to send an event to an endpoint. */
export const webhookAttempt = z
  .strictObject({
    at: time,
    succeeded: z.boolean(),
    ticketId: z.string(),
    messageId: z.string(),
    event,
    sequence: z.int(),
    attempt: z.int(),
    milliseconds: z.int(),
    status: z.int().nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'WebhookAttempt' })
