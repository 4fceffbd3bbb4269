import { DocketError } from '../kernel/error.js'
import { shortPause } from '../kernel/system.js'
import type { Store } from '../store/port.js'
import type { ActorReference, DirectoryRecord, WebhookRecord } from '../store/record-types.js'

const MOST_TRIES = 60

/** Who changes an endpoint, and when. */
export interface WebhookChange {
  readonly tenant: string
  readonly id: string
  readonly actor: ActorReference
  readonly now: () => number
}

/** The endpoint of a directory's record; null where it is none. */
export function webhookOf(record: DirectoryRecord | null): WebhookRecord | null {
  return record?.kind === 'webhook' ? record.entry : null
}

/**
 * Changes an endpoint, anew when others change it meanwhile; what is made of it null leaves it as it is.
 *
 * @returns the endpoint with its version; null when nothing changed
 */
export async function changeWebhook(
  store: Store,
  { tenant, id, actor, now }: WebhookChange,
  make: (current: WebhookRecord | null) => WebhookRecord | null | Promise<WebhookRecord | null>,
): Promise<{ readonly entry: WebhookRecord; readonly version: number } | null> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const record = await store.directoryEntry(tenant, 'webhook', id)
    const entry = await make(webhookOf(record))
    if (entry === null) return null
    const version = (record?.version ?? 0) + 1
    if (await store.putDirectory({ tenant, kind: 'webhook', id, version, actor, changedAt: now(), entry })) {
      return { entry, version }
    }
    await shortPause(tries)
  }
  throw new DocketError('BUSY', 'Others keep changing this webhook; try again.')
}
