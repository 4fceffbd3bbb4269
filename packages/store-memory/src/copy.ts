import type {
  ActorReference,
  AgentRecord,
  AttachmentRecord,
  CategoryTreeRecord,
  Commit,
  ContentRecord,
  Cycle,
  DecisionRecord,
  DefinitionRecord,
  DirectoryRecord,
  EventRecord,
  IdempotencyRecord,
  Json,
  JsonObject,
  MessageRecord,
  NotificationRecord,
  OutboxRecord,
  TicketFacts,
  TicketFlow,
  TicketRecord,
  TimerRecord,
  ViewRecord,
  WebhookRecord,
} from '@docket/core/store'
import { copySla } from './copy-sla.js'

// Written by hand, because every read and write passes here and structuredClone costs 4 to 10 times as much.

/** A value as it would come back from JSON: without undefined members, -0 as 0. */
function copyJson<Value extends Json>(value: Value): Value
function copyJson(value: Json): Json {
  if (typeof value === 'number') return value + 0
  if (value === null || typeof value !== 'object') return value
  return isList(value) ? value.map((item) => copyJson(item)) : copyObject(value)
}

/** A copy of a JSON object. */
function copyObject(object: JsonObject): JsonObject {
  const copy: Record<string, Json> = {}
  for (const key of Object.keys(object)) {
    const value = object[key]
    if (value !== undefined) copy[key] = copyJson(value)
  }
  return copy
}

/**
 * A copy of a ticket that shares nothing with it that could be changed. Each member by name, so that all copies have one
 * shape however the given tickets came to be; spreading tickets of many shapes costs several times as much.
 */
export function copyTicket(ticket: TicketRecord): TicketRecord {
  return {
    tenant: ticket.tenant,
    id: ticket.id,
    version: ticket.version,
    workflow: ticket.workflow,
    workflowVersion: ticket.workflowVersion,
    state: ticket.state,
    stateVersion: ticket.stateVersion,
    stateSince: ticket.stateSince,
    timeoutAt: ticket.timeoutAt,
    phase: ticket.phase,
    requester: { ...ticket.requester },
    channel: ticket.channel,
    category: ticket.category,
    priority: ticket.priority,
    priorityRank: ticket.priorityRank,
    team: ticket.team,
    assignee: ticket.assignee,
    offer: ticket.offer && { ...ticket.offer },
    passedBy: ticket.passedBy.slice(),
    weight: ticket.weight,
    inputs: { ...ticket.inputs },
    tags: ticket.tags.slice(),
    watchers: ticket.watchers.slice(),
    links: ticket.links.map((link) => ({ ...link })),
    fields: copyObject(ticket.fields),
    revisions: { ...ticket.revisions },
    external: ticket.external && { ...ticket.external },
    importedUpTo: ticket.importedUpTo,
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    facts: copyFacts(ticket.facts),
    sla: ticket.sla && copySla(ticket.sla),
    flow: copyFlow(ticket.flow),
    decisions: {
      priority: copyDecision(ticket.decisions.priority),
      assignment: copyDecision(ticket.decisions.assignment),
    },
    subject: ticket.subject,
    personal: copyObject(ticket.personal),
    dueAt: ticket.dueAt,
    ...(ticket.ruleTimerAt !== undefined && { ruleTimerAt: ticket.ruleTimerAt }),
  }
}

function copyFacts(facts: TicketFacts): TicketFacts {
  return {
    requesterMessages: facts.requesterMessages,
    agentMessages: facts.agentMessages,
    notes: facts.notes,
    firstResponseAt: facts.firstResponseAt,
    lastRequesterMessageAt: facts.lastRequesterMessageAt,
    lastAgentMessageAt: facts.lastAgentMessageAt,
    firstSolvedAt: facts.firstSolvedAt,
    solvedAt: facts.solvedAt,
    reopenings: facts.reopenings,
    reopenedAt: facts.reopenedAt,
    assignments: facts.assignments,
    acceptance: facts.acceptance && copyCycle(facts.acceptance),
    answer: facts.answer && copyCycle(facts.answer),
    lastActedAt: facts.lastActedAt,
    handovers: facts.handovers,
    pauses: facts.pauses.map(({ from, to }) => ({ from, to })),
  }
}

const NO_FLOW: TicketFlow = Object.freeze({})

/** Most tickets have none; then all share one. */
function copyFlow(flow: TicketFlow): TicketFlow {
  const copy = copyObject(flow as unknown as JsonObject)
  return Object.keys(copy).length === 0 ? NO_FLOW : (copy as unknown as TicketFlow)
}

const copyCycle = ({ number, from, to }: Cycle): Cycle => ({ number, from, to })

function copyDecision(decision: DecisionRecord | null): DecisionRecord | null {
  if (decision === null) return null
  // Reasons are JSON; their type is wider because policies of the host make them.
  const reasons = copyJson(decision.reasons as unknown as Json) as unknown as DecisionRecord['reasons']
  const { policy, version, at, by, until } = decision
  const copy = { policy, version, at, by: copyActor(by), reasons }
  return until === undefined ? copy : { ...copy, until }
}

/** A copy of an event. */
export function copyEvent(event: EventRecord): EventRecord {
  return {
    tenant: event.tenant,
    ticketId: event.ticketId,
    seq: event.seq,
    type: event.type,
    occurredAt: event.occurredAt,
    recordedAt: event.recordedAt,
    actor: copyActor(event.actor),
    cause: event.cause && { ...event.cause },
    data: copyObject(event.data),
  }
}

const copyActor = ({ type, id }: ActorReference): ActorReference => ({ type, id })

/** A copy of a message. */
export function copyMessage(message: MessageRecord): MessageRecord {
  return { ...message, author: { ...message.author }, external: message.external && { ...message.external } }
}

/** A copy of an earlier value. */
export function copyContent(content: ContentRecord): ContentRecord {
  return { ...content, value: copyJson(content.value) }
}

/** A copy of a file's record. */
export function copyAttachment(attachment: AttachmentRecord): AttachmentRecord {
  return { ...attachment, uploader: { ...attachment.uploader } }
}

/** A copy of a record that carries `data`: a timer or an outbox message. */
export function copyWithData<Record extends TimerRecord | OutboxRecord>(record: Record): Record {
  return { ...record, data: copyObject(record.data) }
}

/** A copy of an idempotency record. */
export function copyIdempotency(record: IdempotencyRecord): IdempotencyRecord {
  return { ...record, result: copyObject(record.result) }
}

/** A copy of a version of a directory entry. */
export function copyDirectory(record: DirectoryRecord): DirectoryRecord {
  const actor = { ...record.actor }
  if (record.kind === 'team') return { ...record, actor, entry: { ...record.entry } }
  if (record.kind === 'department') return { ...record, actor, entry: { ...record.entry } }
  if (record.kind === 'categories') return { ...record, actor, entry: copyCategories(record.entry) }
  if (record.kind === 'view') return { ...record, actor, entry: copyView(record.entry) }
  if (record.kind === 'webhook') return { ...record, actor, entry: copyWebhook(record.entry) }
  return { ...record, actor, entry: copyAgent(record.entry) }
}

const copyView = (view: ViewRecord): ViewRecord => {
  return { ...view, owner: copyActor(view.owner), query: copyObject(view.query) }
}

const copyWebhook = (webhook: WebhookRecord): WebhookRecord => {
  const { events, disabled } = webhook
  return { ...webhook, events: events?.slice() ?? null, disabled: disabled && { ...disabled } }
}

function copyCategories(tree: CategoryTreeRecord): CategoryTreeRecord {
  return { ...tree, categories: tree.categories.map((one) => ({ ...one, label: { ...one.label } })) }
}

/** A copy of an agent. */
export function copyAgent(agent: AgentRecord): AgentRecord {
  return {
    ...agent,
    teams: agent.teams.slice(),
    channels: { ...agent.channels },
    vacations: agent.vacations.map(({ from, to }) => ({ from, to })),
    skills: { ...agent.skills },
    languages: agent.languages.slice(),
  }
}

/** A copy of a notification. */
export function copyNotification(notification: NotificationRecord): NotificationRecord {
  return { ...notification, recipient: copyActor(notification.recipient), data: copyObject(notification.data) }
}

/** A copy of a definition. */
export function copyDefinition(definition: DefinitionRecord): DefinitionRecord {
  return { ...definition, content: copyObject(definition.content) }
}

/** A copy of everything in a commit that a store keeps. The rest is only read while the commit is applied. */
export function copyCommit(commit: Commit): Commit {
  return {
    ...commit,
    tickets: commit.tickets.map(copyTicket),
    events: commit.events.map(copyEvent),
    messages: commit.messages.map(copyMessage),
    contents: commit.contents.map(copyContent),
    timers: { set: commit.timers.set.map(copyWithData), cancel: commit.timers.cancel },
    outbox: commit.outbox.map(copyWithData),
    idempotency: commit.idempotency && copyIdempotency(commit.idempotency),
  }
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
