import type {
  ActorReference,
  AgentRecord,
  AttachmentInsert,
  CategoryRecord,
  Commit,
  DefinitionRecord,
  DepartmentRecord,
  DirectoryPut,
  EventRecord,
  IdempotencyRecord,
  Instant,
  MessageRecord,
  NotificationRecord,
  OutboxRecord,
  TeamRecord,
  TicketRecord,
  TicketSla,
  TimerRecord,
  ViewRecord,
  WebhookRecord,
} from '@docket/core/store'

/** The instant at which the records of the suites begin: 2030-01-01T09:00:00Z. */
export const START: Instant = Date.UTC(2030, 0, 1, 9)

/** The tenant of a record that names none. */
export const TENANT = 'acme'

/** Who acts in the records of the suites. */
export const AGENT: ActorReference = { type: 'agent', id: 'agent-1' }

/** A new ticket of version 1. */
export function ticketRecord(id: string, changes: Partial<TicketRecord> = {}): TicketRecord {
  return {
    tenant: TENANT,
    id,
    version: 1,
    workflow: 'support',
    workflowVersion: 1,
    state: 'new',
    stateVersion: 1,
    stateSince: START,
    timeoutAt: null,
    phase: 'open',
    requester: { id: 'customer-1', tier: 'gold', locale: 'en' },
    channel: 'web',
    category: null,
    priority: 'normal',
    priorityRank: 3,
    team: null,
    assignee: null,
    offer: null,
    passedBy: [],
    weight: 1,
    inputs: {},
    tags: [],
    watchers: [],
    links: [],
    fields: {},
    revisions: { subject: 1 },
    external: null,
    importedUpTo: null,
    createdAt: START,
    updatedAt: START,
    facts: {
      requesterMessages: 0,
      agentMessages: 0,
      notes: 0,
      firstResponseAt: null,
      lastRequesterMessageAt: null,
      lastAgentMessageAt: null,
      firstSolvedAt: null,
      solvedAt: null,
      reopenings: 0,
      reopenedAt: null,
      assignments: 0,
      acceptance: null,
      answer: null,
      lastActedAt: null,
      handovers: 0,
      pauses: [],
    },
    sla: null,
    flow: {},
    decisions: { priority: null, assignment: null },
    subject: `Subject of ${id}`,
    personal: {},
    dueAt: null,
    ...changes,
  }
}

/** A promise with one target settled and a step taken of another. */
export function slaRecord(changes: Partial<TicketSla> = {}): TicketSla {
  return {
    promise: {
      policy: { id: 'gold', version: 1 },
      calendars: { firstResponse: { id: 'office', version: 2 }, resolution: null },
    },
    former: null,
    since: START,
    inherited: null,
    progress: {
      firstResponse: { cycle: 1, verdict: 'met', ended: true, dueAt: START + 60_000, seconds: 60, left: 0, steps: [] },
      resolution: {
        cycle: 1,
        verdict: null,
        ended: false,
        dueAt: null,
        seconds: null,
        left: null,
        steps: ['gold half'],
      },
    },
    formerProgress: {},
    ...changes,
  }
}

/** The event of a ticket at its version, or at the `seq` given. */
export function eventRecord(ticket: TicketRecord, changes: Partial<EventRecord> = {}): EventRecord {
  return {
    tenant: ticket.tenant,
    ticketId: ticket.id,
    seq: ticket.version,
    type: ticket.version === 1 ? 'ticket.created' : 'ticket.updated',
    occurredAt: ticket.updatedAt,
    recordedAt: ticket.updatedAt,
    actor: AGENT,
    cause: null,
    data: { state: ticket.state },
    ...changes,
  }
}

/** A public message of the ticket at its version. */
export function messageRecord(ticket: TicketRecord, id: string, changes: Partial<MessageRecord> = {}): MessageRecord {
  return {
    tenant: ticket.tenant,
    id,
    ticketId: ticket.id,
    seq: ticket.version,
    visibility: 'public',
    author: AGENT,
    body: `Body of ${id}`,
    channel: 'web',
    external: null,
    createdAt: ticket.updatedAt,
    ...changes,
  }
}

/** A timer of the ticket. */
export function timerRecord(ticket: TicketRecord, dueAt: Instant, changes: Partial<TimerRecord> = {}): TimerRecord {
  return { tenant: ticket.tenant, ticketId: ticket.id, key: 'timeout', dueAt, epoch: 1, data: {}, ...changes }
}

/** An outbox message of the ticket at its version. */
export function outboxRecord(ticket: TicketRecord, id: string, changes: Partial<OutboxRecord> = {}): OutboxRecord {
  return {
    tenant: ticket.tenant,
    id,
    ticketId: ticket.id,
    seq: ticket.version,
    ordinal: 0,
    effect: 'notify',
    data: {},
    createdAt: ticket.updatedAt,
    ...changes,
  }
}

/** What a command on the ticket answered under a key. */
export function idempotencyRecord(
  ticket: TicketRecord,
  key: string,
  changes: Partial<IdempotencyRecord> = {},
): IdempotencyRecord {
  return {
    tenant: ticket.tenant,
    scope: 'agent:agent-1:reply',
    key,
    fingerprint: 'f'.repeat(64),
    ticketId: ticket.id,
    version: ticket.version,
    result: {},
    createdAt: ticket.updatedAt,
    ...changes,
  }
}

/** An uploaded file that belongs to no ticket yet. */
export function attachmentRecord(id: string, changes: Partial<AttachmentInsert> = {}): AttachmentInsert {
  return {
    tenant: TENANT,
    id,
    key: `key-of-${id}`,
    uploader: AGENT,
    name: `${id}.png`,
    type: 'image/png',
    size: 1024,
    sha256: 'a'.repeat(64),
    createdAt: START,
    ...changes,
  }
}

/** A version of an agent's directory entry. */
export function agentPut(
  id: string,
  version: number,
  entry: Partial<AgentRecord> = {},
  tenant: string = TENANT,
): DirectoryPut {
  return {
    tenant,
    kind: 'agent',
    id,
    version,
    actor: AGENT,
    changedAt: START + version,
    entry: {
      id,
      name: `Agent ${id}`,
      teams: [],
      capacity: null,
      channels: {},
      status: 'present',
      shift: null,
      vacations: [],
      skills: {},
      languages: [],
      manager: null,
      authority: null,
      rating: null,
      weight: 1,
      ...entry,
    },
  }
}

/** A version of a team's directory entry. */
export function teamPut(id: string, version: number, entry: Partial<TeamRecord> = {}): DirectoryPut {
  return {
    tenant: TENANT,
    kind: 'team',
    id,
    version,
    actor: AGENT,
    changedAt: START + version,
    entry: { id, name: `Team ${id}`, lead: null, department: null, status: 'active', ...entry },
  }
}

/** A version of a department's directory entry. */
export function departmentPut(id: string, version: number, entry: Partial<DepartmentRecord> = {}): DirectoryPut {
  return {
    tenant: TENANT,
    kind: 'department',
    id,
    version,
    actor: AGENT,
    changedAt: START + version,
    entry: { id, name: `Department ${id}`, head: null, parent: null, status: 'active', ...entry },
  }
}

/** A version of a saved view. */
export function viewPut(id: string, version: number, entry: Partial<ViewRecord> = {}): DirectoryPut {
  const query = { where: { phase: ['open'] }, sort: 'priority' }
  const view = { id, name: `View ${id}`, owner: AGENT, shared: false, query, status: 'active' as const }
  return {
    tenant: TENANT,
    kind: 'view',
    id,
    version,
    actor: AGENT,
    changedAt: START + version,
    entry: { ...view, ...entry },
  }
}

/** A version of an endpoint of webhooks. */
export function webhookPut(id: string, version: number, entry: Partial<WebhookRecord> = {}): DirectoryPut {
  const webhook = { id, url: `https://${id}.example/`, events: null, status: 'active' as const, disabled: null }
  return {
    tenant: TENANT,
    kind: 'webhook',
    id,
    version,
    actor: AGENT,
    changedAt: START + version,
    entry: { ...webhook, secretNumber: 1, rotatedAt: null, ...entry },
  }
}

/** A version of a tenant's tree of categories. */
export function categoriesPut(version: number, categories: readonly CategoryRecord[]): DirectoryPut {
  return {
    tenant: TENANT,
    kind: 'categories',
    id: 'tree',
    version,
    actor: AGENT,
    changedAt: START + version,
    entry: { id: 'tree', categories },
  }
}

/** An unread notification of the ticket to the agent who acts in the records of the suites. */
export function notificationRecord(
  ticket: Pick<TicketRecord, 'tenant' | 'id'>,
  id: string,
  changes: Partial<NotificationRecord> = {},
): NotificationRecord {
  return {
    tenant: ticket.tenant,
    id,
    recipient: AGENT,
    ticketId: ticket.id,
    kind: 'sla.dueSoon',
    data: {},
    createdAt: START,
    readAt: null,
    ...changes,
  }
}

/** A version of a workflow's definition. */
export function definitionRecord(id: string, changes: Partial<DefinitionRecord> = {}): DefinitionRecord {
  return { tenant: '*', kind: 'workflow', id, version: 1, hash: 'hash-1', content: { initial: 'new' }, ...changes }
}

/** A commit that changes nothing but what it is given. */
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

/** The commit that stores a new ticket with its event, and whatever else it is given. */
export function creation(ticket: TicketRecord, parts: Partial<Commit> = {}): Commit {
  return commitOf({
    tenant: ticket.tenant,
    expect: [{ ticketId: ticket.id, version: 0 }],
    tickets: [ticket],
    events: [eventRecord(ticket)],
    ...parts,
  })
}

/** The ticket one version on. */
export function nextVersion(ticket: TicketRecord, changes: Partial<TicketRecord> = {}): TicketRecord {
  return { ...ticket, version: ticket.version + 1, updatedAt: ticket.updatedAt + 1000, ...changes }
}

/** The commit that stores the next version of a ticket with its event, and whatever else it is given. */
export function change(next: TicketRecord, parts: Partial<Commit> = {}): Commit {
  return commitOf({
    tenant: next.tenant,
    expect: [{ ticketId: next.id, version: next.version - 1 }],
    tickets: [next],
    events: [eventRecord(next)],
    ...parts,
  })
}
