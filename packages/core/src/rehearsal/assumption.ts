import type { Instant } from '../kernel/clock.js'
import type { TicketView } from '../store/record-types.js'

/** What is known of the work on a ticket when it is given to somebody in a rehearsal. */
export interface RehearsedWork {
  /** The ticket at that instant. */
  readonly ticket: TicketView
  /** Who gets it now, and who first got it in history. */
  readonly agent: string
  readonly agentBefore: string
  /** When it is given now, and when it first was in history, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: Instant
  readonly atBefore: Instant
}

/**
 * What cannot be known: how the work on a ticket goes when somebody else gets it, or at another time. Replaceable, and
 * named in the report.
 */
export interface WorkAssumption {
  /** A sentence for the report. */
  readonly text: string
  /** By how many milliseconds everything that followed the first assignment in history comes later; negative for earlier. */
  readonly delay: (work: RehearsedWork) => number
}

/** Work takes as long as it did: all that followed the first assignment follows the new one at the same distance. */
export const SAME_WORK: WorkAssumption = {
  text: 'All that followed the first assignment of a ticket follows its assignment here at the same distance, whoever has it.',
  delay: ({ at, atBefore }) => at - atBefore,
}
