import type {
  AgentRecord,
  Commit,
  DirectoryRecord,
  EventRecord,
  MessageRecord,
  NotificationRecord,
  OutboxRecord,
  TicketRecord,
  TimerRecord,
} from '@docket/core/store'
import { ticketRecord } from '@docket/core/testing'

// Records for this package's tests: complete, with what a test is about given by the test.

export const ACME = 'acme'

export function ticket(changes: Partial<TicketRecord> = {}): TicketRecord {
  const plain = ticketRecord()
  return ticketRecord({
    tenant: ACME,
    stateSince: 1_000,
    requester: { id: 'c1', tier: 'gold' },
    offer: { agent: 'a1', team: null, since: 1_000, until: 2_000 },
    passedBy: ['a2'],
    weight: 2,
    inputs: { sentiment: -0.5 },
    tags: ['vip'],
    links: [{ kind: 'related', ticketId: 't9' }],
    fields: { product: 'lamp', nested: { list: [1, { deep: true }] } },
    createdAt: 1_000,
    updatedAt: 1_000,
    facts: { ...plain.facts, acceptance: { number: 1, from: 1_000, to: null }, pauses: [{ from: 1, to: null }] },
    sla: {
      promise: {
        policy: { id: 'gold', version: 1 },
        calendars: { firstResponse: { id: 'office', version: 2 }, resolution: null },
      },
      former: null,
      since: 1_000,
      inherited: null,
      progress: {
        firstResponse: {
          cycle: 1,
          verdict: null,
          ended: false,
          dueAt: null,
          seconds: null,
          left: null,
          steps: ['half'],
        },
      },
      formerProgress: {},
    },
    decisions: {
      priority: {
        policy: 'matrix',
        version: 1,
        at: 1_000,
        by: { type: 'system', id: 'docket' },
        reasons: [{ code: 'tier', tier: 'gold' }],
        until: 9_000,
      },
      assignment: null,
    },
    personal: { phone: '+49 30 1' },
    dueAt: 5_000,
    ...changes,
  })
}

export function event(changes: Partial<EventRecord> = {}): EventRecord {
  return {
    tenant: ACME,
    ticketId: 't1',
    seq: 1,
    type: 'ticket.created',
    occurredAt: 1_000,
    recordedAt: 1_000,
    actor: { type: 'agent', id: 'a7' },
    cause: null,
    data: { state: 'new' },
    ...changes,
  }
}

export function message(changes: Partial<MessageRecord> = {}): MessageRecord {
  return {
    tenant: ACME,
    id: 'm1',
    ticketId: 't1',
    seq: 1,
    visibility: 'public',
    author: { type: 'requester', id: 'c1' },
    body: 'Please help',
    channel: 'web',
    external: null,
    createdAt: 1_000,
    ...changes,
  }
}

export function timer(changes: Partial<TimerRecord> = {}): TimerRecord {
  return { tenant: ACME, ticketId: 't1', key: 'timeout', dueAt: 2_000, epoch: 1, data: {}, ...changes }
}

export function outboxMessage(changes: Partial<OutboxRecord> = {}): OutboxRecord {
  return {
    tenant: ACME,
    id: 'o1',
    ticketId: 't1',
    seq: 1,
    ordinal: 0,
    effect: 'mail',
    data: {},
    createdAt: 1_000,
    ...changes,
  }
}

export function agent(changes: Partial<AgentRecord> = {}, version = 1): DirectoryRecord {
  const entry: AgentRecord = {
    id: 'a1',
    name: 'Ada',
    teams: ['first-line'],
    capacity: 5,
    channels: { chat: 2 },
    status: 'present',
    shift: null,
    vacations: [{ from: 1_000, to: 2_000 }],
    skills: { billing: 3 },
    languages: ['en'],
    manager: null,
    authority: null,
    rating: null,
    weight: 1,
    ...changes,
  }
  const actor = { type: 'admin', id: 'root' }
  return { tenant: ACME, version, actor, changedAt: 1_000, kind: 'agent', id: entry.id, entry }
}

export function notification(changes: Partial<NotificationRecord> = {}): NotificationRecord {
  return {
    tenant: ACME,
    id: 'n1',
    recipient: { type: 'agent', id: 'a1' },
    ticketId: 't1',
    kind: 'sla.dueSoon',
    data: { target: 'resolution', left: [60] },
    createdAt: 1_000,
    readAt: null,
    ...changes,
  }
}

export function commitOf(changes: Partial<Commit> = {}): Commit {
  return {
    tenant: ACME,
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
    ...changes,
  }
}

/** The commit that makes a ticket, with its first event. */
export function creation(given: TicketRecord = ticket(), changes: Partial<Commit> = {}): Commit {
  return commitOf({
    tenant: given.tenant,
    expect: [{ ticketId: given.id, version: 0 }],
    tickets: [given],
    events: [event({ tenant: given.tenant, ticketId: given.id })],
    ...changes,
  })
}

/** A clock that a test sets. */
export function settableClock(instant = 1_000): { now(): number; at: number } {
  return {
    at: instant,
    now() {
      return this.at
    },
  }
}
