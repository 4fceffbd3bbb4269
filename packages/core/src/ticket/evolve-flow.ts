import type { Instant } from '../kernel/clock.js'
import { missesOf } from '../rules/rule-misses.js'
import type { RuleMatch, RulesEvaluated } from '../rules/rule-types.js'
import type { ActorReference, ApprovalState, Phase, TicketFlow } from '../store/record-types.js'
import { flowAfterRelease } from './came-with.js'
import type { TicketEvent } from './event-types.js'
import { isActive } from './facts.js'
import type { FlowEventData } from './flow-events.js'

/** The events that change where a ticket stands on its way. */
export type FlowEvent = Extract<TicketEvent, { type: Exclude<keyof FlowEventData, 'ticket.migrated'> }>

/** The flow of a ticket to which nothing of it has happened. */
export const NO_FLOW: TicketFlow = Object.freeze({})

/** Where a ticket stands after one more event about its way. */
export function flowAfter(flow: TicketFlow, event: FlowEvent): TicketFlow {
  const { occurredAt: at, actor } = event
  switch (event.type) {
    case 'stage.begun': {
      const { stage: name, number, owner, within } = event.data
      const visited = flow.visited ?? []
      const { checks: _, ...rest } = flow
      return {
        ...rest,
        stage: { name, number, since: at, to: null, within, owner },
        visited: visited.includes(name) ? visited : [...visited, name],
      }
    }
    case 'stage.ended':
      return flow.stage ? { ...flow, stage: { ...flow.stage, to: Math.max(flow.stage.since, at) } } : flow
    case 'coordinator.changed':
      return withPart(flow, 'coordinator', event.data.coordinator)
    case 'item.checked':
    case 'item.confirmed':
    case 'item.unchecked':
      return { ...flow, checks: checksAfter(flow.checks ?? {}, event, actor, at) }
    case 'approval.asked':
    case 'approval.given':
    case 'approval.refused':
    case 'approval.delegated':
    case 'approval.withdrawn':
    case 'approval.expired':
    case 'approval.voided':
      return { ...flow, approvals: approvalsAfter(flow.approvals ?? {}, event, actor, at) }
    case 'callback.recorded':
      return { ...flow, callBacks: { attempts: (flow.callBacks?.attempts ?? 0) + 1, lastAt: at } }
    case 'ticket.rated':
      return { ...flow, rating: ratingAfter(flow.rating, event.data.score, at) }
    case 'ticket.nudged':
      return { ...flow, nudges: { count: event.data.number, lastAt: at } }
    case 'ticket.snoozed':
      return { ...flow, snoozedUntil: event.data.until }
    case 'ticket.woken':
      return withPart(flow, 'snoozedUntil', null)
    case 'ticket.archived':
      return { ...flow, archivedAt: at }
    case 'deadLetter.retried':
      return flow
    case 'ticket.unarchived':
      return broughtBack(flow)
    case 'request.asked':
    case 'request.answered':
    case 'request.withdrawn':
    case 'request.overdue':
      return { ...flow, requests: requestsAfter(flow.requests ?? {}, event, actor, at) }
    case 'ticket.merged':
      return withPart({ ...flow, mergedInto: event.data.into }, 'mergedFrom', event.data.from)
    case 'ticket.absorbed':
      return { ...flow, absorbed: [...(flow.absorbed ?? []), event.data.ticketId] }
    case 'ticket.unmerged':
      return withPart(withPart(flow, 'mergedInto', null), 'mergedFrom', null)
    case 'ticket.split': {
      const { into, messages } = event.data
      return { ...flow, splitInto: { ...flow.splitInto, ...Object.fromEntries(messages.map((one) => [one, into])) } }
    }
    case 'ticket.splitOff':
      return { ...flow, splitFrom: { ticketId: event.data.from, messages: event.data.messages } }
    case 'ticket.released': {
      const left = (flow.absorbed ?? []).filter((ticketId) => ticketId !== event.data.ticketId)
      return flowAfterRelease(withPart(flow, 'absorbed', left.length === 0 ? null : left), event.data.watchers ?? [])
    }
  }
}

/** Where a ticket stands after rules were evaluated: those of time are not set off again for the same instant. */
export function flowAfterRules(flow: TicketFlow, evaluated: RulesEvaluated): TicketFlow {
  const { matched, forgotten = [] } = evaluated
  const timed = [...matched, ...missesOf(evaluated)].filter(({ since }) => since !== undefined)
  const answers = matched.filter(({ since, turn }) => since !== undefined || turn === true)
  if (timed.length === 0) return answers.length === 0 ? flow : { ...flow, ruleTurns: turnsAfter(flow, answers) }
  const left = forgotten.length === 0 ? flow : withoutRules(flow, new Set(forgotten))
  const rules = { ...left.rules, ...Object.fromEntries(timed.map(({ rule, since = 0 }) => [rule, since])) }
  return answers.length === 0 ? { ...left, rules } : { ...left, rules, ruleTurns: turnsAfter(left, answers) }
}

function turnsAfter({ ruleTurns = {} }: TicketFlow, answers: readonly RuleMatch[]): Readonly<Record<string, number>> {
  const turns = new Map(Object.entries(ruleTurns))
  for (const { rule } of answers) turns.set(rule, (turns.get(rule) ?? 0) + 1)
  return Object.fromEntries(turns)
}

function withoutRules(flow: TicketFlow, gone: ReadonlySet<string>): TicketFlow {
  const { rules = {}, ruleTurns } = flow
  const kept = (values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).filter(([rule]) => !gone.has(rule)))
  return { ...flow, rules: kept(rules), ...(ruleTurns && { ruleTurns: kept(ruleTurns) }) }
}

/** Where a ticket stands after somebody did something: rules have all their turns again. */
export function flowAfterAct(flow: TicketFlow, { type }: ActorReference): TicketFlow {
  return type === 'system' || flow.ruleTurns === undefined ? flow : withPart(flow, 'ruleTurns', null)
}

/**
 * Where a ticket stands after a move between phases: work that ends is put off no more, and confirmed anew. What is no
 * longer over is no longer archived.
 */
export function flowAfterMove(known: TicketFlow, before: Phase, after: Phase): TicketFlow {
  const flow = after === 'terminal' ? known : broughtBack(known)
  if (!isActive(before) || isActive(after)) return flow
  const { snoozedUntil, callBacks, ...rest } = flow
  return snoozedUntil === undefined && callBacks === undefined ? flow : rest
}

/** Where a ticket stands that is in the lists again. */
export function broughtBack(flow: TicketFlow): TicketFlow {
  return flow.archivedAt === undefined ? flow : withPart(flow, 'archivedAt', null)
}

type EventOf<Prefix extends string> = Extract<FlowEvent, { type: `${Prefix}.${string}` }>
type Checks = NonNullable<TicketFlow['checks']>
type Approvals = NonNullable<TicketFlow['approvals']>
type Requests = NonNullable<TicketFlow['requests']>

function checksAfter(checks: Checks, event: EventOf<'item'>, by: ActorReference, at: Instant): Checks {
  const { item } = event.data
  if (event.type === 'item.unchecked') return without(checks, item)
  if (event.type === 'item.confirmed') {
    const known = own(checks, item)
    return known ? { ...checks, [item]: { ...known, confirmedBy: by } } : checks
  }
  const { attachmentId, fileOf } = event.data
  const proof = attachmentId !== null && { attachmentId, ...(fileOf !== undefined && { fileOf }) }
  return { ...checks, [item]: { by, at, ...proof } }
}

function approvalsAfter(approvals: Approvals, event: EventOf<'approval'>, by: ActorReference, at: Instant): Approvals {
  const { approval } = event.data
  if (event.type === 'approval.asked') {
    const { approval: _, ...asked } = event.data
    const begun = { state: 'open', askedBy: by, askedAt: at, approvedBy: [], refusedBy: [] } as const
    return { ...approvals, [approval]: { ...asked, ...begun } }
  }
  const known = own(approvals, approval)
  // Written by a newer node, or by hand: what was not asked for cannot be answered.
  return known ? { ...approvals, [approval]: decided(answered(known, event)) } : approvals
}

function answered(
  known: ApprovalState,
  event: Exclude<EventOf<'approval'>, { type: 'approval.asked' }>,
): ApprovalState {
  switch (event.type) {
    case 'approval.given':
      return { ...known, approvedBy: [...known.approvedBy, event.data.approver] }
    case 'approval.refused':
      return { ...known, refusedBy: [...known.refusedBy, event.data.approver] }
    case 'approval.delegated': {
      const { from, to } = event.data
      const approvers = known.approvers.map((approver) => (approver === from ? to : approver))
      return { ...known, approvers, delegatedBy: [...(known.delegatedBy ?? []), from] }
    }
    case 'approval.withdrawn':
      return { ...known, state: 'withdrawn' }
    case 'approval.expired':
      return { ...known, state: 'expired' }
    case 'approval.voided':
      return { ...known, state: 'voided', voided: event.data.code }
  }
}

/** An approval is decided as soon as enough have approved, or as not enough are left who still can. */
function decided(approval: ApprovalState): ApprovalState {
  if (approval.state !== 'open') return approval
  const { approvers, needed, approvedBy, refusedBy } = approval
  if (approvedBy.length >= needed) return { ...approval, state: 'approved' }
  return approvers.length - refusedBy.length < needed ? { ...approval, state: 'refused' } : approval
}

function ratingAfter(known: TicketFlow['rating'], score: number, at: Instant): NonNullable<TicketFlow['rating']> {
  const rating = { score, at, lowest: Math.min(score, known?.lowest ?? score) }
  return known ? { ...rating, count: (known.count ?? 1) + 1 } : rating
}

function requestsAfter(
  requests: Requests,
  event: EventOf<'request'>,
  askedBy: ActorReference,
  askedAt: Instant,
): Requests {
  const { request } = event.data
  if (event.type === 'request.asked') {
    const { team, agent, dueAt, messageId } = event.data
    return { ...requests, [request]: { team, agent, askedBy, askedAt, dueAt, messageId, overdue: false } }
  }
  if (event.type !== 'request.overdue') return without(requests, request)
  const known = own(requests, request)
  return known ? { ...requests, [request]: { ...known, overdue: true } } : requests
}

function withPart<Name extends keyof TicketFlow>(
  flow: TicketFlow,
  name: Name,
  value: TicketFlow[Name] | null,
): TicketFlow {
  const { [name]: _, ...rest } = flow
  return value === null ? rest : { ...rest, [name]: value }
}

function own<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

function without<Value>(values: Readonly<Record<string, Value>>, name: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name))
}
