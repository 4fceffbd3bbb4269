import type { ActorReference, EventRecord, TicketRecord } from '../src/store/record-types.js'
import type { TicketEventData, TicketEventType } from '../src/ticket/event-types.js'
import { NO_FACTS } from '../src/ticket/facts.js'

/** The instant at which the records of core's tests begin: 2025-01-01T00:00:00Z. */
export const START = Date.UTC(2025, 0, 1)

/** Who acts in the records of core's tests. */
export const AGENT: ActorReference = { type: 'agent', id: 'a1' }

/** A new ticket, changed as given. */
export function ticketRecord(changes: Partial<TicketRecord> = {}): TicketRecord {
  return {
    tenant: 'acme',
    id: 't1',
    version: 1,
    workflow: 'support',
    workflowVersion: 1,
    state: 'open',
    stateVersion: 1,
    stateSince: START,
    timeoutAt: null,
    phase: 'open',
    requester: { id: 'c1' },
    channel: 'web',
    category: null,
    priority: 'normal',
    priorityRank: 3,
    team: null,
    assignee: null,
    tags: [],
    watchers: [],
    links: [],
    fields: {},
    revisions: { subject: 1 },
    external: null,
    importedUpTo: null,
    createdAt: START,
    updatedAt: START,
    facts: NO_FACTS,
    sla: null,
    decisions: { priority: null, assignment: null },
    subject: 'Screen broken',
    personal: {},
    dueAt: null,
    ...changes,
  }
}

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
