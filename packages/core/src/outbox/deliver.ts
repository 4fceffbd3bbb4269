import type { Runtime } from '../desk/runtime.js'
import { retryDelay } from '../kernel/backoff.js'
import { DocketError } from '../kernel/error.js'
import type { LeasedMessage, Outcome } from '../store/port.js'
import type { EffectMessage } from './effect-types.js'

/** After so many attempts a message is given up. */
const MOST_ATTEMPTS = 10
const UNKNOWN_EFFECT_DELAY_MS = 15_000

/** Claims due messages, hands each to its handler and settles it. Returns how many were claimed. */
export async function deliverDue(runtime: Runtime, limit: number, leaseMs: number): Promise<number> {
  const token = runtime.ids.next(runtime.clock.now())
  const claimed = await runtime.store.claimOutbox({ limit, leaseMs, token })
  await Promise.all(claimed.map((leased) => deliver(runtime, leased, token)))
  return claimed.length
}

async function deliver(runtime: Runtime, leased: LeasedMessage, token: string): Promise<void> {
  const { tenant, id } = leased.message
  const outcome = await attempt(runtime, leased)
  await runtime.store.settleOutbox([{ tenant, id, token, outcome }])
}

async function attempt(runtime: Runtime, leased: LeasedMessage): Promise<Outcome> {
  const { message, attempts } = leased
  // The claim counts, so a message that kills its process is given up too.
  if (attempts > MOST_ATTEMPTS) return { kind: 'dead', error: 'every attempt ended without an answer' }
  const handler = runtime.handlers[message.effect]
  if (!handler) {
    // Another node, newer or older than this one, may know it.
    const error = `this node has no handler for the effect ${message.effect}`
    return { kind: 'wait', delayMs: UNKNOWN_EFFECT_DELAY_MS, error }
  }
  try {
    const { type, occurredAt, actor, data } = message.data as unknown as EffectMessage['event']
    const { id, tenant, effect, ticketId, seq } = message
    await handler({ id, tenant, effect, ticketId, event: { seq, type, occurredAt, actor, data }, attempt: attempts })
    return { kind: 'done' }
  } catch (thrown) {
    const error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}`.slice(0, 500) : 'the handler threw'
    if (attempts >= MOST_ATTEMPTS) {
      runtime.report(
        new DocketError(
          'INTERNAL',
          `The effect ${message.effect} was given up after ${attempts} attempts.`,
          {},
          { cause: thrown },
        ),
      )
      return { kind: 'dead', error }
    }
    return { kind: 'retry', delayMs: retryDelay(attempts, runtime.random), error }
  }
}
