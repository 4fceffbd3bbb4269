import type { TicketAction } from '../actions/action-types.js'
import type { DeskModel } from '../definitions/model.js'
import type { Instant } from '../kernel/clock.js'
import type { JsonObject } from '../kernel/json.js'
import { nextMomentAt } from '../sla/moments.js'
import type { Commit, CounterChange, TimerReference } from '../store/commit-types.js'
import type { EventRecord, OutboxRecord, TicketRecord, TimerRecord } from '../store/record-types.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import type { TicketDraft } from './draft.js'
import { isActive } from './facts.js'
import { type FindPromises, SLA_TIMER } from './promises.js'

/** The timer that ends a stay in a state. */
export const TIMEOUT_TIMER = 'timeout'

/** The timer that asks the routing policy. */
export const ROUTE_TIMER = 'route'

/** The desk's own effect that removes the bytes of an erased ticket's files. */
export const REMOVE_FILES_EFFECT = 'docket:removeFiles'

/** The desk's own effect that runs an action of a ladder or a reminder. */
export const ACTION_EFFECT = 'docket:action'

/** A ticket that nobody could take is offered again after so many milliseconds. */
export const ROUTE_AGAIN_MS = 60_000

/** The counter of an agent's active tickets. */
function loadCounter(agentId: string): string {
  return `load:${agentId}`
}

/** What follows from a change of a ticket without being asked for. */
export interface Consequences {
  readonly timers: Commit['timers']
  readonly outbox: readonly OutboxRecord[]
  readonly counters: readonly CounterChange[]
}

/**
 * The timers, outbox messages and counters that a draft brings with it, from its ticket before and after.
 *
 * @param capacity - the greatest load of the agent that the draft assigns; null for no limit
 */
export function consequences(
  draft: TicketDraft,
  model: DeskModel,
  workflow: CompiledWorkflow,
  capacity: number | null,
  find: FindPromises,
): Consequences {
  const counters = counterChanges(draft.before, draft.ticket, capacity)
  // What an import tells has happened long ago: nothing fires for it. But a promise that was made heeds what it tells.
  if (draft.stamp.cause?.kind === 'import') return { timers: slaTimer(draft, find), outbox: [], counters }
  return { timers: timerChanges(draft, model, workflow, find), outbox: outboxMessages(draft, model), counters }
}

/** Whether the ticket waits for an agent now, so that the routing policy is to be asked at once. */
export function asksForRouting({ timers }: Consequences, now: Instant): boolean {
  return timers.set.some(({ key, dueAt }) => key === ROUTE_TIMER && dueAt <= now)
}

function counterChanges(before: TicketRecord | null, after: TicketRecord, capacity: number | null): CounterChange[] {
  const held = before && isActive(before.phase) ? before.assignee : null
  const holds = isActive(after.phase) ? after.assignee : null
  if (held === holds) return []
  const changes: CounterChange[] = []
  if (held !== null) changes.push({ key: loadCounter(held), delta: -1 })
  if (holds !== null) {
    changes.push({ key: loadCounter(holds), delta: 1, ...(capacity !== null && { max: capacity }) })
  }
  return changes
}

function timerChanges(
  draft: TicketDraft,
  model: DeskModel,
  workflow: CompiledWorkflow,
  find: FindPromises,
): Commit['timers'] {
  const { before, ticket: after, tenant, ticketId, stamp } = draft
  const set: TimerRecord[] = []
  const cancel: TimerReference[] = []

  if (before?.stateVersion !== after.stateVersion) {
    const timeout = workflow.definition.states[after.state]?.timeout
    if (timeout && after.timeoutAt !== null) {
      const data = { send: timeout.send }
      set.push({ tenant, ticketId, key: TIMEOUT_TIMER, dueAt: after.timeoutAt, epoch: after.stateVersion, data })
    } else if (before && before.timeoutAt !== null) {
      cancel.push({ ticketId, key: TIMEOUT_TIMER })
    }
  }

  const sla = slaTimer(draft, find)
  set.push(...sla.set)
  cancel.push(...sla.cancel)

  if (model.routing) {
    const waits = isActive(after.phase) && after.assignee === null
    const reopened = before !== null && !isActive(before.phase)
    const asked = before === null || reopened || before.team !== after.team
    const abstained = draft.events.some(({ type }) => type === 'routing.abstained')
    if (waits && (asked || abstained)) {
      const dueAt = abstained ? stamp.now + ROUTE_AGAIN_MS : stamp.now
      set.push({ tenant, ticketId, key: ROUTE_TIMER, dueAt, epoch: after.version, data: {} })
    } else if (!waits && before !== null && isActive(before.phase) && before.assignee === null) {
      cancel.push({ ticketId, key: ROUTE_TIMER })
    }
  }
  return { set, cancel }
}

/** The timer of what next happens to a ticket's promises by itself. */
function slaTimer({ before, ticket: after, tenant, ticketId }: TicketDraft, find: FindPromises): Commit['timers'] {
  const momentBefore = before && nextMomentAt(before, find(before))
  const momentAt = nextMomentAt(after, find(after))
  if (momentAt !== null && momentAt !== momentBefore) {
    return { set: [{ tenant, ticketId, key: SLA_TIMER, dueAt: momentAt, epoch: after.version, data: {} }], cancel: [] }
  }
  return { set: [], cancel: momentAt === null && momentBefore !== null ? [{ ticketId, key: SLA_TIMER }] : [] }
}

function outboxMessages(draft: TicketDraft, model: DeskModel): OutboxRecord[] {
  return draft.events.flatMap((event) => {
    const { type, occurredAt, actor, cause, data } = event
    const told = { type, occurredAt, actor, cause, data } as unknown as JsonObject
    const asked = askedMessages(actionsAfter(draft, event, model.reminders), told)
    const named = type === 'ticket.transitioned' ? (data['effects'] as readonly string[]) : []
    const own = type === 'ticket.erased' ? [REMOVE_FILES_EFFECT] : []
    const effects = new Set([...named, ...(model.effectsByEvent.get(type) ?? []), ...own])
    for (const { effect } of asked) effects.delete(effect)
    const messages = [...asked, ...[...effects].map((effect) => ({ effect, id: effect, data: told }))]
    return messages.map(
      ({ effect, id, data: content }, ordinal): OutboxRecord => ({
        tenant: draft.tenant,
        id: `${draft.ticketId}.${event.seq}.${id}`,
        ticketId: draft.ticketId,
        seq: event.seq,
        ordinal,
        effect,
        data: content,
        createdAt: draft.stamp.now,
      }),
    )
  })
}

type AskedMessage = Pick<OutboxRecord, 'effect' | 'id' | 'data'>

/** The messages of actions, in their order. An effect of the host that is asked for twice is one message. */
function askedMessages(actions: readonly TicketAction[], told: JsonObject): AskedMessage[] {
  const messages = actions.map((action, index): AskedMessage => {
    if (action.action === 'effect') return { effect: action.effect, id: action.effect, data: told }
    return { effect: ACTION_EFFECT, id: `${ACTION_EFFECT}.${index}`, data: { ...told, action } as JsonObject }
  })
  return messages.filter(({ id }, index) => messages.findIndex((other) => other.id === id) === index)
}

/** What is done or told because of an event: the actions of a step, and the reminders that a desk has by itself. */
function actionsAfter(
  { before, ticket }: TicketDraft,
  event: EventRecord,
  reminders: DeskModel['reminders'],
): readonly TicketAction[] {
  if (event.type === 'sla.escalated') return event.data['actions'] as unknown as readonly TicketAction[]
  if (event.type !== 'message.added' || before === null) return []
  const { assignee } = ticket
  if (event.data['byRequester'] === true) {
    // While nobody has the ticket, its team's lead is to know, not everybody of the team with each message.
    const to = assignee === null ? ('lead' as const) : ('assignee' as const)
    return reminders.requesterWrote ? [{ action: 'notify', to: [to], kind: 'message.requesterWrote' }] : []
  }
  const byColleague = assignee !== null && event.actor.id !== assignee
  return byColleague && reminders.colleagueWrote
    ? [{ action: 'notify', to: ['assignee'], kind: 'message.colleagueWrote' }]
    : []
}
