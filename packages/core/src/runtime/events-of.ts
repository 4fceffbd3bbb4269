import type { Store } from '../store/port.js'
import type { EventRecord, TicketRecord } from '../store/record-types.js'

const PAGE = 500

/**
 * The events of a ticket after a version, oldest first, a page at a time, up to the version that was read; what was
 * written since is left to the next look.
 */
export async function* eventsOf(
  store: Pick<Store, 'history'>,
  { tenant, id: ticketId, version }: Pick<TicketRecord, 'tenant' | 'id' | 'version'>,
  after = 0,
): AsyncGenerator<EventRecord, void, undefined> {
  for (let afterSeq = after; afterSeq < version; ) {
    const page = await store.history({ tenant, ticketId, afterSeq, limit: Math.min(PAGE, version - afterSeq) })
    yield* page
    const last = page.at(-1)
    if (!last) return
    afterSeq = last.seq
  }
}

/** All events of a ticket after a version, up to the one that was read, oldest first. */
export async function allEventsOf(
  store: Pick<Store, 'history'>,
  ticket: Pick<TicketRecord, 'tenant' | 'id' | 'version'>,
  after = 0,
): Promise<EventRecord[]> {
  const events: EventRecord[] = []
  for await (const event of eventsOf(store, ticket, after)) events.push(event)
  return events
}
