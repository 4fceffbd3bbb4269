import type {
  ActorDesk,
  BatchInput,
  BatchResult,
  CategoriesDesk,
  CommandOptions,
  DeskShape,
  DirectoryDesk,
  MacroOf,
  Page,
  Ticket,
  ViewDesk,
} from '@docket/core'
import type { Client, ClientCommands, OverHttp } from '../client-types.js'
import type { Wire } from '../wire.js'
import type { DeskCommandName } from './desk-commands.js'

/** Methods of a part of the desk as they are over HTTP. */
export type PartOverHttp<Part, Name extends keyof Part> = { readonly [Own in Name]: OverHttp<Part[Own]> }

/** A page of a list: behind the `next` of the former page, so many (1 to 100). */
export interface PageQuery {
  readonly after?: string | null
  readonly limit?: number
}

/** The directory as agents read it. */
export type DirectoryReads = PartOverHttp<DirectoryDesk, 'agents' | 'agent' | 'team' | 'department'>

/** The categories as agents read them. */
export type CategoryReads = PartOverHttp<CategoriesDesk, 'tree' | 'history' | 'review'>

/** What whoever uses the client was notified of. */
export type InboxOverHttp = PartOverHttp<ActorDesk['inbox'], 'list' | 'markRead'>

type ReadName = 'explain' | 'verdicts' | 'stage' | 'journey' | 'duplicates' | 'possibleDuplicates' | 'form' | 'search'

/** What agents do at a desk over HTTP, besides what requesters do. */
export interface DeskClient<Shape extends DeskShape = DeskShape>
  extends Client<Shape>,
    ClientCommands<Shape, Exclude<DeskCommandName, 'unwatch'>>,
    PartOverHttp<ActorDesk<Shape>, ReadName> {
  /** Ends the watching of whoever is named. */
  unwatch(ticketId: string, who: { readonly watcher: string }, options?: CommandOptions): Promise<Wire<Ticket<Shape>>>
  /** What happened to the ticket, oldest first. */
  history(
    ticketId: string,
    page?: PageQuery,
  ): Promise<Wire<Page<Awaited<ReturnType<ActorDesk['history']>>['items'][number], string>>>
  /** The macros of the desk. */
  macros(): Promise<readonly Wire<MacroOf<Shape>>[]>
  /**
   * Does the same to many tickets, by 200 in one request, and tells of each as soon as its 200 are done. Not kept in the
   * outbox: it is sent again a few times while nobody answers, with the same keys, so that no ticket is done twice.
   */
  batch(
    input: Omit<BatchInput<Shape>, 'signal' | 'onProgress'>,
  ): AsyncGenerator<Wire<BatchResult<Shape>>, void, undefined>
  /** Undoes results of a batch, of each ticket that nobody has changed since. Sent once. */
  undo(results: readonly Wire<BatchResult<Shape>>[]): AsyncGenerator<Wire<BatchResult<Shape>>, void, undefined>
  /** Saved lists. */
  readonly views: PartOverHttp<ViewDesk<Shape>, 'list' | 'save' | 'remove' | 'run'>
  readonly directory: DirectoryReads
  readonly categories: CategoryReads
  readonly inbox: InboxOverHttp
}
