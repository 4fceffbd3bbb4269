import { nextMomentAt } from '../../sla/moments.js'
import { catchUp, SLA_TIMER } from '../promises.js'
import type { TimedThing } from './timed-thing.js'

/** A promise breaks, or a step of a ladder is to be taken. */
export const moment: TimedThing = {
  key: SLA_TIMER,
  nextAt: (ticket, { find }) => nextMomentAt(ticket, find(ticket)),
  take: (draft, { find }, at) => catchUp(draft, find(draft.ticket), at),
  // It is written with whatever comes next; only rules that wait for it are to see the ticket as it was then.
  isTaken: ({ model: { rules } }) => SLA_EVENTS.some((type) => rules.byTrigger.has(type)),
  timer: { heedsImports: true },
}

const SLA_EVENTS = ['sla.breached', 'sla.escalated']
