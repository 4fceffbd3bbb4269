import {
  type Clock,
  type Delivery,
  type EffectMessage,
  type Notifier,
  type Store,
  type TargetedEffect,
  type WebhookEndpoints,
  type WebhookRecord,
  webhookEndpoints,
} from '@docket/core'
import { checkWebhookSecret, derivedSecret } from './derived-secret.js'
import { lanesOf } from './lanes.js'
import { payloadOf } from './payload.js'
import { type ResolveName, resolverOf } from './resolve-name.js'
import { retryAfterMs } from './retry-after.js'
import { type Sent, sendOnce } from './send-once.js'
import { messageIdOf, signedHeaders } from './signed-headers.js'

const MOST_ATTEMPTS = 10
const BOTH_SECRETS_MS = 24 * 60 * 60 * 1_000
const THROTTLED: ReadonlySet<number> = new Set([429, 502, 503, 504])

/** How webhooks are sent. */
export interface WebhooksOptions {
  /**
   * At least 32 characters that nobody can guess, the same on all nodes: the secrets of endpoints are derived from it. With
   * another one every endpoint has another secret.
   */
  readonly secret: string
  /** The desk's own: endpoints are read from it, and what became of attempts is kept in it. */
  readonly store: Store
  /**
   * The desk's, where `createDesk` is given one: it tells admins of an endpoint that was disabled. Left out, they find it in the
   * desk's inbox alone.
   */
  readonly notifier?: Notifier
  /** The ports that endpoints may have; 443 alone if left out. */
  readonly ports?: readonly number[]
  /**
   * Lets through an address that is not public, or a port that is not named, such as a receiver of yours in development:
   * `(address) => address === '127.0.0.1'`. Tenants reach whatever it lets through. None if left out.
   */
  readonly allow?: (address: string, port: number) => boolean
  /** Authorities of certificates in PEM, in place of the well-known ones, such as that of a receiver of yours. */
  readonly ca?: readonly string[]
  /**
   * The desk's, where `createDesk` is given one, such as a test's: by it attempts are dated, waits end and former secrets cease.
   * The machine's if left out.
   */
  readonly clock?: Clock
  /** Is told of an attempt that could not be written into the log; `console.error` if left out. */
  readonly onError?: (error: unknown) => void
}

/** What tests put in place of the network's names and of chance. */
export interface WebhookSeams {
  readonly resolve?: ResolveName
  readonly random?: () => number
  readonly wholeMs?: number
}

/**
 * Sends events to the tenants' endpoints, by Standard Webhooks: an effect for `createDesk`. The desk says which events can be
 * sent at all, each endpoint which of them it wants.
 *
 * @throws TypeError when the secret can be guessed or an option is none
 * @example
 * ```ts
 * import { createDesk, defaultAccess, defineDesk, supportWorkflow, TICKET_EVENT_TYPES } from '@docket/core'
 * import { webhooks } from '@docket/http/webhooks'
 *
 * const support = defineDesk({
 *   workflows: [supportWorkflow],
 *   access: defaultAccess(),
 *   effects: { webhooks: { on: TICKET_EVENT_TYPES } },
 * })
 * const secret = process.env['WEBHOOK_SECRET'] ?? ''
 * export const desk = await createDesk(support, { store, effects: { webhooks: webhooks({ secret, store }) } })
 * ```
 */
export function webhooks(options: WebhooksOptions): TargetedEffect {
  return webhooksWith(options, {})
}

/** The same, with what tests put in place. */
export function webhooksWith(options: WebhooksOptions, seams: WebhookSeams): TargetedEffect {
  const { secret, store, ports = [443], allow = () => false, ca, onError = (error) => console.error(error) } = options
  checkWebhookSecret(secret, '`webhooks`')
  if (!ports.every((port) => Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new TypeError('`ports` are whole numbers from 1 to 65,535.')
  }
  const clock = options.clock ?? { now: () => Date.now() }
  const { random = Math.random, resolve = resolverOf(), wholeMs = 15_000 } = seams
  const endpoints = webhookEndpoints({ store, clock, ...(options.notifier && { notifier: options.notifier }) })
  const lanes = lanesOf({ now: () => clock.now(), random })
  const limits = { ports, allow, ca, resolve, wholeMs }

  async function secretsOf(tenant: string, { id, secretNumber, rotatedAt }: WebhookRecord, now: number) {
    const derived = (number: number) => derivedSecret(secret, tenant, { id, secretNumber: number })
    const follows = rotatedAt !== null && secretNumber > 1 && now < rotatedAt + BOTH_SECRETS_MS
    return Promise.all([derived(secretNumber), ...(follows ? [derived(secretNumber - 1)] : [])])
  }

  async function send(message: EffectMessage, endpoint: WebhookRecord, messageId: string, now: number): Promise<Sent> {
    const body = payloadOf(message)
    const secrets = await secretsOf(message.tenant, endpoint, now)
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Docket-Webhooks',
      ...signedHeaders(messageId, Math.floor(now / 1_000), body, secrets),
    }
    return sendOnce(new URL(endpoint.url), headers, body, limits)
  }

  async function log(message: EffectMessage, endpoint: WebhookRecord, messageId: string, sent: Sent, at: number) {
    const { tenant, ticketId, event, attempt } = message
    try {
      await endpoints.keep({
        tenant,
        webhook: endpoint.id,
        ticketId,
        at,
        succeeded: isSuccess(sent),
        messageId,
        event: event.type,
        sequence: event.seq,
        attempt,
        milliseconds: Math.max(0, clock.now() - at),
        status: sent.status,
        error: sent.status === null ? sent.error : null,
      })
    } catch (error) {
      // Sent is sent: it must not be sent again because nobody could write it down.
      onError(error)
    }
  }

  return {
    targets: ({ tenant, event }) => endpoints.wanting(tenant, event.type),
    async deliver(message, target) {
      const { tenant, ticketId } = message
      const endpoint = await endpoints.endpoint(tenant, target)
      if (endpoint?.status !== 'active') return { kind: 'dead', error: whyNot(target, endpoint) }
      const entered = lanes.enter({ tenant, webhook: target, ticketId })
      if (typeof entered === 'number') return { kind: 'wait', delayMs: entered }
      const at = clock.now()
      const messageId = messageIdOf(tenant, message.id)
      let sent: Sent | null = null
      let holdMs: number | null = null
      try {
        sent = await send(message, endpoint, messageId, at)
        holdMs = isThrottled(sent) ? retryAfterMs(sent.retryAfter, clock.now()) : null
      } finally {
        entered.leave(sent !== null && isSuccess(sent), clock.now() - at, holdMs)
      }
      await log(message, endpoint, messageId, sent, at)
      return outcomeOf(endpoints, message, endpoint, sent, holdMs)
    },
  }
}

async function outcomeOf(
  endpoints: WebhookEndpoints,
  { tenant, ticketId, attempt, event }: EffectMessage,
  endpoint: WebhookRecord,
  sent: Sent,
  holdMs: number | null,
): Promise<Delivery> {
  if (isSuccess(sent)) return { kind: 'done' }
  const error = `The webhook ${endpoint.id} ${sent.status === null ? `was not reached: ${sent.error}` : `answered ${sent.status}`}.`
  if (sent.status === 410) {
    await endpoints.disable(tenant, endpoint, 'gone', ticketId)
    return { kind: 'dead', error }
  }
  if (attempt < MOST_ATTEMPTS) return { kind: 'retry', error, ...(holdMs !== null && { delayMs: holdMs }) }
  // Where others came through meanwhile, it was this message.
  if (!(await endpoints.hasSucceeded(tenant, endpoint.id, event.occurredAt))) {
    await endpoints.disable(tenant, endpoint, 'failing', ticketId)
  }
  return { kind: 'dead', error }
}

function isSuccess({ status }: Sent): boolean {
  return status !== null && status >= 200 && status < 300
}

function isThrottled(sent: Sent): sent is Extract<Sent, { readonly status: number }> {
  return sent.status !== null && THROTTLED.has(sent.status)
}

function whyNot(id: string, endpoint: WebhookRecord | null): string {
  if (endpoint?.status === 'disabled') return `The webhook ${id} is disabled; enable it, then try this again.`
  return `There is no webhook ${id} any more.`
}
