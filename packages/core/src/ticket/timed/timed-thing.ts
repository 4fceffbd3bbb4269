import type { Instant } from '../../kernel/clock.js'
import type { JsonObject } from '../../kernel/json.js'
import type { TicketRecord } from '../../store/record-types.js'
import type { CommandContext } from '../command.js'
import type { TicketDraft } from '../draft.js'

/** What is at hand to reckon when something comes due; no clock is. */
export type Reckoning = Pick<CommandContext, 'model' | 'find'>

/** What was looked at already, and changed nothing. */
export interface Look {
  /** Up to when. */
  readonly after: Instant
  /** The next look is worth it from then on. */
  readonly notBefore: Instant
}

/**
 * Something that comes due on a ticket by itself. Whoever touches the ticket takes it at its own instant, and where nobody
 * does, its timer: so a log does not depend on who looked first.
 */
export interface TimedThing {
  /** The key of its timer. */
  readonly key: string
  /** When it is next due; null for never. Follows from the ticket and the definitions alone. */
  readonly nextAt: (ticket: TicketRecord, reckoning: Reckoning, look?: Look) => Instant | null
  /** Does what is due at that instant. */
  readonly take: (draft: TicketDraft, context: CommandContext, at: Instant) => void
  /** False where it is done without being taken; it is, if left out. */
  readonly isTaken?: (reckoning: Reckoning) => boolean
  /** How its timer is kept. */
  readonly timer: TimerUse
}

/** How the timer of a timed thing is kept, besides that it is set to the next instant. */
export interface TimerUse {
  /** It is set and fired in a way of its own. */
  readonly own?: true
  /** What an import tells moves it too. */
  readonly heedsImports?: true
  /** What it carries. */
  readonly data?: (ticket: TicketRecord, reckoning: Reckoning) => JsonObject
  /** Whether the timer may not be there although the ticket had an instant for it before. */
  readonly mayBeUnset?: (before: TicketRecord, reckoning: Reckoning) => boolean
  /** The ticket says for when it is set, so that a node with other definitions sees that it is not, or later than due. */
  readonly noted?: {
    readonly read: (ticket: TicketRecord) => Instant | null
    readonly write: (draft: TicketDraft, at: Instant | null) => void
  }
  /** One that lies ahead is neither set later nor cancelled: another node may have set it, for what this one does not know. */
  readonly isLeft?: true
  /** Whether this node knows what a timer was set for; others may, if not. */
  readonly isKnown?: (data: JsonObject, reckoning: Reckoning) => boolean
}

/** So long nodes that know different rules and things of time may be about side by side, in milliseconds. */
export const ROLL_OUT_MS = 24 * 3_600_000
