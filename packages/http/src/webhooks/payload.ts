import type { EffectMessage } from '@docket/core'

/** Longer, and what the event holds is left out. */
const MOST_BYTES = 16_384

/** What is sent: the same text with every attempt. Ids, states and values of the event; no text by a person is in one. */
export function payloadOf({ tenant, ticketId, event }: EffectMessage): string {
  const { seq, type, occurredAt, actor, data } = event
  const timestamp = new Date(occurredAt).toISOString()
  const known = { tenant, ticketId, sequence: seq, actor: { type: actor.type, id: actor.id } }
  const whole = JSON.stringify({ type, timestamp, data: { ...known, event: data } })
  if (Buffer.byteLength(whole) <= MOST_BYTES) return whole
  return JSON.stringify({ type, timestamp, data: { ...known, truncated: true } })
}
