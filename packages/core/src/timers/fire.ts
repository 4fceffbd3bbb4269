import { routeTicket, SYSTEM_ACTOR } from '../desk/routing.js'
import { runCommand } from '../desk/run-command.js'
import type { Runtime } from '../desk/runtime.js'
import { retryDelay } from '../kernel/backoff.js'
import { DocketError } from '../kernel/error.js'
import type { LeasedTimer, Outcome } from '../store/port.js'
import type { TimerRecord } from '../store/record-types.js'
import { send } from '../ticket/commands/send.js'
import { ROUTE_AGAIN_MS, ROUTE_TIMER, TIMEOUT_TIMER } from '../ticket/consequences.js'

const MOST_ATTEMPTS = 10
const ELSEWHERE_MS = 15_000

/** Claims due timers and fires each. Returns how many were claimed. */
export async function fireDue(runtime: Runtime, limit: number, leaseMs: number): Promise<number> {
  const token = runtime.ids.next(runtime.clock.now())
  const claimed = await runtime.store.claimTimers({ limit, leaseMs, token })
  for (const leased of claimed) {
    const outcome = await fire(runtime, leased, token)
    const { tenant, ticketId, key } = leased.timer
    if (outcome) await runtime.store.settleTimers([{ tenant, ticketId, key, token, outcome }])
  }
  return claimed.length
}

/** Fires one timer; null when its commit, or somebody else, has settled it. */
async function fire(runtime: Runtime, leased: LeasedTimer, token: string): Promise<Outcome | null> {
  const { timer, attempts } = leased
  // The claim counts, so a timer that kills its process is given up too.
  if (attempts > MOST_ATTEMPTS) return { kind: 'dead', error: 'every attempt ended without an answer' }
  try {
    if (timer.key === TIMEOUT_TIMER) return await fireTimeout(runtime, timer, token)
    if (timer.key === ROUTE_TIMER) return await fireRoute(runtime, timer, token)
    return { kind: 'wait', delayMs: ELSEWHERE_MS, error: `this node does not know the timer ${timer.key}` }
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
    return { kind: 'wait', delayMs: ELSEWHERE_MS, error: 'this node has no routing policy' }
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
  const message = error instanceof Error ? error.message.slice(0, 500) : 'the firing threw'
  if (DocketError.is(error, 'DEFINITION_UNKNOWN')) return { kind: 'wait', delayMs: ELSEWHERE_MS, error: message }
  const final = DocketError.is(error) && (error.kind === 'illegal' || error.kind === 'invalid')
  if (!final && attempts < MOST_ATTEMPTS)
    return { kind: 'retry', delayMs: retryDelay(attempts, runtime.random), error: message }
  runtime.report(
    new DocketError(
      'INTERNAL',
      `The timer ${timer.key} of ticket ${timer.ticketId} was given up.`,
      {},
      { cause: error },
    ),
  )
  return { kind: 'dead', error: message }
}
