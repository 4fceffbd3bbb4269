import * as z from 'zod'
import { EARLIEST_INSTANT, LATEST_INSTANT } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import { id, parseInput, storable, text } from '../kernel/input.js'
import { authorize, notFound } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, NotificationRecord, WebhookRecord } from '../store/record-types.js'
import { TICKET_EVENT_TYPES, type TicketEventType } from '../ticket/event-types.js'
import { refusalError, refuse } from '../ticket/refusal.js'
import { changeWebhook, webhookOf } from '../webhooks/change-webhook.js'
import { MOST_WEBHOOKS } from '../webhooks/webhook-endpoints.js'
import { loggedTo, readAttempt } from '../webhooks/webhook-log.js'
import type { Webhook, WebhookAttempt, WebhookDesk } from './webhook-desk-types.js'

// As it is connected to: 0x7f.1 is shown as 127.0.0.1. Where a name leads, only whoever sends can tell.
const url = storable(2_000)
  .refine((given) => isAddress(given), 'must be an https address without credentials and fragment')
  .transform((given) => new URL(given).href)
const webhookInput = z.strictObject({
  id,
  url,
  events: z
    .array(z.enum(TICKET_EVENT_TYPES))
    .min(1)
    .max(TICKET_EVENT_TYPES.length)
    .refine((events) => new Set(events).size === events.length, 'must name each type once')
    .nullable()
    .default(null),
  status: z.enum(['active', 'disabled', 'removed']).default('active'),
})
const rotateInput = z.strictObject({ id, secretNumber: z.int().min(1) })
const attemptsInput = z.strictObject({
  limit: z.int().min(1).max(100).default(50),
  after: z.string().max(2_000).nullish(),
})

/** The endpoints of a tenant's webhooks, for one actor. */
export function webhookDesk(runtime: Runtime, tenant: string, actor: ActorReference): WebhookDesk {
  const { store, model, clock } = runtime
  const may = () => authorize(model.access, actor, 'manageWebhooks', null)
  const by = (webhookId: string) => ({ tenant, id: webhookId, actor, now: () => clock.now() })
  const listed = async () =>
    (await store.directoryEntries(tenant, 'webhook', { after: null, limit: MOST_WEBHOOKS })).flatMap(
      (record) => webhookOf(record) ?? [],
    )

  async function existing(webhookId: string): Promise<WebhookRecord> {
    const webhook = webhookOf(await store.directoryEntry(tenant, 'webhook', webhookId))
    if (webhook === null) throw notFound('webhook')
    return webhook
  }

  return {
    async put(given) {
      may()
      const input = parseInput(webhookInput, given, 'webhooks.put')
      if (input.status !== 'removed' && !sendsToTargets(runtime)) {
        const message =
          'This desk sends no webhooks; give `webhooks` as the handler of one of its effects, on every node.'
        throw refusalError(refuse('COMMAND_REFUSED', message, { code: 'no-webhooks' }))
      }
      let put: WebhookRecord | null = null
      await changeWebhook(store, by(input.id), async (current) => {
        const isNew = current === null || current.status === 'removed'
        if (isNew && input.status !== 'removed' && (await listed()).length >= MOST_WEBHOOKS) throw tooMany()
        put = {
          ...input,
          disabled: input.status === 'disabled' ? (current?.disabled ?? { at: clock.now(), reason: 'byHand' }) : null,
          // Whoever had the address before may still know the former secret.
          secretNumber: current === null ? 1 : current.secretNumber + (current.status === 'removed' ? 1 : 0),
          rotatedAt: isNew ? null : current.rotatedAt,
        }
        return put
      })
      return present(put ?? (await existing(input.id)))
    },
    async list() {
      may()
      return (await listed()).map(present)
    },
    async get(given) {
      may()
      return present(await existing(parseInput(id, given, 'webhooks.get')))
    },
    async rotate(given, number) {
      may()
      const { id: webhookId, secretNumber } = parseInput(
        rotateInput,
        { id: given, secretNumber: number },
        'webhooks.rotate',
      )
      const changed = await changeWebhook(store, by(webhookId), (current) => {
        if (current === null || current.status === 'removed') throw notFound('webhook')
        if (current.secretNumber !== secretNumber) return null
        return { ...current, secretNumber: secretNumber + 1, rotatedAt: clock.now() }
      })
      return present(changed?.entry ?? (await existing(webhookId)))
    },
    async attempts(given, page = {}) {
      may()
      const webhookId = parseInput(id, given, 'webhooks.attempts')
      const { limit, after } = parseInput(attemptsInput, page, 'webhooks.attempts')
      await existing(webhookId)
      const found = await store.notifications({
        tenant,
        recipients: loggedTo(webhookId),
        unreadOnly: false,
        limit: limit + 1,
        after: after ? readCursor(after) : null,
      })
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return { items: items.map(presentAttempt), next: found.length > limit && last ? writeCursor(last) : null }
    },
  }
}

/** Whether anything could ever be sent: an endpoint that is told of nothing looks as if all were well. */
function sendsToTargets({ handlers }: Runtime): boolean {
  return Object.values(handlers).some((handler) => typeof handler !== 'function')
}

function isAddress(given: string): boolean {
  if (!URL.canParse(given)) return false
  const { protocol, username, password, hostname, href } = new URL(given)
  // A `#` with nothing behind it is a fragment too.
  return (
    protocol === 'https:' &&
    username + password === '' &&
    hostname !== '' &&
    !given.includes('#') &&
    href.length <= 2_000
  )
}

function present({ events, disabled, rotatedAt, ...webhook }: WebhookRecord): Webhook {
  return {
    ...webhook,
    events: events as readonly TicketEventType[] | null,
    disabled: disabled && { at: new Date(disabled.at), reason: disabled.reason },
    rotatedAt: rotatedAt === null ? null : new Date(rotatedAt),
  }
}

function presentAttempt(record: NotificationRecord): WebhookAttempt {
  const { tenant: _tenant, webhook: _webhook, at, event, ...attempt } = readAttempt(record)
  return { ...attempt, at: new Date(at), event: event as TicketEventType }
}

const cursor = z.tuple([z.literal('webhook'), z.int().min(EARLIEST_INSTANT).max(LATEST_INSTANT), text(2_000)])

function writeCursor({ createdAt, id: last }: NotificationRecord): string {
  return Buffer.from(JSON.stringify(['webhook', createdAt, last])).toString('base64url')
}

function readCursor(given: string): { createdAt: number; id: string } {
  try {
    const [, createdAt, last] = cursor.parse(JSON.parse(Buffer.from(given, 'base64url').toString()))
    return { createdAt, id: last }
  } catch {
    throw new DocketError(
      'CURSOR_INVALID',
      'The cursor does not belong to these attempts. Give the `next` of the former page.',
    )
  }
}

function tooMany(): DocketError {
  const message = `There are ${MOST_WEBHOOKS} webhooks already; remove one first.`
  return new DocketError('LIMIT_EXCEEDED', message, { limit: MOST_WEBHOOKS })
}
