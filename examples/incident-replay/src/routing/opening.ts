import { NOBODY } from '../commands.js'
import type { LogRow } from '../log/log-row.js'

/** What is known of an incident when it is opened. What is not is null. */
export interface Opening {
  /** In milliseconds since 1970-01-01T00:00:00Z. */
  readonly openedAt: number
  readonly caller: string
  readonly openedBy: string | null
  readonly enteredBy: string | null
  readonly category: string | null
  readonly subcategory: string | null
  readonly symptom: string | null
  readonly location: string | null
  readonly impact: number | null
  readonly urgency: number | null
}

/**
 * What an incident's first row says that was known when it was opened. Of a row that was changed before it got into the
 * log, that is only what never changes: who called, who opened and entered it, and when.
 */
export function openingOf(row: LogRow): Opening {
  const { openedBy, enteredBy, changes } = row
  const caller = row.caller ?? NOBODY
  const { category, subcategory, symptom, location, impact, urgency } = changes === 0 ? row : NOTHING
  const openedAt = row.openedAt ?? row.updatedAt
  return { openedAt, caller, openedBy, enteredBy, category, subcategory, symptom, location, impact, urgency }
}

const NOTHING = {
  category: null,
  subcategory: null,
  symptom: null,
  location: null,
  impact: null,
  urgency: null,
}

/** The features by which a team is learnt. That something is not known is one too. */
export function featuresOf({ openedAt, ...known }: Opening): string[] {
  const opened = new Date(openedAt)
  const weekend = opened.getUTCDay() % 6 === 0
  const hour = opened.getUTCHours()
  const time = weekend ? 'weekend' : hour < 8 ? 'early' : hour < 18 ? 'day' : 'late'
  return [...Object.entries(known).map(([name, value]) => `${name}:${value ?? '?'}`), `time:${time}`]
}
