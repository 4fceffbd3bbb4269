import type { Recipient } from './action-types.js'

/** Who is told something, and as what. */
export interface Telling {
  readonly to: readonly Recipient[]
  /** Null for people who hear of it in another way, so that they are not told again. */
  readonly kind: string | null
}

/** Tells people of an event, each person once: whoever is meant by several tellings is told the first of them. */
export interface Reminder {
  readonly action: 'remind'
  readonly tellings: readonly Telling[]
  /** Who did it and needs no telling, by the id at the desk; null when it was nobody of the desk. */
  readonly except: string | null
}
