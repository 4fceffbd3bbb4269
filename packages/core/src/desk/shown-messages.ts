import type { Store } from '../store/port.js'
import type { MessageRecord, TicketRecord, Visibility } from '../store/record-types.js'

/** Messages that a thread shows together with others: a ticket's own, or what one shows of that which it was split from. */
export interface ShownMessages {
  /** Names the place in them. */
  readonly key: string
  /** Those after what was given, oldest first. */
  readonly after: (given: Places, limit: number) => Promise<readonly MessageRecord[]>
}

/** Up to which message has been given, by what is shown. */
export type Places = ReadonlyMap<string, number>

/**
 * Everything that the thread of a ticket shows: its own messages, those of the tickets that were merged into it, and those
 * that it, or one of them, was split off with, each once. Whoever sees no notes sees of others' requesters nothing.
 */
export async function shownWith(store: Store, record: TicketRecord, internal: boolean): Promise<ShownMessages[]> {
  const { tenant, requester, flow } = record
  const absorbed = await Promise.all((flow.absorbed ?? []).map((source) => store.load(tenant, source)))
  const tickets = [record, ...absorbed.filter((source) => source !== null)].filter(
    (one) => internal || one.requester.id === requester.id,
  )
  const visibility = internal ? (['public', 'internal'] as const) : (['public'] as const)
  const shown = new Set(tickets.map(({ id }) => id))
  const known = new Set<string>()
  return [
    ...tickets.map((one) => wholeTicket(store, one, visibility)),
    ...tickets.flatMap(({ id, flow: { splitFrom } }) => {
      if (splitFrom === undefined || shown.has(splitFrom.ticketId)) return []
      // What was split, taken back and split once more is shown by two.
      const messages = splitFrom.messages.filter((message) => !known.has(message.id))
      for (const message of messages) known.add(message.id)
      return [chosen(store, tenant, id, { ...splitFrom, messages }, visibility)]
    }),
  ]
}

/** The name of the place in the messages that a ticket was split off with. */
const chosenKey = (ticketId: string) => `<${ticketId}`

function wholeTicket(
  store: Store,
  { tenant, id: ticketId, flow: { splitInto = {} } }: TicketRecord,
  visibility: readonly Visibility[],
): ShownMessages {
  return {
    key: ticketId,
    async after(given, limit) {
      // A page of before may have shown some of them with a ticket that was split off.
      const isNew = ({ id, seq }: MessageRecord) => {
        const into = Object.hasOwn(splitInto, id) ? splitInto[id] : undefined
        return into === undefined || seq > (given.get(chosenKey(into)) ?? 0)
      }
      const found: MessageRecord[] = []
      for (let afterSeq = given.get(ticketId) ?? 0; found.length < limit; ) {
        const page = await store.thread({ tenant, ticketId, afterSeq, limit, visibility })
        found.push(...page.filter(isNew))
        if (page.length < limit) break
        afterSeq = page.at(-1)?.seq ?? afterSeq
      }
      return found.slice(0, limit)
    },
  }
}

function chosen(
  store: Store,
  tenant: string,
  ticketId: string,
  { ticketId: source, messages }: NonNullable<TicketRecord['flow']['splitFrom']>,
  visibility: readonly Visibility[],
): ShownMessages {
  const visible = messages.filter((message) => visibility.includes(message.visibility))
  const key = chosenKey(ticketId)
  return {
    key,
    async after(given, limit) {
      // A page of before may have shown the whole ticket.
      const afterSeq = Math.max(given.get(key) ?? 0, given.get(source) ?? 0)
      const next = visible.filter(({ seq }) => seq > afterSeq).slice(0, limit)
      const found = await store.messages(
        tenant,
        next.map(({ id }) => id),
      )
      return found.filter((message) => message !== null)
    },
  }
}
