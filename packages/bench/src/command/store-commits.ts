import type { Commit, EventRecord, TicketRecord } from '@docket/core/store'
import { ticketRecord } from '../ticket-record.js'

/** The commit that makes a ticket, with its first event unless told otherwise. */
export function creationOf(number: number, { event = true, state = 'new' } = {}): Commit {
  const ticket = { ...ticketRecord(number), state }
  return commitOf(ticket, 0, event ? [eventOf(ticket, 'ticket.created')] : [])
}

/** The commit that moves a ticket on by one version, with one event unless told otherwise. */
export function changeOf(before: TicketRecord, { event = true } = {}): Commit {
  const ticket = { ...before, version: before.version + 1, updatedAt: before.updatedAt + 1 }
  return commitOf(ticket, before.version, event ? [eventOf(ticket, 'ticket.transitioned')] : [])
}

function commitOf(ticket: TicketRecord, version: number, events: readonly EventRecord[]): Commit {
  return {
    tenant: ticket.tenant,
    expect: [{ ticketId: ticket.id, version }],
    tickets: [ticket],
    events,
    messages: [],
    contents: [],
    attachments: [],
    timers: { set: [], cancel: [] },
    outbox: [],
    counters: [],
    searches: [],
    revives: [],
    erasures: [],
    idempotency: null,
    settles: null,
  }
}

function eventOf(ticket: TicketRecord, type: string): EventRecord {
  return {
    tenant: ticket.tenant,
    ticketId: ticket.id,
    seq: ticket.version,
    type,
    occurredAt: ticket.updatedAt,
    recordedAt: ticket.updatedAt,
    actor: { type: 'agent', id: 'a7' },
    cause: null,
    data: { state: ticket.state, priority: ticket.priority },
  }
}
