import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { id, instant, parseInput } from '../kernel/input.js'
import { authorize, notFound } from '../runtime/authorize.js'
import { recordAt } from '../runtime/past.js'
import { promisesOf } from '../runtime/promises-of.js'
import { standingTicket } from '../runtime/removed-approvers.js'
import type { Runtime } from '../runtime/runtime.js'
import { timelineOf } from '../runtime/timeline-of.js'
import { withMerged } from '../runtime/with-merged.js'
import { workflowOf } from '../runtime/workflow-of.js'
import { type ExplainedTarget, explainTargets } from '../sla/explain.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import { nextPriorityAt } from '../ticket/priority.js'
import type { TimelinePage } from '../timeline/timeline-types.js'
import type { AvailableEvent, CompiledWorkflow } from '../workflow/compile.js'
import type { SequencePage, ThreadPage } from './actor-desk-types.js'
import { availableEvents } from './available-events.js'
import { toQuery, withoutArchived, writeCursor } from './list.js'
import { presentDecision, presentEvent, presentTicket } from './present.js'
import { presentReason } from './present-sla.js'
import { threadOf } from './thread.js'
import type { ExplainedDate, Explanation, HistoryEvent, Message, Page, Ticket } from './ticket-types.js'

const sequencePage = z.strictObject({
  after: z.int().min(0).nullish(),
  limit: z.int().min(1).max(500).default(100),
})

const getOptions = z.strictObject({ at: instant.optional() })

/** What one actor of one tenant can read. */
export function readsOf(runtime: Runtime, tenant: string, actor: ActorReference) {
  const { store, model } = runtime

  async function present(record: TicketRecord, now = runtime.clock.now()): Promise<Ticket> {
    return presentTicket(record, { actor, model, now, promises: await promisesOf(runtime, record) })
  }

  async function readable(ticketId: string, action: 'read' | 'history' = 'read'): Promise<TicketRecord> {
    const record = await store.load(tenant, parseInput(id, ticketId, 'the ticket id'))
    if (record === null) throw notFound('ticket')
    authorize(model.access, actor, action, record)
    return record
  }

  async function get(ticketId: string, options: { readonly at?: Date } = {}): Promise<Ticket> {
    const { at } = parseInput(getOptions, options, 'get')
    const record = await readable(ticketId, at ? 'history' : 'read')
    if (at === undefined) return present(record)
    const past = await recordAt(store, record, at.getTime())
    if (past === null)
      throw new DocketError('NOT_FOUND', 'The ticket did not exist at that instant; ask for a later one.')
    return present(past, at.getTime())
  }

  async function list(input?: unknown): Promise<Page<Ticket, string>> {
    const asked = toQuery(model, tenant, actor, input, runtime.clock.now())
    authorize(model.access, actor, 'read', null)
    const query = withoutArchived(await withMerged(store, asked))
    // One more than asked tells whether there is a next page.
    const records = await store.query({ ...query, limit: query.limit + 1 })
    const page = records.slice(0, query.limit)
    const last = page.at(-1)
    const next = records.length > query.limit && last ? writeCursor(query, last) : null
    const now = runtime.clock.now()
    return { items: await Promise.all(page.map((record) => present(record, now))), next }
  }

  async function thread(ticketId: string, page: ThreadPage = {}): Promise<Page<Message, number | string>> {
    return threadOf(runtime, actor, await readable(ticketId), page)
  }

  async function timeline(ticketId: string, page: SequencePage = {}): Promise<TimelinePage> {
    const { after, limit } = parseInput(sequencePage, page, 'timeline')
    return timelineOf(runtime, await readable(ticketId), { after: after ?? 0, limit })
  }

  async function history(ticketId: string, page: SequencePage = {}): Promise<Page<HistoryEvent, number>> {
    const { after, limit } = parseInput(sequencePage, page, 'history')
    await readable(ticketId, 'history')
    const events = await store.history({ tenant, ticketId, afterSeq: after ?? 0, limit: limit + 1 })
    const items = events.slice(0, limit).map(presentEvent)
    return { items, next: events.length > limit ? (items.at(-1)?.seq ?? null) : null }
  }

  async function events(ticketId: string): Promise<readonly AvailableEvent[]> {
    const ticket = await readable(ticketId)
    const workflow = await workflowOf(runtime, ticket)
    return availableEvents(runtime, workflow, await standingTicket(runtime, ticket, workflow), actor)
  }

  async function explain(ticketId: string): Promise<Explanation> {
    const ticket = await readable(ticketId, 'history')
    const workflow = await workflowOf(runtime, ticket)
    const { current } = await promisesOf(runtime, ticket)
    const targets = current ? explainTargets(ticket, current, model.sla.timeZones) : []
    const dates = [...timeoutDate(ticket, workflow), ...targets.map(presentTarget)]
    const priority = presentDecision(ticket.decisions.priority)
    const after = Math.max(ticket.updatedAt, runtime.clock.now())
    const next = nextPriorityAt(ticket, model, runtime.slaBook.atHand, after)
    const changesAt = next === null ? null : new Date(next)
    const assignment = presentDecision(ticket.decisions.assignment)
    return { priority: priority && { ...priority, changesAt }, assignment, dates }
  }

  return { get, list, thread, timeline, history, events, explain, present }
}

function timeoutDate(ticket: TicketRecord, workflow: CompiledWorkflow): ExplainedDate[] {
  const timeout = workflow.definition.states[ticket.state]?.timeout
  if (!timeout || ticket.timeoutAt === null) return []
  const since = new Date(ticket.stateSince)
  const reasons = [{ code: 'timeout', state: ticket.state, since, after: timeout.after }]
  return [{ event: timeout.send, target: null, dueAt: new Date(ticket.timeoutAt), reasons }]
}

function presentTarget({ run: { target, dueAt }, reasons }: ExplainedTarget): ExplainedDate {
  return { event: null, target, dueAt: dueAt === null ? null : new Date(dueAt), reasons: reasons.map(presentReason) }
}
