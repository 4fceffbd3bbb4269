import type { Clock, Instant } from '../kernel/clock.js'
import { inboxNotifier, type Notifier } from '../notify/notifier.js'
import type { Store } from '../store/port.js'
import type { WebhookRecord } from '../store/record-types.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { changeWebhook, webhookOf } from './change-webhook.js'
import { attemptRecord, deliveredTo, type LoggedAttempt } from './webhook-log.js'

/** The most endpoints that a tenant has. */
export const MOST_WEBHOOKS = 100

/** Endpoints as whoever sends to them needs them. Nothing of it is asked of the access policy: it is for the sender alone. */
export interface WebhookEndpoints {
  /** The ids of the tenant's active endpoints that want events of the type, at most 100. */
  wanting(tenant: string, eventType: string): Promise<readonly string[]>
  /** The endpoint as it is now, or null. */
  endpoint(tenant: string, id: string): Promise<WebhookRecord | null>
  /** Keeps what became of an attempt. */
  keep(attempt: LoggedAttempt): Promise<void>
  /** Whether anything came through to the endpoint at the instant or since. */
  hasSucceeded(tenant: string, id: string, since: Instant): Promise<boolean>
  /**
   * Disables the endpoint and tells the admins, with a notification of the kind `webhook.disabled`; nothing of it when it is
   * no longer as it was when it was tried: active, and at the same address.
   *
   * @param ticketId - the ticket of whose event the attempt was
   */
  disable(
    tenant: string,
    tried: Pick<WebhookRecord, 'id' | 'url'>,
    reason: 'gone' | 'failing',
    ticketId: string,
  ): Promise<void>
}

/**
 * The endpoints that a store keeps, for whoever sends to them, such as `@docket/http/webhooks`.
 *
 * @param options - `notifier`: who tells the admins; the desk's own inbox if left out
 */
export function webhookEndpoints(options: {
  readonly store: Store
  readonly clock: Clock
  readonly notifier?: Notifier
}): WebhookEndpoints {
  const { store, clock, notifier = inboxNotifier(store) } = options
  return {
    async wanting(tenant, eventType) {
      const page = await store.directoryEntries(tenant, 'webhook', { after: null, limit: MOST_WEBHOOKS })
      return page.flatMap((record) => {
        const webhook = webhookOf(record)
        if (webhook?.status !== 'active') return []
        return webhook.events === null || webhook.events.includes(eventType) ? [webhook.id] : []
      })
    },
    async endpoint(tenant, id) {
      return webhookOf(await store.directoryEntry(tenant, 'webhook', id))
    },
    keep: (attempt) => store.putNotifications([attemptRecord(attempt)]),
    async hasSucceeded(tenant, id, since) {
      const recipients = [deliveredTo(id)]
      const [latest] = await store.notifications({ tenant, recipients, unreadOnly: false, limit: 1, after: null })
      return latest !== undefined && latest.createdAt >= since
    },
    async disable(tenant, { id, url }, reason, ticketId) {
      const at = clock.now()
      const by = { tenant, id, actor: SYSTEM_ACTOR, now: () => at }
      const changed = await changeWebhook(store, by, (current) =>
        current?.status === 'active' && current.url === url
          ? { ...current, status: 'disabled', disabled: { at, reason } }
          : null,
      )
      if (changed === null) return
      await notifier.notify([
        {
          tenant,
          id: `webhook.disabled.${id}.${changed.version}`,
          recipient: { type: 'role', id: 'admin' },
          ticketId,
          kind: 'webhook.disabled',
          data: { webhook: id, reason },
          createdAt: at,
        },
      ])
    },
  }
}
