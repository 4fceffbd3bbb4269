import { nextApprovalExpiry } from '../approval-expiry.js'
import type { TimedThing } from './timed-thing.js'

/** The end of an approval that nobody decided. */
export const approval: TimedThing = {
  key: 'approval',
  nextAt: (ticket) => nextApprovalExpiry(ticket)?.at ?? null,
  take(draft) {
    const next = nextApprovalExpiry(draft.ticket)
    if (next !== null) draft.add({ type: 'approval.expired', data: { approval: next.approval } })
  },
  timer: {},
}
