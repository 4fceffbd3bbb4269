import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import type { EventRecord, Store } from '@docket/core/store'

const PAUSE_MS = 10
const MOST_PAUSES = 3_000

/** What was read of a feed, and where reading goes on. */
export interface ReadFeed {
  readonly events: readonly EventRecord[]
  /** Of each event. */
  readonly positions: readonly string[]
  readonly next: string
}

/** Where a tenant's feed begins for whoever comes now. */
export async function presentOf(store: Store, tenant: string): Promise<string> {
  const page = await store.feed({ tenant, after: null, limit: 1 })
  assert.deepEqual({ ...page, next: '' }, { entries: [], next: '', more: false, held: false, behind: false })
  return page.next
}

/**
 * Reads a feed on from a position until so many events have come, and once more: nothing else may come. Events may be held
 * back by a transaction that is under way anywhere on the server, hence the patience.
 */
export async function readFeed(
  store: Store,
  { tenant, after, count, limit = 100 }: { tenant: string; after: string; count: number; limit?: number },
): Promise<ReadFeed> {
  const events: EventRecord[] = []
  const positions: string[] = []
  let next = after
  for (let pauses = 0; ; ) {
    const page = await store.feed({ tenant, after: next, limit })
    assert.equal(page.behind, false, 'the position should be within reach')
    assert.ok(page.entries.length <= limit, 'a page is no longer than asked')
    for (const { event, position } of page.entries) {
      events.push(event)
      positions.push(position)
    }
    next = page.next
    if (page.more) continue
    if (events.length >= count && !page.held) return { events, positions, next }
    pauses += 1
    assert.ok(pauses < MOST_PAUSES, `the feed gave ${events.length} of ${count} events`)
    await setTimeout(PAUSE_MS)
  }
}

/** Waits for something that comes in a later turn, or from another process. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let pauses = 0; !holds(); pauses += 1) {
    assert.ok(pauses < MOST_PAUSES, what)
    await setTimeout(PAUSE_MS)
  }
}
