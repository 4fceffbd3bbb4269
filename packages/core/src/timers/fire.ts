import { DocketError } from '../kernel/error.js'
import { errorText } from '../kernel/error-text.js'
import { claimedTooOften, failedAttempt, leftToOthers } from '../runtime/claimed-work.js'
import { settleInGroups } from '../runtime/in-groups.js'
import type { Runtime } from '../runtime/runtime.js'
import { type ClaimTasks, doDue, GIVEN_BACK, type Task, ticketName } from '../runtime/task.js'
import type { LeasedTimer, Outcome, TimerSettlement } from '../store/port.js'
import type { TimerRecord } from '../store/record-types.js'
import { deliverToTarget } from './deliver-to-target.js'
import { isOfTarget, tryOf } from './target-timer.js'
import { TIMER_KINDS } from './timer-kinds.js'

/** Makes a function that claims due timers, fires one after the other, and returns how many there were. */
export function fireDue(runtime: Runtime, leaseMs: number): (limit: number) => Promise<number> {
  return doDue(claimTimers(runtime, leaseMs), 'inTurn')
}

/** Makes the claims of due timers; those that their commits do not settle share the statements that do. */
export function claimTimers(runtime: Runtime, leaseMs: number): ClaimTasks {
  const settle = settleInGroups((group: readonly TimerSettlement[]) => runtime.store.settleTimers(group))
  return async (limit) => {
    const began = runtime.clock.now()
    const token = runtime.ids.next(began)
    const claimed = await runtime.store.claimTimers({ limit, leaseMs, token })
    return claimed.map((leased): Task => {
      const { timer, attempts } = leased
      const { tenant, ticketId, key } = timer
      const common = { attempts, settle: (outcome: Outcome) => settle({ tenant, ticketId, key, token, outcome }) }
      if (!isOfTarget(timer)) {
        const run = async () => claimedTooOften(attempts) ?? fire(runtime, timer, attempts, token)
        return { ...common, ticket: ticketName(tenant, ticketId), run }
      }
      const leftMs = () => began + leaseMs - runtime.clock.now()
      return { ...common, ...besides(runtime, leased, token, leaseMs, leftMs) }
    })
  }
}

/** What delivers a message to a target: beside all else, and in no order with anything of the ticket. */
function besides(
  runtime: Runtime,
  leased: LeasedTimer,
  token: string,
  leaseMs: number,
  leftMs: () => number,
): Pick<Task, 'ticket' | 'aside' | 'run'> {
  const { timer, attempts } = leased
  const { tenant, ticketId, key, dueAt } = timer
  const { message, target } = tryOf(timer)
  // What has waited long waits longer, so that a long line of it is not claimed over and over.
  const behind = Math.floor((runtime.clock.now() - dueAt) / 4)
  const delayMs = Math.min(MOST_CROWDED_MS, Math.max(LEAST_CROWDED_MS, behind))
  return {
    ticket: ticketName(tenant, `${ticketId} ${key}`),
    aside: { lane: JSON.stringify([tenant, message.effect, target]), crowded: { kind: 'wait', delayMs, error: null } },
    async run() {
      const left = leftMs()
      // Too little to wait for an answer in, and to say so before another worker begins.
      if (left < leaseMs / 2) return GIVEN_BACK
      try {
        return await deliverToTarget(runtime, leased, token, (left * 5) / 6)
      } catch (error) {
        return failed(runtime, timer, attempts, error)
      }
    },
  }
}

const LEAST_CROWDED_MS = 250
const MOST_CROWDED_MS = 60_000

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
