import type { Json, JsonObject } from '../kernel/json.js'
import type { EventRecord, TicketView } from '../store/record-types.js'
import { type ConditionPart, partsOf } from './compile-condition.js'
import type { EventCondition } from './condition-types.js'

/** A part of a condition that does not hold, and what was found instead. */
export interface Unmet {
  readonly code: 'condition-not-met'
  readonly part: string
  /** What the ticket has, long texts cut; null for nothing or much, left out for conditions of conditions. */
  readonly found?: Json
}

/** Compiles a condition into a function that gives the parts which do not hold; none when all do. */
export function compileUnmet(
  condition: EventCondition | null,
  defaults?: JsonObject,
): (ticket: TicketView, event?: EventRecord) => readonly Unmet[] {
  const parts: readonly ConditionPart[] = condition === null ? [] : partsOf(condition, defaults)
  return (ticket, event) => {
    const unmet: Unmet[] = []
    for (const part of parts) if (!part.fits(ticket, event)) unmet.push(unmetOf(part, ticket, event))
    return unmet
  }
}

function unmetOf({ name, found }: ConditionPart, ticket: TicketView, event?: EventRecord): Unmet {
  if (name === 'all' || name === 'any' || name === 'not') return { code: 'condition-not-met', part: name }
  return { code: 'condition-not-met', part: name, found: brief(found(ticket, event) ?? null) }
}

/** What is kept of a long value: who reads the log finds it on the ticket. */
function brief(value: Json): Json {
  if (typeof value === 'string') return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value
  return typeof value === 'object' && JSON.stringify(value).length > LONGEST ? null : value
}

const LONGEST = 200
