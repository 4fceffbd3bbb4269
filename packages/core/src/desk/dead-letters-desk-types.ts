import type { DeadLetterReference } from '../store/commit-types.js'
import type { DeadLetter } from '../store/port.js'

/** What could not be done, and how it is tried again. */
export interface DeadLettersDesk {
  /** What was given up after every attempt failed: timers and effects, at most 1,000. For leads and admins. */
  deadLetters(): Promise<readonly DeadLetter[]>
  /**
   * Has what was given up tried again, as if for the first time: under the same id, so that a receiver that had it knows
   * it, and before whatever its ticket sends later. What is not given up (any more) is passed over. Returns how many there were.
   * For leads and admins; each ticket's history says who asked for it.
   *
   * @param letters - entries of `deadLetters()`, at most 1,000; only `kind`, `ticketId` and `id` of each are looked at
   */
  retryDeadLetters(letters: readonly DeadLetterReference[]): Promise<number>
}
