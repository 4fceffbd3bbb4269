import type { Json, JsonObject } from '../kernel/json.js'
import type { EventRecord } from '../store/record-types.js'
import type { EventTest } from './condition-types.js'

type Fact = keyof EventTest

const MOVES = ['ticket.transitioned', 'ticket.overridden', 'ticket.migrated'] as const

/** The events that tell each fact. */
export const CARRIERS: { readonly [Name in Fact]: readonly string[] } = {
  visibility: ['message.added'],
  from: MOVES,
  to: MOVES,
  added: ['ticket.tagged'],
  removed: ['ticket.tagged'],
  changed: ['ticket.updated'],
}

/** A fact of the event that set a rule off, or a list of which each is one; null where it does not tell of it, as for what time set off. */
export function readEvent(fact: Fact, event: EventRecord | undefined): Json {
  if (event === undefined || !CARRIERS[fact].includes(event.type)) return null
  if (fact === 'changed') return changedFields(event.data)
  const value = event.data[fact]
  if (Array.isArray(value)) return value
  // A migration names the workflow and its version too.
  return typeof value === 'object' && value !== null
    ? ((value as { readonly state?: Json }).state ?? null)
    : (value ?? null)
}

function changedFields({ fields, removed }: JsonObject): readonly string[] {
  return [...Object.keys((fields ?? {}) as JsonObject), ...((removed ?? []) as readonly string[])]
}
