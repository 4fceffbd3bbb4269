import type { DeskOptions, EffectMessage } from '@docket/core'
import type { Company } from '../company-desk.js'

type Effect = Company['effect']

/** What left the desk: the same id in each attempt. */
export interface Sent {
  readonly effect: Effect
  readonly id: string
  readonly ticketId: string
  readonly at: number
  readonly attempt: number
  /** What the other system said; null when it took it. */
  readonly refusedBecause: string | null
}

/** The systems around the desk, as far as the story needs them: a bank, a supplier, a CRM. */
export interface Outside {
  readonly effects: Required<DeskOptions<Company>>['effects']
  /** Everything that reached them, in order. */
  readonly sent: Sent[]
  /** Lets the next `times` calls of an effect fail, and why; `Infinity` until it is called again. */
  fail(effect: Effect, times: number, why?: string): void
  /** What the system took about a ticket; it answers under the same id. */
  taken(effect: Effect, ticketId: string): Sent
}

/** Opens systems that work. */
export function outside(now: () => number): Outside {
  const sent: Sent[] = []
  const failing: Record<Effect, number> = { refund: 0, sparePart: 0, crm: 0 }
  const reasons = new Map<Effect, string>()
  const receive = (effect: Effect) => (message: EffectMessage) => {
    const refusedBecause = failing[effect] === 0 ? null : (reasons.get(effect) ?? `${effect} does not answer`)
    const { id, ticketId, attempt } = message
    sent.push({ effect, id, ticketId, at: now(), attempt, refusedBecause })
    if (refusedBecause === null) return
    failing[effect] -= 1
    throw new Error(refusedBecause)
  }
  return {
    sent,
    effects: { refund: receive('refund'), sparePart: receive('sparePart'), crm: receive('crm') },
    fail(effect, times, why) {
      failing[effect] = times
      if (why !== undefined) reasons.set(effect, why)
    },
    taken(effect, ticketId) {
      const found = sent.find(
        (one) => one.effect === effect && one.ticketId === ticketId && one.refusedBecause === null,
      )
      if (!found) throw new Error(`${effect} has not taken anything about ${ticketId}`)
      return found
    },
  }
}
