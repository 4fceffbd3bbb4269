import { leftToOthers } from '../runtime/claimed-work.js'
import { routeTicket } from '../runtime/route-ticket.js'
import { runCommand } from '../runtime/run-command.js'
import type { Runtime } from '../runtime/runtime.js'
import { nextMomentAt } from '../sla/moments.js'
import type { Outcome } from '../store/port.js'
import type { TimerRecord } from '../store/record-types.js'
import { assembleCommit } from '../ticket/assemble.js'
import { send } from '../ticket/commands/send.js'
import { takeMoments } from '../ticket/commands/take-moments.js'
import { ROUTE_AGAIN_MS, ROUTE_TIMER, TIMEOUT_TIMER } from '../ticket/consequences.js'
import { isActive } from '../ticket/facts.js'
import { SLA_TIMER, SYSTEM_ACTOR } from '../ticket/promises.js'

/** Fires one timer; null when its commit has settled it. */
export type FireTimer = (runtime: Runtime, timer: TimerRecord, token: string) => Promise<Outcome | null>

/** What each timer does, by its key. */
export const TIMER_KINDS: ReadonlyMap<string, FireTimer> = new Map([
  [TIMEOUT_TIMER, fireTimeout],
  [ROUTE_TIMER, fireRoute],
  [SLA_TIMER, fireSla],
])

/** Sends the event with which a stay in a state ends. */
async function fireTimeout(runtime: Runtime, timer: TimerRecord, token: string): Promise<Outcome | null> {
  const { tenant, ticketId, key, epoch, dueAt } = timer
  const { events } = await runCommand(runtime, {
    tenant,
    ticketId,
    actor: SYSTEM_ACTOR,
    command: send,
    input: { type: timer.data['send'] as string },
    cause: { kind: 'timer', id: key },
    settles: { ticketId, key, epoch, token },
    dueAt,
    wanted: (ticket) => ticket.stateVersion === epoch,
  })
  return events.length > 0 ? null : { kind: 'done' }
}

/** Asks the routing policy for a ticket that waits. */
async function fireRoute(runtime: Runtime, timer: TimerRecord, token: string): Promise<Outcome | null> {
  const { tenant, ticketId, key, epoch } = timer
  if (runtime.model.routing === null) {
    return leftToOthers('this node has no routing policy')
  }
  const { ticket, result, events } = await routeTicket(runtime, { tenant, ticketId }, { ticketId, key, epoch, token })
  if (result.agent !== undefined) return null
  if (ticket.assignee !== null || !isActive(ticket.phase)) return { kind: 'done' }
  // Nobody can take it now. The first event that says so has set the timer again; the same answer later writes nothing.
  return events.length > 0 ? null : { kind: 'wait', delayMs: ROUTE_AGAIN_MS, error: null }
}

/**
 * Writes what has come due about a ticket's promises by the timer's own instant, which the store's clock has passed:
 * a desk whose clock runs ahead takes nothing early.
 */
async function fireSla(runtime: Runtime, timer: TimerRecord, token: string): Promise<Outcome | null> {
  const { tenant, ticketId, key, epoch, dueAt } = timer
  const { ticket, events } = await runCommand(runtime, {
    tenant,
    ticketId,
    actor: SYSTEM_ACTOR,
    command: takeMoments,
    input: {},
    cause: { kind: 'timer', id: key },
    settles: { ticketId, key, epoch, token },
    dueAt,
  })
  if (events.length > 0) return null
  // This node reckons a later instant, as with other data of the time zones: the timer is set to that.
  const next = nextMomentAt(ticket, runtime.slaBook.atHand(ticket))
  if (next === null) return { kind: 'done' }
  const moved = { tenant, ticketId, key, dueAt: next, epoch: ticket.version, data: {} }
  const settles = { ticketId, key, epoch, token }
  const expect = [{ ticketId, version: ticket.version }]
  const { ok } = await runtime.store.commit({
    ...assembleCommit(tenant, [], { settles }),
    expect,
    timers: { set: [moved], cancel: [] },
  })
  // Whoever changed the ticket meanwhile has set the timer, and whoever has the lease will.
  return ok ? null : { kind: 'retry', delayMs: 0, error: null }
}
