import type { Sender } from './sender.js'
import type { Kept } from './storage.js'
import type { Tabs } from './tabs.js'
import type { Timers } from './timers.js'

/** What the parts of a client have in common. */
export interface ClientParts {
  /** The actor's id; null for one that only the token knows. */
  readonly user: string | null
  /** Stands before the names of all that is kept in the browser, or shared by its tabs. */
  readonly prefix: string
  readonly kept: Kept
  readonly tabs: Tabs | null
  readonly sender: Sender
  readonly timers: Timers
}
