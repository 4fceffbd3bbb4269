import type { RequestState, TicketFlow } from '../store/record-types.js'

/** A request that is not answered yet, with its id. */
export interface OpenRequest extends RequestState {
  readonly id: string
}

/** The open requests of a ticket in the order in which they were asked, whatever order a store gives them in. */
export function openRequests({ requests = {} }: TicketFlow): OpenRequest[] {
  const open = Object.entries(requests).map(([id, request]) => ({ id, ...request }))
  return open.sort((a, b) => a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1))
}

/** The open request of an id; undefined when none is open under it. */
export function openRequest({ requests = {} }: TicketFlow, id: string): RequestState | undefined {
  return Object.hasOwn(requests, id) ? requests[id] : undefined
}
