import type { Instant } from '../kernel/clock.js'
import type { TicketView } from '../store/record-types.js'

/** The open approval that ends first without an answer, and when; of several at one instant the first by name. */
export function nextApprovalExpiry({ flow: { approvals = {} } }: Pick<TicketView, 'flow'>) {
  let next: { readonly approval: string; readonly at: Instant } | null = null
  for (const approval of Object.keys(approvals).sort()) {
    const { state = null, until = null } = approvals[approval] ?? {}
    if (state === 'open' && until !== null && (next === null || until < next.at)) next = { approval, at: until }
  }
  return next
}
