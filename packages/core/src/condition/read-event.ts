import type { Json } from '../kernel/json.js'
import type { EventRecord } from '../store/record-types.js'
import type { EventTest } from './condition-types.js'

type Fact = keyof EventTest

const MOVES = ['ticket.transitioned', 'ticket.overridden', 'ticket.migrated'] as const

/** The events that tell each fact. */
export const CARRIERS: { readonly [Name in Fact]: readonly string[] } = {
  visibility: ['message.added'],
  from: MOVES,
  to: MOVES,
}

/** A fact of the event that set a rule off; null where it does not tell of it, as for what time set off. */
export function readEvent(fact: Fact, event: EventRecord | undefined): Json {
  if (event === undefined || !CARRIERS[fact].includes(event.type)) return null
  const value = event.data[fact]
  // A migration names the workflow and its version too.
  return typeof value === 'object' && value !== null
    ? ((value as { readonly state?: Json }).state ?? null)
    : (value ?? null)
}
