import type { Instant } from '../../kernel/clock.js'
import type { TicketView } from '../../store/record-types.js'
import { openRequests } from '../../workflow/open-requests.js'
import type { TimedThing } from './timed-thing.js'

/** The due time of the next open request passes. */
export const request: TimedThing = {
  key: 'request',
  nextAt: ({ flow }) => nextDue(flow)?.at ?? null,
  take(draft) {
    const next = nextDue(draft.ticket.flow)
    if (next !== null) draft.add({ type: 'request.overdue', data: { request: next.id } })
  },
  timer: {},
}

function nextDue(flow: TicketView['flow']): { readonly id: string; readonly at: Instant } | null {
  const dues = openRequests(flow).flatMap(({ id, dueAt, overdue }) => {
    return dueAt === null || overdue ? [] : [{ id, at: dueAt }]
  })
  const [first] = dues.sort((a, b) => a.at - b.at)
  return first ?? null
}
