import * as z from 'zod'
import { sealedPage } from '../handler/pages.js'
import { noSuchAddress } from '../handler/problem.js'
import { defineRoute } from '../route/define-route.js'
import { page } from '../schema/query.js'
import { pageOf } from '../schema/values.js'
import { webhookAttempt, webhookInput, webhookSchema } from '../schema/webhook-schema.js'
import { derivedSecret } from '../webhooks/derived-secret.js'

const access = 'manageWebhooks'

/** The endpoints to which events are sent. */
export const webhookRoutes = [
  defineRoute('webhooks', {
    id: 'listWebhooks',
    on: 'GET /webhooks',
    access,
    serves: ['webhooks.list'],
    summary: 'The endpoints to which events are sent, by id.',
    success: { status: 200, body: z.strictObject({ items: z.array(webhookSchema) }) },
    run: async ({ desk }) => ({ body: { items: await desk.webhooks.list() } }),
  }),
  defineRoute('webhooks', {
    id: 'getWebhook',
    on: 'GET /webhooks/:webhookId',
    access,
    serves: ['webhooks.get'],
    summary: 'An endpoint.',
    success: { status: 200, body: webhookSchema },
    run: async ({ desk, params }) => ({ body: await desk.webhooks.get(params.webhookId) }),
  }),
  defineRoute('webhooks', {
    id: 'putWebhook',
    on: 'PUT /webhooks/:webhookId',
    access,
    serves: ['webhooks.put'],
    summary: 'Puts or replaces an endpoint; with a status it is disabled, enabled again or removed.',
    body: webhookInput,
    success: { status: 200, body: webhookSchema },
    run: async ({ desk, params, body }) => ({ body: await desk.webhooks.put({ id: params.webhookId, ...body }) }),
  }),
  defineRoute('webhooks', {
    id: 'rotateWebhook',
    on: 'POST /webhooks/:webhookId/rotation',
    access,
    serves: ['webhooks.rotate'],
    summary: 'Replaces the secret of the given number, once however often it is sent; for 24 hours both sign.',
    body: z.strictObject({ secretNumber: z.int().min(1) }),
    success: { status: 200, body: webhookSchema },
    run: async ({ desk, params, body }) => ({ body: await desk.webhooks.rotate(params.webhookId, body.secretNumber) }),
  }),
  defineRoute('webhooks', {
    id: 'getWebhookSecret',
    on: 'GET /webhooks/:webhookId/secret',
    access,
    serves: ['webhooks.get'],
    summary: 'The secret with which the receiver checks what it is sent; where the handler was given `webhooks`.',
    success: { status: 200, body: z.strictObject({ secret: z.string(), secretNumber: z.int() }) },
    run: async ({ desk, params, principal, context }) => {
      const webhook = await desk.webhooks.get(params.webhookId)
      const { webhooks } = context.options
      if (!webhooks) throw noSuchAddress()
      const secret = await derivedSecret(webhooks.secret, principal.tenant, webhook)
      return { body: { secret, secretNumber: webhook.secretNumber }, headers: { 'cache-control': 'no-store' } }
    },
  }),
  defineRoute('webhooks', {
    id: 'listWebhookAttempts',
    on: 'GET /webhooks/:webhookId/attempts',
    access,
    serves: ['webhooks.attempts'],
    summary: 'The attempts to send to an endpoint, the latest first; of answers no more than the status.',
    query: z.strictObject(page),
    success: { status: 200, body: pageOf(webhookAttempt) },
    cost: 3,
    run: async (input) => {
      const { after, ...query } = input.query
      const { webhooks } = input.desk
      return {
        body: await sealedPage(input, after, (place) =>
          webhooks.attempts(input.params.webhookId, { ...query, ...place }),
        ),
      }
    },
  }),
]
