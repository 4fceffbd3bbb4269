import { DocketError } from '../kernel/error.js'
import { errorText } from '../kernel/error-text.js'
import { within } from '../kernel/system.js'
import { claimedTooOften, failedAttempt, tellLeads, unknownHere } from '../runtime/claimed-work.js'
import type { EffectMessage } from '../runtime/effect-types.js'
import { settleInGroups } from '../runtime/in-groups.js'
import type { Runtime } from '../runtime/runtime.js'
import { type ClaimTasks, doDue, GIVEN_BACK, ticketName } from '../runtime/task.js'
import type { LeasedMessage, OutboxSettlement, Outcome } from '../store/port.js'
import { OWN_EFFECTS } from './own-effects.js'
import { setTargets } from './set-targets.js'

/** A settlement with the effect that it is of. */
interface Delivered extends OutboxSettlement {
  readonly effect: string
}

/** Makes a function that claims due messages, hands each to its handler, settles it, and returns how many there were. */
export function deliverDue(runtime: Runtime, leaseMs: number): (limit: number) => Promise<number> {
  return doDue(claimMessages(runtime, leaseMs), 'atOnce')
}

/** Makes the claims of due messages, which share the statements that settle them. */
export function claimMessages(runtime: Runtime, leaseMs: number): ClaimTasks {
  const { store, clock, ids } = runtime
  const settle = async (group: readonly Delivered[]) =>
    store.settleOutbox(group.map(({ tenant, id, token, outcome }) => ({ tenant, id, token, outcome })))
  const lost = (group: readonly Delivered[], count: number) => reportLost(runtime, group, count)
  const settleGrouped = settleInGroups(settle, lost)

  async function settleAlone(delivered: Delivered): Promise<void> {
    if ((await settle([delivered])) === 0) lost([delivered], 1)
  }

  return async (limit) => {
    const began = clock.now()
    const token = ids.next(began)
    // So far as this node can tell; the store alone knows.
    const leaseIsOver = () => clock.now() >= began + leaseMs
    const claimed = await store.claimOutbox({ limit, leaseMs, token })
    return claimed.map((leased) => {
      const { tenant, id, ticketId, seq, effect } = leased.message
      return {
        ticket: ticketName(tenant, ticketId),
        attempts: leased.attempts,
        // By now another worker may deliver what had to wait here for so long.
        run: async () => {
          if (leaseIsOver()) return GIVEN_BACK
          const outcome = claimedTooOften(leased.attempts) ?? (await attempt(runtime, leased, leaseMs))
          if (outcome.kind === 'dead') await tellLeads(runtime, { tenant, ticketId, id, data: { seq, effect } })
          return outcome
        },
        // Of a group the store says only how many leases were lost; so what has probably lost its own goes alone.
        settle: (outcome) => (leaseIsOver() ? settleAlone : settleGrouped)({ tenant, id, token, outcome, effect }),
      }
    })
  }
}

function reportLost(runtime: Runtime, group: readonly Delivered[], count: number): void {
  const done = group.filter(({ outcome }) => outcome.kind === 'done')
  const effects = [...new Set(done.map(({ effect }) => effect))].join(' or ')
  const message = `The effect ${effects} took longer than its lease and will be delivered again; give the worker a longer leaseMs.`
  for (let told = 0; told < Math.min(count, done.length); told += 1) {
    runtime.report(new DocketError('LEASE_LOST', message))
  }
}

/** What another node may know that this one does not. */
const ELSEWHERE = ['DEFINITION_UNKNOWN', 'STATE_UNKNOWN'] as const

async function attempt(runtime: Runtime, leased: LeasedMessage, leaseMs: number): Promise<Outcome> {
  const { message, attempts } = leased
  const what = `effect ${message.effect} of ticket ${message.ticketId}`
  try {
    const own = OWN_EFFECTS.get(message.effect)
    // One that never answers would hold up the worker, and with it every tenant.
    if (own) return await within(leaseMs, () => own(runtime, leased))
    const handler = Object.hasOwn(runtime.handlers, message.effect) ? runtime.handlers[message.effect] : undefined
    // Another node, newer or older than this one, may know it.
    if (!handler)
      return unknownHere(runtime, what, attempts, `this node has no handler for the effect ${message.effect}`)
    const { type, occurredAt, actor, data } = message.data as unknown as EffectMessage['event']
    const { id, tenant, effect, ticketId, seq } = message
    const event = { seq, type, occurredAt, actor, data }
    const told: EffectMessage = { id, tenant, effect, ticketId, event, attempt: attempts }
    if (typeof handler === 'function') await within(leaseMs, async () => handler(told))
    else await setTargets(runtime, handler, told, leaseMs)
    return { kind: 'done' }
  } catch (thrown) {
    if (ELSEWHERE.some((code) => DocketError.is(thrown, code)))
      return unknownHere(runtime, what, attempts, errorText(thrown))
    return failedAttempt(runtime, what, attempts, thrown)
  }
}
