import { type EventRecord, FEED_REACH, type FeedPage, type FeedQuery } from '@docket/core/store'
import { copyEvent } from './copy.js'
import type { TenantSpace } from './space.js'
import { compareTexts } from './text-order.js'

/** Puts a commit's events behind those of earlier commits. */
export function feedEvents(space: TenantSpace, events: readonly EventRecord[]): void {
  const sorted = [...events].sort((a, b) => compareTexts(a.ticketId, b.ticketId) || a.seq - b.seq)
  for (const event of sorted) space.feed.push(event)
}

/** A page of a tenant's feed. A position is the store's own name and how many events lie before it. */
export function pageOfFeed(store: string, space: TenantSpace | undefined, query: FeedQuery): FeedPage {
  const feed = space?.feed ?? []
  const positionAt = (count: number) => `${store}:${count}`
  const countOf = (position: string) => {
    const [name, digits = '', ...more] = position.split(':')
    const count = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN
    return name === store && more.length === 0 && count <= feed.length ? count : null
  }
  const present = { entries: [], next: positionAt(feed.length), more: false, held: false }

  const { after, until, limit } = query
  if (after === null) return { ...present, behind: false }
  const begin = countOf(after)
  const end = until === undefined ? feed.length : countOf(until)
  if (begin === null || end === null || end - begin > FEED_REACH) return { ...present, behind: true }
  const entries = feed.slice(begin, Math.max(begin, Math.min(begin + limit, end))).map((event, place) => {
    return { event: copyEvent(event), position: positionAt(begin + place + 1) }
  })
  const reached = begin + entries.length
  return { entries, next: positionAt(reached), more: reached < end, held: false, behind: false }
}
