import { DocketError } from '../kernel/error.js'
import { within } from '../kernel/system.js'
import { bySuspicion, claimedTooOften, failedAttempt, leftToOthers } from '../runtime/claimed-work.js'
import type { EffectMessage } from '../runtime/effect-types.js'
import type { Runtime } from '../runtime/runtime.js'
import type { LeasedMessage, Outcome } from '../store/port.js'
import { OWN_EFFECTS } from './own-effects.js'

/** Claims due messages, hands each to its handler and settles it. Returns how many were claimed. */
export async function deliverDue(runtime: Runtime, limit: number, leaseMs: number): Promise<number> {
  const token = runtime.ids.next(runtime.clock.now())
  const claimed = await runtime.store.claimOutbox({ limit, leaseMs, token })
  const { fresh, suspect } = bySuspicion(claimed)
  // Each is settled as soon as it is done, so that one slow handler does not make others be delivered again.
  const settled = await Promise.allSettled(fresh.map((leased) => deliver(runtime, leased, token, leaseMs)))
  for (const leased of suspect) settled.push(...(await Promise.allSettled([deliver(runtime, leased, token, leaseMs)])))
  const failed = settled.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return claimed.length
}

async function deliver(runtime: Runtime, leased: LeasedMessage, token: string, leaseMs: number): Promise<void> {
  const { tenant, id } = leased.message
  const outcome = claimedTooOften(leased.attempts) ?? (await attempt(runtime, leased, leaseMs))
  const held = await runtime.store.settleOutbox([{ tenant, id, token, outcome }])
  if (held > 0 || outcome.kind !== 'done') return
  const message = `The effect ${leased.message.effect} took longer than its lease and will be delivered again; give the worker a longer leaseMs.`
  runtime.report(new DocketError('LEASE_LOST', message))
}

async function attempt(runtime: Runtime, leased: LeasedMessage, leaseMs: number): Promise<Outcome> {
  const { message, attempts } = leased
  try {
    const own = OWN_EFFECTS.get(message.effect)
    if (own) return await own(runtime, message)
    const handler = Object.hasOwn(runtime.handlers, message.effect) ? runtime.handlers[message.effect] : undefined
    // Another node, newer or older than this one, may know it.
    if (!handler) return leftToOthers(`this node has no handler for the effect ${message.effect}`)
    const { type, occurredAt, actor, data } = message.data as unknown as EffectMessage['event']
    const { id, tenant, effect, ticketId, seq } = message
    const event = { seq, type, occurredAt, actor, data }
    // One that never answers would hold up the worker, and with it every tenant.
    await within(leaseMs, async () => handler({ id, tenant, effect, ticketId, event, attempt: attempts }))
    return { kind: 'done' }
  } catch (thrown) {
    return failedAttempt(runtime, `effect ${message.effect} of ticket ${message.ticketId}`, attempts, thrown)
  }
}
