import type { DeskModel } from '../definitions/model.js'
import type { Instant } from '../kernel/clock.js'
import type { PromisesAtHand } from '../sla/moments.js'
import type {
  ActorReference,
  AttachmentRecord,
  DecisionRecord,
  EventRecord,
  MessageRecord,
  TicketRecord,
} from '../store/record-types.js'
import { presentFlow } from './present-flow.js'
import { presentExpected, presentPromise } from './present-sla.js'
import type { DeskShape } from './shape-types.js'
import type { Attachment, ExplainedDecision, HistoryEvent, Message, Ticket } from './ticket-types.js'

/** For whom and when a ticket is presented, and the definitions of its promises. */
export interface Presentation {
  readonly actor: ActorReference
  readonly model: DeskModel
  readonly now: Instant
  readonly promises: PromisesAtHand
}

/** A ticket as the actor may see it: an explicit list of properties, so that a new column is not shown by accident. */
export function presentTicket<Shape extends DeskShape>(
  record: TicketRecord,
  { actor, model, now, promises }: Presentation,
): Ticket<Shape> {
  const internal = model.access.can(actor, 'readInternal', record).allow
  const ticket: Ticket = {
    id: record.id,
    version: record.version,
    workflow: record.workflow,
    workflowVersion: record.workflowVersion,
    state: record.state,
    stateSince: new Date(record.stateSince),
    phase: record.phase,
    subject: record.subject,
    requester: { ...record.requester },
    channel: record.channel,
    category: record.category,
    priority: record.priority,
    team: record.team,
    assignee: record.assignee,
    offer: internal && record.offer ? { agent: record.offer.agent, until: new Date(record.offer.until) } : null,
    pinned: internal && (model.levels.get(record.priority)?.pinned ?? false),
    inputs: internal ? record.inputs : {},
    tags: internal ? record.tags : [],
    watchers: internal ? record.watchers : [],
    links: internal ? record.links : [],
    fields: presentFields(record, model),
    external: record.external,
    createdAt: new Date(record.createdAt),
    updatedAt: new Date(record.updatedAt),
    firstResponseAt: toDate(record.facts.firstResponseAt),
    solvedAt: toDate(record.facts.solvedAt),
    reopenings: record.facts.reopenings,
    sla: internal ? presentPromise(record, promises, now) : null,
    expected: presentExpected(record, promises, now),
    nudgeAgainAt: nudgeAgainAt(record, model, now),
    ...presentFlow(record, internal),
  }
  return ticket as unknown as Ticket<Shape>
}

function nudgeAgainAt({ flow: { nudges } }: TicketRecord, { nudges: { everyMs } }: DeskModel, now: Instant) {
  const { lastAt = null } = nudges ?? {}
  return lastAt === null || lastAt + everyMs <= now ? null : new Date(lastAt + everyMs)
}

function presentFields(record: TicketRecord, model: DeskModel): object {
  const fields: Record<string, unknown> = { ...model.fields.defaults, ...record.fields }
  for (const [name, value] of Object.entries(record.personal)) {
    if (value === null) delete fields[name]
    else fields[name] = value
  }
  return fields
}

/** A message with its files. */
export function presentMessage(record: MessageRecord, attachments: readonly AttachmentRecord[]): Message {
  const { id, ticketId, seq, visibility, author, body, channel, external } = record
  return {
    id,
    ticketId,
    seq,
    visibility,
    author: { ...author },
    body,
    channel,
    external,
    createdAt: new Date(record.createdAt),
    attachments: attachments.filter(({ messageId }) => messageId === id).map(presentAttachment),
  }
}

/** A file's record without its key in the file store. */
export function presentAttachment(record: AttachmentRecord): Attachment {
  const { id, name, type, size, sha256, ticketId, messageId } = record
  return { id, name, type, size, sha256, ticketId, messageId, createdAt: new Date(record.createdAt) }
}

/** An event as history shows it. */
export function presentEvent(record: EventRecord): HistoryEvent {
  const { seq, type, actor, cause, data } = record
  return {
    seq,
    type,
    occurredAt: new Date(record.occurredAt),
    recordedAt: new Date(record.recordedAt),
    actor: { ...actor },
    cause,
    data,
  }
}

/** A decision with its instant as a `Date`. */
export function presentDecision(decision: DecisionRecord | null): ExplainedDecision | null {
  if (decision === null) return null
  const { policy, version, at, by, reasons } = decision
  return { policy, version, at: new Date(at), by: { ...by }, reasons }
}

function toDate(instant: Instant | null): Date | null {
  return instant === null ? null : new Date(instant)
}
