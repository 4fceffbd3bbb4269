import type { FileStore } from '@docket/core'
import type { Store } from '@docket/core/store'
import { furnish, openDesk, TENANT } from '../desk/support.js'
import { STORIES, tellerOf } from './stories.js'

const HOUR_MS = 3_600_000

/** Puts people, categories and stories into an empty store, as if it had all happened in the last days. True if it did. */
export async function seed(store: Store, files: FileStore): Promise<boolean> {
  const start = Date.now()
  let now = start - 30 * 24 * HOUR_MS
  const desk = await openDesk({ store, files, clock: { now: () => now } })
  const { directory } = desk.as({ tenant: TENANT, actor: { type: 'admin', id: 'owner' } })
  if ((await directory.agents()).length > 0) return false
  await furnish(desk)
  const teller = tellerOf(desk, (hoursAgo) => {
    now = Math.round(start - hoursAgo * HOUR_MS)
  })
  for (const tell of STORIES) await tell(teller)
  return true
}
