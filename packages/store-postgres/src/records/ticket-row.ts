import type { JsonObject, TicketRecord, TicketView } from '@docket/core/store'
import { arrayLiteral } from '../sql/array-literal.js'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { json, number, numberOrNull, text, textOrNull } from '../sql/read-value.js'

// What a list filters or sorts by is a column, what it never looks at is in `rest`.
type Rest = Pick<
  TicketView,
  | 'timeoutAt'
  | 'offer'
  | 'passedBy'
  | 'weight'
  | 'inputs'
  | 'tags'
  | 'watchers'
  | 'links'
  | 'revisions'
  | 'importedUpTo'
  | 'facts'
  | 'sla'
  | 'flow'
  | 'decisions'
> & {
  readonly requester: Omit<TicketView['requester'], 'id'>
  readonly ruleTimerAt?: number
}

// What may be missing from a ticket that was last written by an earlier version of the package.
type LaterPart = 'sla' | 'offer' | 'passedBy' | 'weight' | 'inputs' | 'flow'
type EarlierRest = Omit<Rest, LaterPart | 'facts'> &
  Partial<Pick<Rest, LaterPart>> & { readonly facts: Omit<Rest['facts'], keyof typeof LATER_FACTS> }
const LATER_FACTS = { reopenedAt: null, assignments: 0, acceptance: null, answer: null, lastActedAt: null }

/** The columns of `ticket`. */
export const TICKET_COLUMNS = [
  column<TicketRecord>('id', 'text', (ticket) => ticket.id),
  column<TicketRecord>('version', 'integer', (ticket) => ticket.version),
  column<TicketRecord>('workflow', 'text', (ticket) => ticket.workflow),
  column<TicketRecord>('workflow_version', 'integer', (ticket) => ticket.workflowVersion),
  column<TicketRecord>('state', 'text', (ticket) => ticket.state),
  column<TicketRecord>('state_version', 'integer', (ticket) => ticket.stateVersion),
  column<TicketRecord>('state_since', 'bigint', (ticket) => ticket.stateSince),
  column<TicketRecord>('phase', 'text', storedPhase),
  column<TicketRecord>('requester_id', 'text', (ticket) => ticket.requester.id),
  column<TicketRecord>('channel', 'text', (ticket) => ticket.channel),
  column<TicketRecord>('category', 'text', (ticket) => ticket.category),
  column<TicketRecord>('priority', 'text', (ticket) => ticket.priority),
  column<TicketRecord>('priority_rank', 'integer', (ticket) => ticket.priorityRank),
  column<TicketRecord>('team', 'text', (ticket) => ticket.team),
  column<TicketRecord>('assignee', 'text', (ticket) => ticket.assignee),
  column<TicketRecord>('external_source', 'text', (ticket) => ticket.external?.source ?? null),
  column<TicketRecord>('external_id', 'text', (ticket) => ticket.external?.id ?? null),
  column<TicketRecord>('created_at', 'bigint', (ticket) => ticket.createdAt),
  column<TicketRecord>('updated_at', 'bigint', (ticket) => ticket.updatedAt),
  column<TicketRecord>('due_at', 'bigint', (ticket) => ticket.dueAt),
  column<TicketRecord>('subject', 'text', (ticket) => ticket.subject),
  column<TicketRecord>('fields', 'jsonb', (ticket) => JSON.stringify(ticket.fields)),
  column<TicketRecord>('personal', 'json', (ticket) => JSON.stringify(ticket.personal)),
  column<TicketRecord>('terms', 'text[]', termsOf),
  column<TicketRecord>('rest', 'json', (ticket) => JSON.stringify(restOf(ticket))),
]

/** A phase as it is stored: of tickets that are over, the archived ones are apart, so that no list walks past them. */
export type StoredPhase = TicketRecord['phase'] | 'archived'

function storedPhase({ phase, flow }: Pick<TicketRecord, 'phase' | 'flow'>): StoredPhase {
  return phase === 'terminal' && flow.archivedAt !== undefined ? 'archived' : phase
}

/** What is searched for in the column `terms`. */
export type TermKind = 'tag' | 'watcher' | 'snoozed'

/**
 * What a tag, a watcher or a snooze (of no value) is in the column `terms`: with the tenant in front, because its index serves all tenants, and the
 * phase behind, because lists walk each phase by itself.
 */
export function term(tenant: string, phase: StoredPhase, kind: TermKind, value: string): string {
  return [tenant, kind, value, phase].join('\u001f')
}

function termsOf(ticket: TicketRecord): string | null {
  const { tags, watchers, flow } = ticket
  const snoozed = flow.snoozedUntil === undefined ? [] : ['']
  if (tags.length === 0 && watchers.length === 0 && snoozed.length === 0) return null
  const of = (kind: TermKind) => (value: string) => term(ticket.tenant, storedPhase(ticket), kind, value)
  return arrayLiteral([
    ...new Set([...tags.map(of('tag')), ...watchers.map(of('watcher')), ...snoozed.map(of('snoozed'))]),
  ])
}

function restOf(ticket: TicketRecord): Rest {
  const { id: _, ...requester } = ticket.requester
  const { timeoutAt, offer, passedBy, weight, inputs, tags, watchers, links, revisions, importedUpTo } = ticket
  const { facts, sla, flow, decisions } = ticket
  const parts = { timeoutAt, offer, passedBy, weight, inputs, tags, watchers, links, revisions, importedUpTo }
  return { requester, ...parts, facts, sla, flow, decisions, ...ruleTimer(ticket) }
}

function ruleTimer({ ruleTimerAt }: Pick<TicketRecord, 'ruleTimerAt'>): Pick<TicketRecord, 'ruleTimerAt'> {
  return ruleTimerAt === undefined ? {} : { ruleTimerAt }
}

function withLaterParts(rest: Rest | EarlierRest): Rest {
  if (rest.flow !== undefined) return rest as Rest
  const parts = { sla: null, offer: null, passedBy: [], weight: 1, inputs: {}, flow: {} }
  return { ...parts, ...rest, facts: { ...LATER_FACTS, ...rest.facts } }
}

const readPhase = (phase: StoredPhase): TicketRecord['phase'] => (phase === 'archived' ? 'terminal' : phase)

/** A ticket from its row. */
export function readTicket(row: SqlRow): TicketRecord {
  const rest = withLaterParts(json<Rest | EarlierRest>(row, 'rest'))
  const source = textOrNull(row, 'external_source')
  return {
    tenant: text(row, 'tenant'),
    id: text(row, 'id'),
    version: number(row, 'version'),
    workflow: text(row, 'workflow'),
    workflowVersion: number(row, 'workflow_version'),
    state: text(row, 'state'),
    stateVersion: number(row, 'state_version'),
    stateSince: number(row, 'state_since'),
    phase: readPhase(text(row, 'phase') as StoredPhase),
    requester: { id: text(row, 'requester_id'), ...rest.requester },
    channel: text(row, 'channel'),
    category: textOrNull(row, 'category'),
    priority: text(row, 'priority'),
    priorityRank: number(row, 'priority_rank'),
    team: textOrNull(row, 'team'),
    assignee: textOrNull(row, 'assignee'),
    offer: rest.offer,
    passedBy: rest.passedBy,
    weight: rest.weight,
    inputs: rest.inputs,
    tags: rest.tags,
    watchers: rest.watchers,
    links: rest.links,
    fields: json<JsonObject>(row, 'fields'),
    revisions: rest.revisions,
    external: source === null ? null : { source, id: text(row, 'external_id') },
    importedUpTo: rest.importedUpTo,
    createdAt: number(row, 'created_at'),
    updatedAt: number(row, 'updated_at'),
    timeoutAt: rest.timeoutAt,
    facts: rest.facts,
    sla: rest.sla,
    flow: rest.flow,
    decisions: rest.decisions,
    subject: textOrNull(row, 'subject'),
    personal: json<JsonObject>(row, 'personal'),
    dueAt: numberOrNull(row, 'due_at'),
    ...ruleTimer(rest),
  }
}
