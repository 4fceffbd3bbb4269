import { DocketError } from '../kernel/error.js'
import { errorText } from '../kernel/error-text.js'
import { claimedTooOften, failedAttempt, leftToOthers } from '../runtime/claimed-work.js'
import { settleInGroups } from '../runtime/in-groups.js'
import type { Runtime } from '../runtime/runtime.js'
import { type ClaimTasks, doDue, ticketName } from '../runtime/task.js'
import type { Outcome, TimerSettlement } from '../store/port.js'
import type { TimerRecord } from '../store/record-types.js'
import { TIMER_KINDS } from './timer-kinds.js'

/** Makes a function that claims due timers, fires one after the other, and returns how many there were. */
export function fireDue(runtime: Runtime, leaseMs: number): (limit: number) => Promise<number> {
  return doDue(claimTimers(runtime, leaseMs), 'inTurn')
}

/** Makes the claims of due timers; those that their commits do not settle share the statements that do. */
export function claimTimers(runtime: Runtime, leaseMs: number): ClaimTasks {
  const settle = settleInGroups((group: readonly TimerSettlement[]) => runtime.store.settleTimers(group))
  return async (limit) => {
    const token = runtime.ids.next(runtime.clock.now())
    const claimed = await runtime.store.claimTimers({ limit, leaseMs, token })
    return claimed.map(({ timer, attempts }) => {
      const { tenant, ticketId, key } = timer
      return {
        ticket: ticketName(tenant, ticketId),
        attempts,
        run: async () => claimedTooOften(attempts) ?? fire(runtime, timer, attempts, token),
        settle: (outcome) => settle({ tenant, ticketId, key, token, outcome }),
      }
    })
  }
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
