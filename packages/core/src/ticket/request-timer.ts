import type { Instant } from '../kernel/clock.js'
import type { TicketView } from '../store/record-types.js'
import { openRequests } from '../workflow/open-requests.js'
import type { TicketDraft } from './draft.js'

/** The timer of the next open request whose due time passes. */
export const REQUEST_TIMER = 'request'

/** When the due time of an open request next passes; null for never. */
export function nextRequestAt({ flow }: TicketView): Instant | null {
  return nextDue(flow)?.at ?? null
}

/** What is due next of a ticket's requests: that the earliest of them is overdue. */
export function dueRequest(draft: TicketDraft) {
  const next = nextDue(draft.ticket.flow)
  if (next === null) return null
  const take = () => draft.add({ type: 'request.overdue', data: { request: next.id } })
  return { at: next.at, timer: REQUEST_TIMER, take }
}

function nextDue(flow: TicketView['flow']): { readonly id: string; readonly at: Instant } | null {
  const dues = openRequests(flow).flatMap(({ id, dueAt, overdue }) => {
    return dueAt === null || overdue ? [] : [{ id, at: dueAt }]
  })
  const [first] = dues.sort((a, b) => a.at - b.at)
  return first ?? null
}
