import type { Store } from '../store/port.js'
import type { MessageRecord, TicketRecord, Visibility } from '../store/record-types.js'

/** Messages that a thread shows together with others: a ticket's own, or what one shows of that which it was split from. */
export interface ShownMessages {
  /** Names the place in them. */
  readonly key: string
  /** Those after a place, oldest first. */
  readonly after: (seq: number, limit: number) => Promise<readonly MessageRecord[]>
}

/**
 * Everything that the thread of a ticket shows: its own messages, those of the tickets that were merged into it, and those
 * that it, or one of them, was split off with. Whoever sees no notes sees of others' requesters nothing.
 */
export async function shownWith(store: Store, record: TicketRecord, internal: boolean): Promise<ShownMessages[]> {
  const { tenant, requester, flow } = record
  const absorbed = await Promise.all((flow.absorbed ?? []).map((source) => store.load(tenant, source)))
  const tickets = [record, ...absorbed.filter((source) => source !== null)].filter(
    (one) => internal || one.requester.id === requester.id,
  )
  const visibility = internal ? (['public', 'internal'] as const) : (['public'] as const)
  const shown = new Set(tickets.map(({ id }) => id))
  return [
    ...tickets.map(({ id }) => wholeTicket(store, tenant, id, visibility)),
    ...tickets.flatMap(({ id, flow: { splitFrom } }) => {
      if (splitFrom === undefined || shown.has(splitFrom.ticketId)) return []
      return [chosen(store, tenant, id, splitFrom.messages, visibility)]
    }),
  ]
}

function wholeTicket(store: Store, tenant: string, ticketId: string, visibility: readonly Visibility[]): ShownMessages {
  return { key: ticketId, after: (afterSeq, limit) => store.thread({ tenant, ticketId, afterSeq, limit, visibility }) }
}

function chosen(
  store: Store,
  tenant: string,
  ticketId: string,
  messages: NonNullable<TicketRecord['flow']['splitFrom']>['messages'],
  visibility: readonly Visibility[],
): ShownMessages {
  const visible = messages.filter((message) => visibility.includes(message.visibility))
  return {
    key: `<${ticketId}`,
    async after(afterSeq, limit) {
      const next = visible.filter(({ seq }) => seq > afterSeq).slice(0, limit)
      const found = await store.messages(
        tenant,
        next.map(({ id }) => id),
      )
      return found.filter((message) => message !== null)
    },
  }
}
