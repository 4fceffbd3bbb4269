import { DocketError } from '../kernel/error.js'
import { errorText } from '../kernel/error-text.js'
import { bySuspicion, claimedTooOften, failedAttempt, leftToOthers } from '../runtime/claimed-work.js'
import { routeTicket, SYSTEM_ACTOR } from '../runtime/route-ticket.js'
import { runCommand } from '../runtime/run-command.js'
import type { Runtime } from '../runtime/runtime.js'
import type { LeasedTimer, Outcome, TimerSettlement } from '../store/port.js'
import type { TimerRecord } from '../store/record-types.js'
import { send } from '../ticket/commands/send.js'
import { ROUTE_AGAIN_MS, ROUTE_TIMER, TIMEOUT_TIMER } from '../ticket/consequences.js'

/** Claims due timers and fires one after the other. Returns how many were claimed. */
export async function fireDue(runtime: Runtime, limit: number, leaseMs: number): Promise<number> {
  const token = runtime.ids.next(runtime.clock.now())
  const claimed = await runtime.store.claimTimers({ limit, leaseMs, token })
  const { fresh, suspect } = bySuspicion(claimed)
  await fireAll(runtime, fresh, token)
  for (const leased of suspect) await fireAll(runtime, [leased], token)
  return claimed.length
}

async function fireAll(runtime: Runtime, claimed: readonly LeasedTimer[], token: string): Promise<void> {
  const settlements: TimerSettlement[] = []
  for (const { timer, attempts } of claimed) {
    const { tenant, ticketId, key } = timer
    const outcome = claimedTooOften(attempts) ?? (await fire(runtime, timer, attempts, token))
    if (outcome) settlements.push({ tenant, ticketId, key, token, outcome })
  }
  if (settlements.length > 0) await runtime.store.settleTimers(settlements)
}

/** Fires one timer; null when its commit, or somebody else, has settled it. */
async function fire(runtime: Runtime, timer: TimerRecord, attempts: number, token: string): Promise<Outcome | null> {
  try {
    if (timer.key === TIMEOUT_TIMER) return await fireTimeout(runtime, timer, token)
    if (timer.key === ROUTE_TIMER) return await fireRoute(runtime, timer, token)
    return leftToOthers(`this node does not know the timer ${timer.key}`)
  } catch (error) {
    return failed(runtime, timer, attempts, error)
  }
}

async function fireTimeout(runtime: Runtime, timer: TimerRecord, token: string): Promise<Outcome | null> {
  const { tenant, ticketId, key, epoch } = timer
  const { events } = await runCommand(runtime, {
    tenant,
    ticketId,
    actor: SYSTEM_ACTOR,
    command: send,
    input: { type: timer.data['send'] as string },
    cause: { kind: 'timer', id: key },
    settles: { ticketId, key, epoch, token },
    wanted: (ticket) => ticket.stateVersion === epoch,
  })
  return events.length > 0 ? null : { kind: 'done' }
}

async function fireRoute(runtime: Runtime, timer: TimerRecord, token: string): Promise<Outcome | null> {
  const { tenant, ticketId, key, epoch } = timer
  if (runtime.model.routing === null) {
    return leftToOthers('this node has no routing policy')
  }
  const { ticket, result, events } = await routeTicket(runtime, { tenant, ticketId }, { ticketId, key, epoch, token })
  if (result.agent !== undefined) return null
  if (ticket.assignee !== null || (ticket.phase !== 'open' && ticket.phase !== 'waiting')) return { kind: 'done' }
  // Nobody can take it now. The first event that says so has set the timer again; the same answer later writes nothing.
  return events.length > 0 ? null : { kind: 'wait', delayMs: ROUTE_AGAIN_MS, error: null }
}

function failed(runtime: Runtime, timer: TimerRecord, attempts: number, error: unknown): Outcome | null {
  if (DocketError.is(error, 'LEASE_LOST')) return null
  if (DocketError.is(error, 'NOT_FOUND')) return { kind: 'done' }
  if (DocketError.is(error, 'DEFINITION_UNKNOWN') || DocketError.is(error, 'STATE_UNKNOWN')) {
    return leftToOthers(errorText(error))
  }
  return failedAttempt(runtime, `timer ${timer.key} of ticket ${timer.ticketId}`, attempts, error)
}
