import { endHeldPriority, nextPriorityAt, reprioritize } from '../priority.js'
import type { TimedThing } from './timed-thing.js'

/** The end of a priority that a person set for a time, or the next change of what the policy says. */
export const priority: TimedThing = {
  key: 'priority',
  nextAt(ticket, { model, find }, look) {
    const at = nextPriorityAt(ticket, model, find, look?.after)
    const held = ticket.decisions.priority?.until !== undefined
    return at === null || look === undefined || held ? at : Math.max(at, look.notBefore)
  },
  take(draft, { model, find }) {
    if (draft.ticket.decisions.priority?.until === undefined) reprioritize(draft, model, find)
    else endHeldPriority(draft, model, find)
  },
  timer: {
    heedsImports: true,
    // Of a ticket that another policy decided on, or another version, no timer may be there yet.
    mayBeUnset({ decisions: { priority: decided } }, { model: { priority: policy } }) {
      return decided?.policy !== 'manual' && (decided?.policy !== policy.id || decided.version !== policy.version)
    },
  },
}
