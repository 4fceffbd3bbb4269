import type { FileStore } from '@docket/core'
import type { Store } from '@docket/core/store'
import { furnish, openDesk, TENANT } from '../desk/support.js'
import { STORIES } from './stories.js'
import { tellerOf } from './teller.js'

const HOUR_MS = 3_600_000

/**
 * Puts people, categories and stories into a new store, as if it had all happened in the last days, and goes on where a start
 * before this one was killed. True if it told anything.
 */
export async function seed(store: Store, files: FileStore): Promise<boolean> {
  const start = Date.now()
  let now = start - 30 * 24 * HOUR_MS
  const desk = await openDesk({ store, files, clock: { now: () => now } })
  const { items } = await desk
    .as({ tenant: TENANT, actor: { type: 'admin', id: 'owner' } })
    .list({ limit: STORIES.length })
  if (items.length === STORIES.length) return false
  await furnish(desk)
  const teller = tellerOf(desk, (hoursAgo) => {
    now = Math.round(start - hoursAgo * HOUR_MS)
  })
  for (const tell of STORIES) await tell(teller)
  return true
}
