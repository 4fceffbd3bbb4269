import type { Instant } from '../kernel/clock.js'
import type { Json, JsonObject } from '../kernel/json.js'
import type { Store } from '../store/port.js'
import type { EventRecord, TicketRecord, TicketView } from '../store/record-types.js'
import { replay } from '../ticket/evolve.js'
import { eventsOf } from './events-of.js'

/** The ticket as it was at a version. Its content is what it was then, unless it has been erased since. */
export async function recordAtVersion(
  store: Store,
  tenant: string,
  ticketId: string,
  version: number,
): Promise<TicketRecord | null> {
  const current = await store.load(tenant, ticketId)
  if (!current || current.version === version) return current
  return past(store, current, (event) => event.seq <= version)
}

/**
 * The ticket as it was at an instant; null before its first event. An event counts from the latest instant that any
 * event up to it names, so that imported times which step back do not tear the log apart.
 */
export async function recordAt(store: Store, current: TicketRecord, at: Instant): Promise<TicketRecord | null> {
  // The log is cut before the first event after the instant, so what follows it never counts.
  return past(store, current, (event) => event.occurredAt <= at)
}

/** Routing follows what asked for it at once or by the next worker, so that few events come in between. */
const MOST_EVENTS_BETWEEN = 500

/** The version that the first routing after a version gave the ticket; null while it has not been routed since. */
export async function routedVersion(
  store: Store,
  tenant: string,
  ticketId: string,
  after: number,
): Promise<number | null> {
  const events = await store.history({ tenant, ticketId, afterSeq: after, limit: MOST_EVENTS_BETWEEN })
  return events.find(({ cause }) => cause?.kind === 'routing')?.seq ?? null
}

async function past(
  store: Store,
  current: TicketRecord,
  belongs: (event: EventRecord) => boolean,
): Promise<TicketRecord | null> {
  let view: TicketView | null = null
  for await (const event of eventsOf(store, current)) {
    if (!belongs(event)) break
    view = replay([event], view)
  }
  return view && withContent(store, current, view)
}

async function withContent(store: Store, current: TicketRecord, view: TicketView): Promise<TicketRecord> {
  const earlier = await store.contents(current.tenant, current.id)
  const value = (name: string, now: Json | undefined): Json => {
    const revision = view.revisions[name]
    if (revision === current.revisions[name]) return now ?? null
    return earlier.find((content) => content.name === name && content.revision === revision)?.value ?? null
  }
  const names = Object.keys(view.revisions).filter((name) => name !== 'subject')
  const personal: JsonObject = Object.fromEntries(
    names.map((name) => [name.slice('field:'.length), value(name, current.personal[name.slice('field:'.length)])]),
  )
  return { ...view, subject: value('subject', current.subject) as string | null, personal, dueAt: null }
}
