import type { ActorReference } from '../store/record-types.js'
import type { TicketEventType } from '../ticket/event-types.js'

/** What an actor may know of a change: that there is something to read, and nothing of what it holds. */
export interface ChangeNotice {
  readonly ticketId: string
  /** The version that the ticket got by it. */
  readonly version: number
  /** The type of its event; of what only the desk tells apart, the one that the actor knows. */
  readonly type: TicketEventType | (string & {})
  /** When it was recorded. */
  readonly at: Date
}

/** Something that happened to a ticket. */
export interface Change {
  /** Where it stands in the feed: reading goes on right behind it. */
  readonly position: string
  /**
   * What the actor may know of it: null for a ticket that the actor may not read now, and for what the actor could not
   * notice by reading it. The same object for all who may know the same.
   */
  for(actor: ActorReference): ChangeNotice | null
}

/** Changes that were read at once. */
export interface ChangePage {
  readonly changes: readonly Change[]
  /** Where the next page begins. */
  readonly next: string
  /** Whether there is more to read already. */
  readonly more: boolean
  /** Whether something is committed that cannot be read yet, because an older transaction is still under way. */
  readonly held: boolean
  /** True when the position is too old, or none of this desk's: what is shown must be read anew, and then from `next` on. */
  readonly behind: boolean
}

/** How much to read, and up to where. */
export interface ReadChanges {
  /** 1 to 1,000; 200 if left out. */
  readonly limit?: number
  /** A position up to which to read; the present if left out. */
  readonly until?: string
}

/**
 * The changes of a tenant's tickets, in an order in which none appears behind what was read. For those who bring them to
 * many: who may know of which is asked of each change. Positions tell of others' tickets; seal them before they leave.
 */
export interface TenantChanges {
  /** The present, from which on to read. */
  position(): Promise<string>
  /** The changes behind a position. */
  read(after: string, options?: ReadChanges): Promise<ChangePage>
  /**
   * Whether an actor may be told of any change at all.
   *
   * @throws DocketError `FORBIDDEN` when its role may read no ticket, `INVALID_INPUT` for the role of the desk itself
   */
  admit(actor: ActorReference): void
  /** Tells, as a hint, that it is worth to read; a lost one costs the time until the next. Returns the end. */
  onHint(listener: () => void): () => void
}
