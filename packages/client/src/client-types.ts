import type { ActorDesk, Attachment, DeskShape, InboxItem, ListInput, Page, Ticket } from '@docket/core'
import type { OwnCommandName } from './commands.js'
import type { DeskMeta, ShownSuggestion, SuggestionOptions } from './desk-meta.js'
import type { Draft } from './drafts.js'
import type { Observer } from './observer.js'
import type { Outbox } from './outbox-types.js'
import type { ShownTimeline, ThreadMessage } from './shown.js'
import type { ClientStorage } from './storage.js'
import type { Tabs } from './tabs.js'
import type { SetTimer } from './timers.js'
import type { Transport } from './transport.js'
import type { Wire } from './wire.js'

/** A method of the desk as it is over HTTP. */
export type OverHttp<Method> = Method extends (...given: infer Given) => Promise<infer Answer>
  ? (...given: Given) => Promise<Wire<Answer>>
  : never

/**
 * Commands, named as the desk's methods. Each is kept until it is answered, sent again while nobody answers, and takes
 * effect once by its key. Rejects with a {@link ClientError} when the desk refuses.
 */
export type ClientCommands<Shape extends DeskShape, Name extends keyof ActorDesk<Shape>> = {
  readonly [Own in Name]: OverHttp<ActorDesk<Shape>[Own]>
}

/** A file to upload. */
export interface UploadBytes {
  readonly name: string
  /** The media type, such as `image/png`. */
  readonly type: string
  readonly bytes: Uint8Array
}

/** A file as a browser gives it: a `File`. Where its type is not known, it is uploaded as `application/octet-stream`. */
export interface UploadFile {
  readonly name: string
  readonly type: string
  /** Its bytes. */
  arrayBuffer(): Promise<ArrayBuffer>
}

/** How a client is made. */
export interface ClientOptions {
  /** Where the desk's handler is mounted, such as `/api/support` in a browser. */
  readonly baseUrl: string
  /**
   * The id of the actor who uses it, such as the customer's. What is kept in the browser (drafts, what is still to be sent) and shared by
   * its tabs is kept apart for each, and the desk refuses a command while somebody else is signed in, so that nobody sends
   * the words of whoever was there before. Commands wait for ever if it is not the id by which `authenticate` knows them.
   * Null for a visitor, of whom only the token says who it is: then commands name nobody.
   */
  readonly user: string | null
  /** A token for `Authorization: Bearer`; asked again, once, when the desk refuses it. For cookies, leave it out. */
  readonly token?: () => string | Promise<string>
  /** How requests travel; by `fetch` if left out. */
  readonly transport?: Transport
  /** What survives a reload is kept here; `localStorage` if left out, null for nothing. */
  readonly storage?: ClientStorage | null
  /** What the tabs of a browser share; its own locks and channels if left out, null for nothing. */
  readonly tabs?: Tabs | null
  /** How often a command is sent while nobody answers; endlessly if left out. */
  readonly attempts?: number
  /** Sets timers; `setTimeout` if left out. */
  readonly setTimer?: SetTimer
}

/** What requesters do at a desk over HTTP, typed by its definition. Instants are texts. */
export interface Client<Shape extends DeskShape = DeskShape> extends ClientCommands<Shape, OwnCommandName> {
  /** Begins a ticket. */
  readonly create: OverHttp<ActorDesk<Shape>['create']>
  /** Changes subject and fields; a right that requesters do not have by default. */
  readonly update: OverHttp<ActorDesk<Shape>['update']>
  /** Writes a message. */
  readonly reply: OverHttp<ActorDesk<Shape>['reply']>
  /** Puts an uploaded file on a ticket. */
  readonly attach: OverHttp<ActorDesk<Shape>['attach']>
  /** Sends an event of the workflow. */
  readonly send: OverHttp<ActorDesk<Shape>['send']>
  /** Rates how a ticket was solved. */
  readonly rate: OverHttp<ActorDesk<Shape>['rate']>
  /** Urges the desk, as often as it allows. */
  readonly nudge: OverHttp<ActorDesk<Shape>['nudge']>
  /** A ticket, kept up to date. */
  ticket(id: string): Observer<Wire<Ticket<Shape>>>
  /** A ticket's messages, oldest first, kept up to date; what is on its way comes last. Up to 5,000. */
  thread(id: string): Observer<readonly ThreadMessage[]>
  /** What one may know of a ticket's past: states, who had it, how expected times moved; kept up to date as the thread. */
  timeline(id: string): Observer<ShownTimeline>
  /** A page of tickets, kept up to date. */
  list(query?: ListInput<Shape>): Observer<Wire<Page<Ticket<Shape>, string>>>
  /** The ticket; with `at`, as it was at that instant. */
  get(ticketId: string, options?: { readonly at?: Date }): Promise<Wire<Ticket<Shape>>>
  /** The events that the ticket's state has, and for each why it cannot be sent now. */
  events: OverHttp<ActorDesk<Shape>['events']>
  /** Workflows, categories, forms, priorities, languages and limits, as whoever asks may know of them. */
  meta(options?: { readonly locale?: string }): Promise<DeskMeta<Shape>>
  /** What may answer what somebody is typing, up to 200 characters; none where the handler has nothing that suggests. */
  suggestions(text: string, options?: SuggestionOptions): Promise<readonly ShownSuggestion[]>
  /**
   * Says that a suggestion solved it, so that nothing is sent. Kept and sent as commands are, once by its key; rejects where
   * there is no such article, or nobody counts.
   */
  deflect(
    articleId: string,
    input?: { readonly text?: string; readonly locale?: string },
    options?: { readonly idempotencyKey?: string },
  ): Promise<{ readonly id: string }>
  /** What whoever uses it was notified of and has not read, the latest first, up to 100; kept up to date. */
  notices(): Observer<Wire<Page<InboxItem, string>>>
  /** Marks notices as read; gives how many were not before. Sent once. */
  markRead(ids: readonly string[]): Promise<number>
  /**
   * Uploads a file, once: it has no key, so that it is not sent again by itself. With `via`, the file travels your way, as by
   * `XMLHttpRequest`, which tells how far it is: `via` is given the request without a body, and again when the token was refused.
   */
  upload(file: UploadBytes | UploadFile, via?: Transport['request']): Promise<Wire<Attachment>>
  /** A path on the desk's host that gives the bytes of one file to whoever has it, for five minutes. */
  downloadLink(attachmentId: string): Promise<{ readonly path: string; readonly expiresAt: string }>
  /** What somebody is about to write, by a name of yours, such as the ticket's id. */
  draft(name: string): Draft
  /** What waits to be sent. */
  readonly outbox: Outbox
  /** Tries at once what waits for the network. Browsers say so by themselves. */
  wake(): void
  /** Ends it. What waits is kept, and sent by the next client of the same user. */
  close(): void
}
