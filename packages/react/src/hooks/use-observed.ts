'use client'
import type { Observed, Observer, ShownTimeline, ThreadMessage, Wire } from '@docket/client'
import type { ListInput, Page, Ticket } from '@docket/core'
import { useMemo } from 'react'
import type { TicketOnWire } from '../desk/desk-types.js'
import { useDesk } from './desk-context.js'
import { useStore } from './use-store.js'

/** What an observer shows, kept up to date while it is shown. */
export function useObserved<Value>(observer: Observer<Value>): Observed<Value> {
  return useStore(observer)
}

/** A ticket, kept up to date. */
export function useTicket(id: string): Observed<TicketOnWire> {
  const { client } = useDesk()
  return useObserved(useMemo(() => client.ticket(id) as Observer<TicketOnWire>, [client, id]))
}

/** A ticket's messages, oldest first, kept up to date; what is on its way comes last. */
export function useThread(id: string): Observed<readonly ThreadMessage[]> {
  const { client } = useDesk()
  return useObserved(useMemo(() => client.thread(id), [client, id]))
}

/** What one may know of a ticket's past, kept up to date. */
export function useTimeline(id: string): Observed<ShownTimeline> {
  const { client } = useDesk()
  return useObserved(useMemo(() => client.timeline(id), [client, id]))
}

/** A page of tickets, kept up to date. */
export function useTickets(query: ListInput = {}): Observed<Wire<Page<Ticket, string>>> {
  const { client } = useDesk()
  const asked = JSON.stringify(query)
  return useObserved(useMemo(() => client.list(JSON.parse(asked) as ListInput), [client, asked]))
}
