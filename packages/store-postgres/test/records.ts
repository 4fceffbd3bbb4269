import type {
  Commit,
  EventRecord,
  IdempotencyRecord,
  MessageRecord,
  OutboxRecord,
  TicketRecord,
} from '@docket/core/store'
import { ticketRecord as plainTicket } from '@docket/core/testing'

/** The tenant of the records here. */
export const TENANT = 'acme'
/** 2025-01-01T00:00:00Z. */
const START = Date.UTC(2025, 0, 1)

const ACTOR = { type: 'agent', id: 'a1' }

/** A new ticket. */
export function ticketRecord(id: string, changes: Partial<TicketRecord> = {}): TicketRecord {
  return plainTicket({ tenant: TENANT, id, ...changes })
}

/** The event of a ticket's version. */
export function eventRecord({ tenant, id, version }: TicketRecord): EventRecord {
  const data = { kind: 'test' }
  return {
    tenant,
    ticketId: id,
    seq: version,
    type: 'ticket.tested',
    occurredAt: START,
    recordedAt: START,
    actor: ACTOR,
    cause: null,
    data,
  }
}

/** A public message of a ticket's version. */
export function messageRecord({ tenant, id, version }: TicketRecord, messageId: string): MessageRecord {
  return {
    tenant,
    id: messageId,
    ticketId: id,
    seq: version,
    visibility: 'public',
    author: ACTOR,
    body: 'Hello',
    channel: 'web',
    external: null,
    createdAt: START,
  }
}

/** A message to the outside of a ticket's version. */
export function outboxRecord({ tenant, id, version }: TicketRecord, outboxId: string): OutboxRecord {
  return {
    tenant,
    id: outboxId,
    ticketId: id,
    seq: version,
    ordinal: 0,
    effect: 'notify',
    data: {},
    createdAt: START,
  }
}

/** What a command on a ticket answered. */
export function idempotencyRecord({ tenant, id, version }: TicketRecord, key: string): IdempotencyRecord {
  return {
    tenant,
    scope: 'agent:a1:create',
    key,
    fingerprint: 'f',
    ticketId: id,
    version,
    result: {},
    createdAt: START,
  }
}

/** A commit of nothing but its parts. */
export function commitOf(parts: Partial<Commit>): Commit {
  return {
    tenant: TENANT,
    expect: [],
    tickets: [],
    events: [],
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
    ...parts,
  }
}

/** The commit that puts a version of a ticket, with its event. */
export function putting(ticket: TicketRecord, parts: Partial<Commit> = {}): Commit {
  return commitOf({
    tenant: ticket.tenant,
    expect: [{ ticketId: ticket.id, version: ticket.version - 1 }],
    tickets: [ticket],
    events: [eventRecord(ticket)],
    ...parts,
  })
}

/** The ticket's next version. */
export function nextVersion(ticket: TicketRecord, changes: Partial<TicketRecord> = {}): TicketRecord {
  return { ...ticket, ...changes, version: ticket.version + 1 }
}
