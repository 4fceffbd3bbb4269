import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import type { TimedEvent } from '../rehearsal/step.js'
import { eventsOf } from '../runtime/events-of.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketQuery } from '../store/query-types.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'

/** So many tickets' verdicts are kept until they are compared. */
const MOST_TICKETS = 500_000
const PAGE = 500

/** A ticket with its history. */
export interface TicketHistory {
  readonly ticket: TicketRecord
  readonly history: readonly TimedEvent[]
}

/**
 * The history of each ticket that was created in the window and is in the actor's reach, up to the window's end, in the
 * order of creation.
 */
export async function* historiesOf(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  { since, until }: { readonly since: Instant; readonly until: Instant },
): AsyncGenerator<TicketHistory, void, undefined> {
  const created = { on: 'createdAt', from: since, before: until } as const
  const query: TicketQuery = {
    tenant,
    where: [...runtime.model.access.scope(actor), created],
    sort: 'createdAt',
    direction: 'asc',
    limit: PAGE,
    after: null,
  }
  let tickets = 0
  for (let after: TicketQuery['after'] = null; ; ) {
    const page: TicketRecord[] = await runtime.store.query({ ...query, after })
    for (const ticket of page) {
      tickets += 1
      if (tickets > MOST_TICKETS) {
        const message = `A rehearsal replays at most ${MOST_TICKETS} tickets; choose a shorter time.`
        throw new DocketError('LIMIT_EXCEEDED', message)
      }
      yield { ticket, history: await historyOf(runtime, ticket, until) }
    }
    const last = page.at(-1)
    if (page.length < PAGE || !last) return
    after = { value: last.createdAt, id: last.id }
  }
}

async function historyOf(runtime: Runtime, ticket: TicketRecord, until: Instant): Promise<TimedEvent[]> {
  const events: TimedEvent[] = []
  let at = ticket.createdAt
  for await (const event of eventsOf(runtime.store, ticket)) {
    // Imported times can step back; an event counts from the latest instant that any before it names.
    at = Math.max(at, event.occurredAt)
    if (at >= until) return events
    // What was promised is reckoned anew, but who was asked first is a fact.
    if (!event.type.startsWith('sla.') || event.type === 'sla.inherited') events.push({ at, event })
  }
  return events
}
