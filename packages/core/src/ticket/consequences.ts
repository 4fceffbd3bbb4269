import type { DeskModel } from '../definitions/model.js'
import type { Instant } from '../kernel/clock.js'
import type { Commit, CounterChange, TimerReference } from '../store/commit-types.js'
import type { OutboxRecord, TicketRecord, TimerRecord } from '../store/record-types.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import { counterChanges, type HolderLimits } from './counters.js'
import type { TicketDraft } from './draft.js'
import { isActive } from './facts.js'
import { hopsOf, withHops } from './hops.js'
import { outboxMessages } from './outbox-messages.js'
import type { FindPromises } from './promises.js'
import { routingOf } from './routing.js'
import { keptTimers } from './timed/kept-timers.js'
import { TIMEOUT_TIMER } from './timed/timeout.js'

/** The timer that asks the routing policy. */
export const ROUTE_TIMER = 'route'

/** The timer that asks the host for numbers that policies look at. */
export const INPUTS_TIMER = 'inputs'

/** A ticket that nobody could take is offered again after so many milliseconds. */
export const ROUTE_AGAIN_MS = 60_000

/** What follows from a change of a ticket without being asked for. */
export interface Consequences {
  readonly timers: Commit['timers']
  readonly outbox: readonly OutboxRecord[]
  readonly counters: readonly CounterChange[]
}

/**
 * The timers, outbox messages and counters that a draft brings with it, from its ticket before and after.
 *
 * @param limits - what the agent may hold whom the draft gives the ticket; null for no limit
 */
export function consequences(
  draft: TicketDraft,
  model: DeskModel,
  workflow: CompiledWorkflow,
  limits: HolderLimits | null,
  find: FindPromises,
): Consequences {
  const counters = counterChanges(draft.before, draft.ticket, limits)
  const kept = keptTimers(draft, { model, find })
  // Nothing fires for what an import tells.
  if (draft.stamp.cause?.kind === 'import') return { timers: joined(kept), outbox: [], counters }
  const timers = joined([timeoutTimer(draft, workflow), ...kept, routeTimer(draft, model), inputsTimer(draft, model)])
  return { timers, outbox: outboxMessages(draft, model), counters }
}

/** Whether the ticket waits for an agent now, so that the routing policy is to be asked at once. */
export function asksForRouting({ timers }: Consequences, now: Instant): boolean {
  return timers.set.some(({ key, dueAt }) => key === ROUTE_TIMER && dueAt <= now)
}

/** Whether a ticket waits for an agent: somebody should work on it, nobody does, and nobody is asked. */
export function waitsForAgent({ phase, assignee, offer }: TicketRecord): boolean {
  return isActive(phase) && assignee === null && offer === null
}

/** Of tickets that are asked for at one instant, such as the beginning of a shift, the most urgent come first. */
export function inOrderOfUrgency(againAt: Instant, { priorityRank }: TicketRecord): Instant {
  return againAt + priorityRank - 1
}

type Timers = Commit['timers']
const NONE: Timers = { set: [], cancel: [] }

function joined(changes: readonly Timers[]): Timers {
  return { set: changes.flatMap(({ set }) => set), cancel: changes.flatMap(({ cancel }) => cancel) }
}

function timeoutTimer({ before, ticket: after, tenant, ticketId }: TicketDraft, workflow: CompiledWorkflow): Timers {
  if (before?.stateVersion === after.stateVersion) return NONE
  const timeout = workflow.definition.states[after.state]?.timeout
  const cancel: TimerReference[] = [{ ticketId, key: TIMEOUT_TIMER }]
  if (!timeout || after.timeoutAt === null) return before && before.timeoutAt !== null ? { set: [], cancel } : NONE
  const data = { send: timeout.send }
  return {
    set: [{ tenant, ticketId, key: TIMEOUT_TIMER, dueAt: after.timeoutAt, epoch: after.stateVersion, data }],
    cancel: [],
  }
}

function routeTimer(draft: TicketDraft, model: DeskModel): Timers {
  const { before, ticket: after, tenant, ticketId, stamp, events, routeAgainAt } = draft
  if (routingOf(after, model) === null) return NONE
  const set = (dueAt: Instant): Timers => {
    const data = { ...withHops(hopsOf(events)) }
    const timer: TimerRecord = { tenant, ticketId, key: ROUTE_TIMER, dueAt, epoch: after.version, data }
    return { set: [timer], cancel: [] }
  }
  // Its last agent may not be there any more.
  if (before !== null && !isActive(before.phase) && isActive(after.phase)) return set(stamp.now)
  if (!waitsForAgent(after)) {
    return before !== null && waitsForAgent(before) ? { set: [], cancel: [{ ticketId, key: ROUTE_TIMER }] } : NONE
  }
  // Who was asked before the ticket came to another level says nothing of that level's agents.
  const sameAgents = before === null || routingOf(before, model) === routingOf(after, model)
  if (routeAgainAt !== null && sameAgents) return set(inOrderOfUrgency(routeAgainAt, after))
  // Nobody has been asked yet, as of a ticket that is older than the desk's routing.
  const isNew = before === null || !waitsForAgent(before) || before.decisions.assignment === null
  return isNew || events.some(({ type }) => CONCERNS_ROUTING.has(type)) ? set(stamp.now) : NONE
}

/** What a routing policy looks at may be otherwise after these. */
const CONCERNS_ROUTING: ReadonlySet<string> = new Set([
  'ticket.assigned',
  'ticket.unassigned',
  'ticket.prioritized',
  'ticket.categorized',
  'ticket.updated',
  'ticket.tagged',
  'offer.declined',
  'offer.expired',
  'offer.withdrawn',
  'inputs.received',
])

function inputsTimer({ before, ticket: after, tenant, ticketId, stamp }: TicketDraft, model: DeskModel): Timers {
  if (before !== null || !model.asksInputs) return NONE
  const timer = { tenant, ticketId, key: INPUTS_TIMER, dueAt: stamp.now, epoch: after.version, data: {} }
  return { set: [timer], cancel: [] }
}
