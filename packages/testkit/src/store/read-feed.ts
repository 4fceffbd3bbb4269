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

/** What to read of a feed. */
export interface FeedRead {
  readonly tenant: string
  readonly after: string
  readonly until?: string
  /** At least so many events must come. */
  readonly count?: number
  readonly limit?: number
  /** Whether more is being written; nothing is, if left out. */
  readonly writing?: () => boolean
}

/**
 * Reads a feed on from a position until everything that is committed has come. Events may be held back by a transaction
 * that is under way anywhere on the server, hence the patience.
 */
export async function readFeed(
  store: Store,
  { tenant, after, until, count = 0, limit = 100, writing = () => false }: FeedRead,
): Promise<ReadFeed> {
  const events: EventRecord[] = []
  const positions: string[] = []
  for (let [next, pauses] = [after, 0]; ; ) {
    const wasWriting = writing()
    const page = await store.feed({ tenant, after: next, limit, ...(until !== undefined && { until }) })
    assert.equal(page.behind, false, 'the position should be within reach')
    assert.ok(page.entries.length <= limit, 'a page is no longer than asked')
    for (const { event, position } of page.entries) {
      events.push(event)
      positions.push(position)
    }
    next = page.next
    if (page.more) continue
    if (until !== undefined || !(page.held || wasWriting)) {
      assert.ok(events.length >= count, `the feed gave ${events.length} of ${count} events`)
      return { events, positions, next }
    }
    pauses += 1
    assert.ok(pauses < MOST_PAUSES, 'what was committed stays held back')
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
