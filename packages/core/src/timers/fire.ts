import { DocketError } from '../kernel/error.js'
import { errorText } from '../kernel/error-text.js'
import { bySuspicion, claimedTooOften, failedAttempt, leftToOthers } from '../runtime/claimed-work.js'
import type { Runtime } from '../runtime/runtime.js'
import type { LeasedTimer, Outcome, TimerSettlement } from '../store/port.js'
import type { TimerRecord } from '../store/record-types.js'
import { TIMER_KINDS } from './timer-kinds.js'

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
    const fireKind = TIMER_KINDS.get(timer.key)
    return fireKind
      ? await fireKind(runtime, timer, token)
      : leftToOthers(`this node does not know the timer ${timer.key}`)
  } catch (error) {
    return failed(runtime, timer, attempts, error)
  }
}

function failed(runtime: Runtime, timer: TimerRecord, attempts: number, error: unknown): Outcome | null {
  if (DocketError.is(error, 'LEASE_LOST')) return null
  if (DocketError.is(error, 'NOT_FOUND')) return { kind: 'done' }
  if (DocketError.is(error, 'DEFINITION_UNKNOWN') || DocketError.is(error, 'STATE_UNKNOWN')) {
    return leftToOthers(errorText(error))
  }
  return failedAttempt(runtime, `timer ${timer.key} of ticket ${timer.ticketId}`, attempts, error)
}
