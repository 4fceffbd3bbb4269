import type { ActorReference, EventRecord, TicketRecord } from '../src/store/record-types.js'
import { ticketRecord as anyTicket } from '../src/testing/ticket-record.js'
import type { TicketEventData, TicketEventType } from '../src/ticket/event-types.js'
import { NO_FACTS } from '../src/ticket/facts.js'
import type { FindPromises } from '../src/ticket/promises.js'

/** The instant at which the records of core's tests begin: 2025-01-01T00:00:00Z. */
export const START = Date.UTC(2025, 0, 1)

/** Who acts in the records of core's tests. */
export const AGENT: ActorReference = { type: 'agent', id: 'a1' }

/** A new ticket, changed as given. */
export function ticketRecord(changes: Partial<TicketRecord> = {}): TicketRecord {
  return anyTicket({ state: 'open', facts: NO_FACTS, subject: 'Screen broken', ...changes })
}

/** Finds no promise: for tickets that have none. */
export const NO_PROMISES: FindPromises = () => ({ current: null, former: null })

/** An event of the ticket `t1` of `acme`, a minute after the one before. */
export function eventRecord<Type extends TicketEventType>(
  seq: number,
  type: Type,
  data: TicketEventData[Type],
  changes: Partial<EventRecord> = {},
): EventRecord {
  const at = START + seq * 60_000
  return {
    tenant: 'acme',
    ticketId: 't1',
    seq,
    type,
    occurredAt: at,
    recordedAt: at,
    actor: AGENT,
    cause: null,
    data: data as unknown as EventRecord['data'],
    ...changes,
  }
}

/** A decision by hand. */
export const DECISION = { policy: 'manual', version: 1, at: START, by: AGENT, reasons: [{ code: 'set' }] }

/** What begins the ticket `t1`, changed as given. */
export function created(changes: Partial<TicketEventData['ticket.created']> = {}): EventRecord {
  return eventRecord(1, 'ticket.created', {
    workflow: 'support',
    workflowVersion: 1,
    state: 'open',
    phase: 'open',
    paused: false,
    timeoutAt: null,
    requester: { id: 'c1' },
    channel: 'web',
    category: null,
    priority: 'normal',
    rank: 3,
    decision: DECISION,
    team: null,
    tags: [],
    fields: {},
    revisions: { subject: 1 },
    external: null,
    ...changes,
  })
}
