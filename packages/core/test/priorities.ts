import type { PriorityContext, PriorityDecision, PriorityPolicy } from '../src/priority/policy-types.js'
import type { TicketRecord } from '../src/store/record-types.js'
import { START, ticketRecord } from './records.js'

/** What a priority policy may ask where nothing is promised. */
export const NO_PROMISE: PriorityContext = { slaUsed: () => null }

/** A ticket as priority policies see it, without inputs, changed as given. */
export function scoredTicket(changes: Partial<TicketRecord> = {}): TicketRecord {
  return ticketRecord({ inputs: {}, ...changes })
}

/** The ticket once a policy's decision on it is written. */
export function prioritized(
  ticket: TicketRecord,
  { id, version, levels }: Pick<PriorityPolicy<never>, 'id' | 'version' | 'levels'>,
  { level, reasons }: PriorityDecision,
): TicketRecord {
  const priority = { policy: id, version, at: START, by: { type: 'system', id: 'desk' }, reasons }
  const rank = levels.indexOf(level) + 1
  return { ...ticket, priority: level, priorityRank: rank, decisions: { ...ticket.decisions, priority } }
}
