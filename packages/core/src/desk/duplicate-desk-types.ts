import type { Reason } from '../kernel/error.js'
import type { CommandOptions, CreateTicket } from './actor-desk-types.js'
import type { DeskShape } from './shape-types.js'
import type { Ticket } from './ticket-types.js'

/** A ticket that is likely about the same. */
export interface LikelyDuplicate<Shape extends DeskShape = DeskShape> {
  readonly ticket: Ticket<Shape>
  /** 0.4 to 0.95: how likely; at most 0.5 when one of the texts has fewer than four terms. */
  readonly confidence: number
  /**
   * What speaks for it: `similar-text` (its `similarity`, 0 to 1, and up to 5 `shared` terms), `same-requester`,
   * `same-category` (the `category`), `near-in-time` (how many `hours` apart they began).
   */
  readonly reasons: readonly Reason[]
}

/** What somebody is about to ask. */
export interface PossibleDuplicatesInput {
  readonly subject: string
  readonly body?: string
  /** Whose ticket it is to be; a requester's is its own. */
  readonly requester?: string
  readonly category?: string
}

/** How many tickets of a time were not the first of their matter. */
export interface RepeatRate {
  readonly since: Date
  readonly until: Date
  /** All that were created in the time, from `since` until before `until`. */
  readonly tickets: number
  /** Of these, how many were merged, or linked as a duplicate of another. */
  readonly duplicates: number
  /**
   * Of the others, how many came within 7 days after a ticket of the same requester in the same category was solved. Tickets
   * without a category never do.
   */
  readonly repeats: number
  /** The share of both, 0 to 1; null without tickets. */
  readonly rate: number | null
}

/** Messages that are to go on in a ticket of their own, and that ticket. */
export type SplitTicket<Shape extends DeskShape = DeskShape> = Omit<
  CreateTicket<Shape>,
  'requester' | 'body' | 'attachments' | 'external'
> & {
  /** 1 to 100 ids of the ticket's own messages or notes. */
  readonly messages: readonly string[]
}

/** What an actor has against asking the same twice, and two things at once. */
export interface DuplicateDesk<Shape extends DeskShape = DeskShape> {
  /**
   * Tickets that are likely about the same as this one, the likeliest first, at most 10, of those that the actor may read
   * and that began in the 90 days before now. Subjects and first public messages are compared. Without those that are
   * linked as its duplicates or were merged. Nothing is changed.
   */
  duplicates(ticketId: string): Promise<readonly LikelyDuplicate<Shape>[]>
  /** The same for a ticket that somebody is about to create. Throws `INVALID_INPUT`. */
  possibleDuplicates(asked: PossibleDuplicatesInput): Promise<readonly LikelyDuplicate<Shape>[]>
  /**
   * Lets a ticket go on in another; gives the ticket, which is over then. The other one gets its watchers and its promise if
   * that is older, is linked with it, and shows its messages and files. Later replies and notes to the ticket are written on
   * the other one, a reply only if both have the same requester; so are tags, and with the same requester fields and subject, for
   * those at the desk who reach both. A snooze ends (`ticket.woken`). Anything else that is done to it is refused with the reason
   * `merged`, which names the other one in `into`. For agents who reach both; nothing happens when it was done already.
   *
   * Throws `COMMAND_REFUSED` with the reason `merge-with-itself`, `merge-circle`, `merged` (one of the two was merged
   * before), `target-over`, `no-end` or, each that is open, `request-open`; `LIMIT_EXCEEDED` when the
   * other one would have more than 500 watchers, 1,000 links or 100 merged tickets.
   */
  merge(ticketId: string, target: { readonly into: string }, options?: CommandOptions): Promise<Ticket<Shape>>
  /**
   * Takes a merged ticket out again, with those that had been merged into it, and back to the state that the merge ended;
   * one that had been over stays so. It goes on where it was: stage, checks and what was approved are as they were, its promises
   * waited for the time of the merge; a time-out of its state begins anew. The link goes, as do from the other one the
   * watchers whom it brought, unless they have watched that by themselves, and what its files proved there. What was written
   * on the other one stays there, as does the older promise. For agents who reach both. Throws `COMMAND_REFUSED` with the
   * reason `not-merged`, or `target-merged` when the other one was merged further, which is to be taken out first.
   */
  unmerge(ticketId: string, options?: CommandOptions): Promise<Ticket<Shape>>
  /**
   * Lets messages of a ticket, with their files, go on in a new ticket of the same requester; gives the new one. Nothing is
   * copied: both threads show them, in the other one's each with the ticket's id, and later replies go where they are
   * written. The new one gets the watchers, a link `related`, the channel if none is given, and waits since the first public
   * one of the messages; it names the other one in `splitFrom`, and is named there in `splitInto`. For agents who may merge
   * and create; what `create` takes a right for, it takes here too.
   *
   * Throws what `create` does, and `COMMAND_REFUSED` with the reason `message-of-another-ticket` or `message-split` (in whose
   * `into` it goes on already), each with its `messageId`, `split-leaves-nothing` for all messages that it has left, or `merged`;
   * `LIMIT_EXCEEDED` for more than 100 messages of a ticket that go on in others, or 1,000 links.
   */
  split(ticketId: string, into: SplitTicket<Shape>, options?: CommandOptions): Promise<Ticket<Shape>>
  /**
   * How many tickets of a time came twice, or came again after their solution. For leads and admins, of the tickets in their
   * reach; all are read, page by page.
   */
  repeatRate(input: { readonly since: Date; readonly until: Date }): Promise<RepeatRate>
}
