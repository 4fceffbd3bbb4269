'use client'
import type { Client, Observed, Observer, ShownTimeline, ThreadMessage, Wire } from '@docket/client'
import type { ListInput, Page, Ticket } from '@docket/core'
import { useMemo } from 'react'
import type { TicketOnWire } from '../desk/desk-types.js'
import { useDesk } from './desk-context.js'
import { useStore } from './use-store.js'

/** What an observer shows, kept up to date while it is shown; `key` names the observer. */
function useObserved<Value>(key: string, observer: (client: Client) => Observer<Value>): Observed<Value> {
  const { client } = useDesk()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is observed is named by the key.
  return useStore(useMemo(() => observer(client), [client, key]))
}

/** A ticket, kept up to date. */
export const useTicket = (id: string): Observed<TicketOnWire> =>
  useObserved(id, (client) => client.ticket(id) as Observer<TicketOnWire>)

/** A ticket's messages, oldest first, kept up to date; what is on its way comes last. */
export const useThread = (id: string): Observed<readonly ThreadMessage[]> =>
  useObserved(id, (client) => client.thread(id))

/** What one may know of a ticket's past, kept up to date. */
export const useTimeline = (id: string): Observed<ShownTimeline> => useObserved(id, (client) => client.timeline(id))

/** A page of tickets, kept up to date. */
export const useTickets = (query: ListInput = {}): Observed<Wire<Page<Ticket, string>>> =>
  useObserved(JSON.stringify(query), (client) => client.list(query))
