import type { CommandOptions } from './actor-desk-types.js'
import type { ListInput, TicketFilter } from './list.js'
import type { DeskShape } from './shape-types.js'
import type { Page, Ticket } from './ticket-types.js'

/** How a search is narrowed, and which page of what it finds is given. */
export interface SearchOptions<Shape extends DeskShape = DeskShape> {
  /** What else a ticket must meet, as in `list`. */
  readonly where?: TicketFilter<Shape>
  /** 1 to 100; 20 if left out. */
  readonly limit?: number
  /** The `next` of the former page of the same search. */
  readonly after?: string | null
}

/** A ticket that was found, and by what. */
export interface FoundItem<Shape extends DeskShape = DeskShape> {
  readonly ticket: Ticket<Shape>
  /** The best part that has a word of the search: its subject, else a public message, else an internal note. */
  readonly found: 'subject' | 'message' | 'note'
}

/** What a saved view asks for: what `list` takes, apart from the page. */
export type ViewQuery<Shape extends DeskShape = DeskShape> = Pick<ListInput<Shape>, 'where' | 'sort' | 'direction'>

/** A view to save. */
export interface ViewInput<Shape extends DeskShape = DeskShape> {
  /** Up to 200 characters, one's own: others may have another view of the same id. Shared views have ids of their own. */
  readonly id: string
  /** Up to 200 characters, to be shown. */
  readonly name: string
  /** For everybody who may have views, with the right to share them. Only for oneself if left out. */
  readonly shared?: boolean
  /** All tickets, the latest first, if left out. */
  readonly query?: ViewQuery<Shape>
}

/** A saved view. */
export interface SavedView<Shape extends DeskShape = DeskShape> {
  readonly id: string
  readonly name: string
  readonly owner: { readonly type: string; readonly id: string }
  readonly shared: boolean
  readonly query: ViewQuery<Shape>
}

/** The lists that somebody saved under a name, one's own and shared ones. For agents and above. */
export interface ViewDesk<Shape extends DeskShape = DeskShape> {
  /**
   * Saves a view, or replaces one's own of the same id; its query is checked as `list` checks it. Throws
   * `COMMAND_REFUSED` with the reason `view-of-another` when somebody else shares a view of this id, `LIMIT_EXCEEDED` for
   * more than 200 of one's own or 1,000 shared ones.
   */
  save(view: ViewInput<Shape>): Promise<SavedView<Shape>>
  /** One's own and the shared ones, by name. */
  list(): Promise<readonly SavedView<Shape>[]>
  /** Removes one's own view; a shared one of others with the right to share. Throws `NOT_FOUND`. */
  remove(id: string): Promise<void>
  /**
   * A page of the view's tickets, as far as whoever asks may see them. One's own view goes before a shared one of the same
   * id. Throws `NOT_FOUND`, and what `list` throws when the desk has changed since: `QUERY_NOT_INDEXED` for a field that
   * is no longer indexed.
   */
  run(id: string, page?: Pick<ListInput<Shape>, 'limit' | 'after'>): Promise<Page<Ticket<Shape>, string>>
}

/** How one actor finds tickets. */
export interface SearchDesk<Shape extends DeskShape = DeskShape> {
  /**
   * A page of the tickets whose texts have all the words of `text`, among those that the actor may see: subjects and
   * public messages; internal notes for those who may read them. Words as they are, without regard to case; of Chinese and
   * other scripts without spaces every two neighbouring characters. Tickets with a word in their subject first, then
   * those with more messages that have one, then those that changed last.
   *
   * Throws `INVALID_INPUT` when the text has more than 500 characters or no word at all, `CURSOR_INVALID`, and what `list`
   * throws for its filters. Of a long text the first 20 words count.
   */
  search(text: string, options?: SearchOptions<Shape>): Promise<Page<FoundItem<Shape>, string>>
  /**
   * Puts a ticket that is over out of the lists; it is still found by `search`, and by `list` that asks for archived ones.
   * A message by the requester, or a move out of its end, brings it back. For agents. Throws `COMMAND_REFUSED` with the
   * reason `not-over`.
   */
  archive(ticketId: string, options?: CommandOptions): Promise<Ticket<Shape>>
  /** Brings an archived ticket back into the lists. */
  unarchive(ticketId: string, options?: CommandOptions): Promise<Ticket<Shape>>
  /** Saved lists. */
  readonly views: ViewDesk<Shape>
}
