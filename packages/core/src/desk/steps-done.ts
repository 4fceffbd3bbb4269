import { allEventsOf } from '../runtime/events-of.js'
import type { CommandOutcome } from '../runtime/outcome.js'
import { recordAtVersion } from '../runtime/past.js'
import type { Runtime } from '../runtime/runtime.js'
import type { EventRecord, TicketRecord } from '../store/record-types.js'

/** What steps made of a ticket. */
export interface StepsDone {
  readonly before: TicketRecord
  readonly after: TicketRecord
  readonly events: readonly EventRecord[]
}

/** What steps made of a ticket, also when their answer is given again under their key; null when nothing is known of it. */
export async function stepsDone({ store }: Pick<Runtime, 'store'>, outcome: CommandOutcome): Promise<StepsDone | null> {
  const { ticket, before, events, result, doneAt } = outcome
  if (doneAt === undefined) return before && { before, after: ticket, events }
  const { since } = result
  if (since === undefined) return null
  const { tenant, id: ticketId } = ticket
  const [was, after] = await Promise.all([
    recordAtVersion(store, tenant, ticketId, since),
    recordAtVersion(store, tenant, ticketId, doneAt),
  ])
  if (was === null || after === null) return null
  const made = await allEventsOf(store, { tenant, id: ticketId, version: doneAt }, since)
  return { before: was, after, events: made }
}
