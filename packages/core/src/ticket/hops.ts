import type { EventCause, EventRecord } from '../store/record-types.js'

/** So often rules may set each other off, one after the other. */
export const MOST_HOPS = 8

/** How many rules set each other off before what answers these events; what answers none of them begins anew. */
export function hopsOf(events: readonly EventRecord[]): number {
  return Math.max(0, ...events.map(({ cause }) => cause?.hops ?? 0))
}

/** The part of a cause that says so. */
export function withHops(hops: number): Pick<EventCause, 'hops'> {
  return hops > 0 ? { hops } : {}
}
