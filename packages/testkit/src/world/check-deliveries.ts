import type { DeadLetter, EventRecord } from '@docket/core/store'

/** One arrival of an effect at its receiver, duplicates included, in order of arrival. */
export interface Delivery {
  readonly tenant: string
  readonly ticketId: string
  readonly effect: string
  /** The outbox message's id. */
  readonly id: string
  /** The event that caused it. */
  readonly seq: number
}

/** What arrived. */
export interface DeliveryReport {
  readonly problems: readonly string[]
  /** Arrivals, duplicates included. */
  readonly arrived: number
  /** Arrivals of an id that had arrived before. */
  readonly duplicates: number
}

const effectKey = (ticketId: string, seq: number, effect: string) => JSON.stringify([ticketId, seq, effect])

/**
 * Compares what arrived with the logs of one tenant: each effect of each event arrived under exactly one id, nothing
 * arrived of an event that is not there, and what is of one ticket arrived in the order of its events.
 *
 * @param effectsOf - the effects that an event causes
 */
export function checkDeliveries(
  events: readonly EventRecord[],
  effectsOf: (event: EventRecord) => readonly string[],
  arrived: readonly Delivery[],
  deadLetters: readonly DeadLetter[],
): DeliveryReport {
  const problems: string[] = []
  const idOf = new Map<string, string>()
  const seen = new Set<string>()
  const latest = new Map<string, number>()
  for (const { ticketId, seq, effect, id } of arrived) {
    const key = effectKey(ticketId, seq, effect)
    const first = idOf.get(key)
    if (first !== undefined && first !== id)
      problems.push(`${effect} of ${ticketId}/${seq} arrived as ${first} and ${id}`)
    idOf.set(key, id)
    if (seen.has(id)) continue
    seen.add(id)
    const before = latest.get(ticketId) ?? 0
    if (seq < before) problems.push(`${effect} of ${ticketId}/${seq} arrived after that of event ${before}`)
    latest.set(ticketId, seq)
  }
  const dead = new Set(deadLetters.map((letter) => letter.ticketId))
  for (const event of events) {
    for (const effect of effectsOf(event)) {
      const key = effectKey(event.ticketId, event.seq, effect)
      if (!idOf.delete(key) && !dead.has(event.ticketId))
        problems.push(`${effect} of ${event.ticketId}/${event.seq} never arrived`)
    }
  }
  for (const key of idOf.keys()) problems.push(`${key} arrived, but there is no such event`)
  return { problems, arrived: arrived.length, duplicates: arrived.length - seen.size }
}
