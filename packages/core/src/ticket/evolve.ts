import { DocketError } from '../kernel/error.js'
import { slaAfter } from '../sla/evolve.js'
import type { EventRecord, TicketFacts, TicketView } from '../store/record-types.js'
import type { TicketEvent, TicketEventData } from './event-types.js'
import { broughtBack, flowAfter, flowAfterAct, flowAfterMove, flowAfterRules, NO_FLOW } from './evolve-flow.js'
import { changeOfMerge, changeOfUnmerge, changeOfUnwatch, changeOfWatch } from './evolve-merge.js'
import { factsAfterAct, factsAfterAssignment, factsAfterMessage, factsAfterMove, isActive, NO_FACTS } from './facts.js'

/**
 * The ticket after one more event: the only way in which a view changes. Pure, so that history replays to the same view.
 *
 * @throws DocketError `INTERNAL` when the event does not follow the view
 */
export function evolve(view: TicketView | null, event: TicketEvent): TicketView {
  if (event.seq !== (view?.version ?? 0) + 1) {
    throw new DocketError(
      'INTERNAL',
      `Event ${event.seq} of ticket ${event.ticketId} does not follow version ${view?.version ?? 0}; the log has a gap.`,
    )
  }
  if (view === null) {
    if (event.type === 'ticket.created') return created(event, event.data)
    throw new DocketError('INTERNAL', `The log of ticket ${event.ticketId} begins with ${event.type}.`)
  }
  if (event.type === 'ticket.created' || event.ticketId !== view.id || event.tenant !== view.tenant) {
    throw new DocketError(
      'INTERNAL',
      `Event ${event.seq} of ticket ${event.ticketId} does not belong to the log so far.`,
    )
  }
  const changed = change(view, event)
  const facts = factsOfActor(view, event, changed.facts ?? view.facts)
  const position = event.cause?.position
  return {
    ...view,
    ...changed,
    facts,
    flow: flowAfterAct(changed.flow ?? view.flow, event.actor),
    version: event.seq,
    updatedAt: Math.max(view.updatedAt, event.occurredAt),
    importedUpTo: position === undefined ? view.importedUpTo : position,
  }
}

/** The view that a log folds to, from its beginning or from an earlier view; null for an empty log. */
export function replay(events: Iterable<EventRecord>, from: TicketView | null = null): TicketView | null {
  let view = from
  for (const event of events) view = evolve(view, event as unknown as TicketEvent)
  return view
}

function created(event: TicketEvent, data: TicketEventData['ticket.created']): TicketView {
  const at = event.occurredAt
  return {
    tenant: event.tenant,
    id: event.ticketId,
    version: event.seq,
    workflow: data.workflow,
    workflowVersion: data.workflowVersion,
    state: data.state,
    stateVersion: event.seq,
    stateSince: at,
    timeoutAt: data.timeoutAt,
    phase: data.phase,
    requester: data.requester,
    channel: data.channel,
    category: data.category,
    priority: data.priority,
    priorityRank: data.rank,
    team: data.team,
    assignee: null,
    offer: null,
    passedBy: [],
    weight: data.weight ?? 1,
    inputs: {},
    tags: data.tags,
    watchers: [],
    links: [],
    fields: data.fields,
    revisions: data.revisions,
    external: data.external,
    importedUpTo: event.cause?.position ?? null,
    createdAt: at,
    updatedAt: at,
    facts: factsAfterMove(NO_FACTS, null, data, at),
    sla: null,
    flow: NO_FLOW,
    decisions: { priority: data.decision, assignment: null },
  }
}

function change(view: TicketView, event: Exclude<TicketEvent, { type: 'ticket.created' }>): Partial<TicketView> {
  const at = event.occurredAt
  switch (event.type) {
    case 'ticket.prioritized': {
      const { priority, rank, decision } = event.data
      return { priority, priorityRank: rank, decisions: { ...view.decisions, priority: decision } }
    }
    case 'ticket.transitioned':
    case 'ticket.overridden':
      return {
        state: event.data.to,
        phase: event.data.phase,
        stateVersion: event.seq,
        stateSince: at,
        timeoutAt: event.data.timeoutAt,
        facts: factsAfterMove(view.facts, view.phase, event.data, at),
        flow: flowAfterMove(view.flow, view.phase, event.data.phase),
        ...(isActive(event.data.phase) ? {} : NOT_OFFERED),
      }
    case 'ticket.assigned': {
      const { team, assignee, previousAssignee, decision } = event.data
      const handover = view.team !== null && team !== null && team !== view.team
      const byAssignee = event.actor.id === assignee
      const facts = factsAfterAssignment(view.facts, { assignee, previousAssignee, byAssignee }, at)
      // Whoever first works on a ticket that goes through stages answers for the whole, until somebody else is named.
      const coordinates = assignee !== null && view.flow.stage !== undefined && view.flow.coordinator === undefined
      return {
        ...(coordinates && { flow: { ...view.flow, coordinator: assignee } }),
        team,
        assignee,
        ...NOT_OFFERED,
        decisions: { ...view.decisions, assignment: decision },
        facts: handover ? { ...facts, handovers: facts.handovers + 1 } : facts,
      }
    }
    case 'ticket.unassigned':
      return {
        assignee: null,
        offer: null,
        // It is for the others now.
        passedBy: [event.data.previousAssignee],
        decisions: { ...view.decisions, assignment: event.data.decision },
        facts: { ...view.facts, acceptance: null },
      }
    case 'ticket.offered': {
      const { agent, team, until, decision } = event.data
      return { offer: { agent, team, since: at, until }, decisions: { ...view.decisions, assignment: decision } }
    }
    case 'offer.declined':
    case 'offer.expired':
    case 'offer.withdrawn':
      return { offer: null, passedBy: [...view.passedBy, event.data.agent] }
    case 'routing.abstained':
      // Everybody has been asked: the next round begins with all.
      return { ...NOT_OFFERED, decisions: { ...view.decisions, assignment: event.data.decision } }
    case 'inputs.received':
      return { inputs: without({ ...view.inputs, ...event.data.inputs }, event.data.removed) }
    case 'ticket.updated':
      return {
        fields: without({ ...view.fields, ...event.data.fields }, event.data.removed),
        revisions: { ...view.revisions, ...event.data.revisions },
      }
    case 'ticket.categorized':
      return { category: event.data.category }
    case 'ticket.tagged': {
      const removed = new Set(event.data.removed)
      return { tags: [...view.tags.filter((tag) => !removed.has(tag)), ...event.data.added] }
    }
    case 'ticket.watched':
      return changeOfWatch(view, event)
    case 'ticket.unwatched':
      return changeOfUnwatch(view, event.data.watcher)
    case 'ticket.merged':
      return changeOfMerge(view, event)
    case 'ticket.unmerged':
      return changeOfUnmerge(view, event)
    case 'ticket.linked':
      return { links: [...view.links, { kind: event.data.kind, ticketId: event.data.ticketId }] }
    case 'ticket.unlinked': {
      const { kind, ticketId } = event.data
      return { links: view.links.filter((link) => link.kind !== kind || link.ticketId !== ticketId) }
    }
    case 'message.added':
      return {
        facts: factsAfterMessage(view.facts, event.data, at),
        // Somebody waits for an answer, who must not wait where nobody looks.
        ...(event.data.byRequester && { flow: broughtBack(view.flow) }),
      }
    case 'sla.applied':
    case 'sla.inherited':
    case 'sla.met':
    case 'sla.breached':
    case 'sla.completed':
    case 'sla.escalated':
      return { sla: slaAfter(view.sla, event) }
    case 'ticket.migrated': {
      const { to, phase, timeoutAt } = event.data
      return {
        workflow: to.workflow,
        workflowVersion: to.version,
        state: to.state,
        phase,
        stateVersion: event.seq,
        stateSince: at,
        timeoutAt,
        facts: factsAfterMove(view.facts, view.phase, event.data, at),
        flow: flowAfterMove(view.flow, view.phase, phase),
        ...(isActive(phase) ? {} : NOT_OFFERED),
      }
    }
    case 'ticket.nudged':
      return { flow: flowAfter(view.flow, event), inputs: { ...view.inputs, nudges: event.data.number } }
    case 'stage.begun':
    case 'stage.ended':
    case 'coordinator.changed':
    case 'item.checked':
    case 'item.confirmed':
    case 'item.unchecked':
    case 'approval.asked':
    case 'approval.given':
    case 'approval.refused':
    case 'approval.delegated':
    case 'approval.withdrawn':
    case 'approval.expired':
    case 'approval.voided':
    case 'callback.recorded':
    case 'ticket.rated':
    case 'ticket.snoozed':
    case 'ticket.woken':
    case 'ticket.archived':
    case 'ticket.unarchived':
    case 'request.asked':
    case 'request.answered':
    case 'request.withdrawn':
    case 'request.overdue':
    case 'ticket.absorbed':
    case 'ticket.released':
    case 'ticket.split':
    case 'ticket.splitOff':
      return { flow: flowAfter(view.flow, event) }
    case 'rules.evaluated':
      return { flow: flowAfterRules(view.flow, event.data) }
    case 'ticket.accepted':
    case 'attachment.added':
    case 'ticket.erased':
    case 'deadLetter.retried':
    case 'import.refused':
    case 'import.passed':
    case 'inputs.missing':
    case 'rules.stopped':
      return {}
    default:
      // A newer node may write event types that this one does not know; they count as versions and change nothing here.
      return {}
  }
}

const NOT_OFFERED = { offer: null, passedBy: [] } as const

const NOT_AT_DESK = new Set(['system', 'requester', 'collaborator'])

/** The facts that tell of whoever acted: the desk, and among it the one who has the ticket. */
function factsOfActor(
  view: TicketView,
  { type, actor, data, occurredAt }: TicketEvent,
  facts: TicketFacts,
): TicketFacts {
  // What the desk notes by itself about promises is nobody's act.
  if (NOT_AT_DESK.has(actor.type) || type.startsWith('sla.')) return facts
  if ((type === 'message.added' && data.byRequester) || type === 'ticket.rated' || type === 'ticket.nudged')
    return facts
  // An assignment accepts by itself when the agent made it; the event of another changes who that is.
  const byAssignee = type !== 'ticket.assigned' && type !== 'ticket.unassigned' && actor.id === view.assignee
  return factsAfterAct(facts, byAssignee, occurredAt)
}

function without<Value>(values: Readonly<Record<string, Value>>, names: readonly string[]) {
  if (names.length === 0) return values
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)))
}
