import { takeTimeout } from '../commands/send.js'
import type { TimedThing } from './timed-thing.js'

/** The timer that ends a stay in a state. */
export const TIMEOUT_TIMER = 'timeout'

/** The time-out of the ticket's state. */
export const timeout: TimedThing = {
  key: TIMEOUT_TIMER,
  nextAt({ timeoutAt, updatedAt, flow }) {
    // What has been touched since then refused it then, and leaves it to its timer.
    // What was merged goes on in another ticket.
    return timeoutAt === null || updatedAt > timeoutAt || flow.mergedInto !== undefined ? null : timeoutAt
  },
  take(draft, context) {
    try {
      takeTimeout(draft, context)
    } catch {
      // A guard that throws is the timer's to report; whoever works on the ticket is not to suffer from it.
    }
  },
  timer: { own: true },
}
