import type { Instant } from '../kernel/clock.js'
import type { CommandContext } from './command.js'
import { takeTimeout } from './commands/send.js'
import type { TicketDraft } from './draft.js'
import { catchUp, type FindPromises, keepPromises, SYSTEM_ACTOR } from './promises.js'

/** So many stays that end by time-out are caught up with at once; a workflow that goes round in circles ends here. */
const MOST_TIMEOUTS = 100

/**
 * Writes what has come due since the ticket was last changed, in the order of its instants: time-outs of the workflow,
 * broken promises, steps of ladders. So a log does not depend on who looked first, a worker or a command.
 *
 * @param timeouts - false for the command that is the time-out itself
 */
export function catchUpWithTime(
  draft: TicketDraft,
  context: CommandContext,
  find: FindPromises,
  until: Instant,
  timeouts = true,
): void {
  for (let taken = 0; timeouts && taken < MOST_TIMEOUTS; taken += 1) {
    const { timeoutAt, stateVersion, updatedAt } = draft.ticket
    // What has been touched since then refused it then, and leaves it to its timer.
    if (timeoutAt === null || timeoutAt > until || updatedAt > timeoutAt) break
    catchUp(draft, find(draft.ticket), timeoutAt)
    const { stamp } = draft
    draft.stamp = { at: timeoutAt, now: stamp.now, actor: SYSTEM_ACTOR, cause: { kind: 'timer', id: 'timeout' } }
    try {
      takeTimeout(draft, context)
    } catch {
      // A guard that throws is the timer's to report; whoever works on the ticket is not to suffer from it.
    }
    const moved = draft.ticket.stateVersion !== stateVersion
    if (moved) keepPromises(draft, context.model, find)
    draft.stamp = stamp
    // What refused it now, its own timer tries again and tells of.
    if (!moved) break
  }
  catchUp(draft, find(draft.ticket), until)
}
