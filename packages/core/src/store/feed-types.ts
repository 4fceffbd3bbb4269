import type { EventRecord } from './record-types.js'

/** A page of the feed of a tenant's events. */
export interface FeedQuery {
  readonly tenant: string
  /** A position of this store, behind which to begin; null to begin at the present, which gives a position and no events. */
  readonly after: string | null
  /** A position of this store up to which to read; the present if left out. */
  readonly until?: string
  /** At most so many events, 1 to 1,000. */
  readonly limit: number
}

/** An event and where it stands in the feed. */
export interface FeedEntry {
  readonly event: EventRecord
  /** The position right behind the event. */
  readonly position: string
}

/** What a feed gives at once. */
export interface FeedPage {
  readonly entries: readonly FeedEntry[]
  /** Where the next page begins. Opaque, at most 1,000 characters, and nobody's secret but the desk's: seal it before it leaves. */
  readonly next: string
  /** Whether there is more to read already. */
  readonly more: boolean
  /** Whether events are committed that cannot be given yet, because an older transaction is still under way. */
  readonly held: boolean
  /**
   * True when the given position is none of this store's, lies in its future, or has more than {@link FEED_REACH} events
   * behind it: then there are no entries, and `next` is the present. Read anew what you show, and go on from there.
   */
  readonly behind: boolean
}

/** So many events at most are read up; who is further behind reads anew. */
export const FEED_REACH = 10_000
