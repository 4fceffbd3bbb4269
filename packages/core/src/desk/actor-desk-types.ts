import type { Rehearsal } from '../rehearsal/rehearsal-types.js'
import type { AgentRecord, DepartmentRecord, LinkKind, RequesterReference, TeamRecord } from '../store/record-types.js'
import type { NoteAbout } from '../ticket/about.js'
import type { TimelinePage } from '../timeline/timeline-types.js'
import type { AvailableEvent } from '../workflow/compile.js'
import type { ApprovalDesk } from './approval-desk-types.js'
import type { CategoryDesk } from './categories-desk-types.js'
import type { ClosedLoopDesk } from './closed-loop-desk-types.js'
import type { CollaborationDesk } from './collaboration-desk-types.js'
import type { DeadLettersDesk } from './dead-letters-desk-types.js'
import type { AgentInput, DepartmentInput, TeamInput } from './directory-commands.js'
import type { DuplicateDesk } from './duplicate-desk-types.js'
import type { ImportInput, ImportReport } from './import-types.js'
import type { IntakeDesk } from './intake-desk-types.js'
import type { ListInput } from './list.js'
import type { MacroDesk } from './macro-desk-types.js'
import type { MigrationDesk } from './migration-desk-types.js'
import type { RehearseInput } from './rehearse-types.js'
import type { RulesDesk } from './rules-desk-types.js'
import type { SearchDesk } from './search-desk-types.js'
import type { DeskShape, EventOf, StateOf } from './shape-types.js'
import type { RecomputePage, RecomputeSla, SlaVerdict } from './sla-types.js'
import type { StageDesk } from './stage-desk-types.js'
import type { Attachment, Explanation, HistoryEvent, Message, Page, Ticket } from './ticket-types.js'
import type { WebhookDesk } from './webhook-desk-types.js'

/** What every command takes besides its input. */
export interface CommandOptions {
  /** The version that the caller saw; if the ticket has another by now, nothing changes (`VERSION_CONFLICT`). */
  readonly expectedVersion?: number
  /**
   * A key of the caller's, up to 200 characters: the command takes effect once, however often it is sent with the key,
   * and gives the same answer. Kept for at least 24 hours, apart for each actor and command.
   */
  readonly idempotencyKey?: string
}

/** A ticket to create. `fields` can be left out when the desk's custom fields can do without. */
export type CreateTicket<Shape extends DeskShape = DeskShape> = NewTicket<Shape> &
  (Record<never, never> extends Shape['fieldsIn']
    ? { readonly fields?: Shape['fieldsIn'] }
    : { readonly fields: Shape['fieldsIn'] })

/** A ticket to create, apart from its custom fields. */
export interface NewTicket<Shape extends DeskShape = DeskShape> {
  /** Up to 500 characters. */
  readonly subject: string
  /** Who asks. Needed unless a requester creates it, who can name nobody else. */
  readonly requester?: RequesterReference
  /** The first message, public, up to 200,000 characters. */
  readonly body?: string
  /** The desk's first workflow if left out. */
  readonly workflow?: keyof Shape['workflows'] & string
  /** `web` if left out. */
  readonly channel?: string
  readonly category?: string
  /** By hand, with the right to set priorities; the priority policy decides if left out. */
  readonly priority?: Shape['level']
  /** With the right to assign. */
  readonly team?: string
  /** With the right to tag. */
  readonly tags?: readonly string[]
  /** Ids of uploaded files; they belong to the first message. */
  readonly attachments?: readonly string[]
  /** A permanent identity of another system, unique in the tenant. */
  readonly external?: { readonly source: string; readonly id: string }
}

/** A message or note to write. */
export interface WriteMessage {
  /** Up to 200,000 characters. */
  readonly body: string
  /** The ticket's channel if left out. */
  readonly channel?: string
  readonly external?: { readonly source: string; readonly id: string }
  /** Ids of files that the actor uploaded. */
  readonly attachments?: readonly string[]
  /** Ids of agents, at most 50: each is told `message.mentioned`. For whoever may see notes; grants nothing. */
  readonly mentions?: readonly string[]
}

/** A note to write. */
export interface WriteNote extends WriteMessage {
  /**
   * The message, note or file of the ticket's thread, or the item of the present stage's checklist, that it is about; others are
   * refused (`message-unknown`, `attachment-unknown`, `item-unknown`). The log has it in `message.added`, at the note's `seq`.
   */
  readonly about?: NoteAbout
}

/** Changes of a ticket's subject and fields. */
export interface UpdateTicket<Shape extends DeskShape = DeskShape> {
  readonly subject?: string
  /** Given fields replace; null removes one. */
  readonly fields?: { readonly [Name in keyof Shape['fieldsIn']]?: Shape['fieldsIn'][Name] | null }
}

/** A file to upload. */
export interface UploadFile {
  readonly name: string
  /** The media type, such as `image/png`. */
  readonly type: string
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>
}

/** A page of a history or timeline: after a `seq`, so many (1 to 500; 100 if left out). */
export interface SequencePage {
  readonly after?: number | null
  readonly limit?: number
}

/** A page of a thread: after the `next` of the former page, so many (1 to 500; 100 if left out). */
export interface ThreadPage {
  readonly after?: number | string | null
  readonly limit?: number
}

/** A ticket whose workflow is known, so that only its events can be sent. */
export interface TicketHandle<Shape extends DeskShape, Id extends keyof Shape['workflows'] & string> {
  readonly id: string
  /** The ticket. Throws `COMMAND_REFUSED` when it is on another workflow. */
  get(): Promise<Ticket<Shape> & { readonly workflow: Id; readonly state: Shape['workflows'][Id]['state'] }>
  /** Sends an event of the workflow. Throws `COMMAND_REFUSED` when the ticket is on another workflow. */
  send(
    event: { readonly type: Shape['workflows'][Id]['event']; readonly reason?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
}

/** Who works at the desk. Changes are versioned and keep who made them. */
export interface DirectoryDesk {
  /**
   * Puts or replaces an agent. One who comes, or can hold more, is given waiting work at once; tickets of one who leaves
   * go back as the routing policy says, all of them when the agent is removed.
   */
  putAgent(agent: AgentInput): Promise<AgentRecord>
  /** Puts or replaces a team. */
  putTeam(team: TeamInput): Promise<TeamRecord>
  /** Puts or replaces a department. */
  putDepartment(department: DepartmentInput): Promise<DepartmentRecord>
  /** The agent, or null. */
  agent(id: string): Promise<AgentRecord | null>
  /** The team, or null. */
  team(id: string): Promise<TeamRecord | null>
  /** The department, or null. */
  department(id: string): Promise<DepartmentRecord | null>
  /** The agents of a team, or of the tenant, each with the sum of the weights of the active tickets that it holds. */
  agents(team?: string): Promise<readonly { readonly agent: AgentRecord; readonly load: number }[]>
  /** Every version of an entry, oldest first. */
  history(
    kind: 'agent' | 'team' | 'department',
    id: string,
  ): Promise<
    readonly {
      version: number
      changedAt: Date
      by: { type: string; id: string }
      entry: AgentRecord | TeamRecord | DepartmentRecord
    }[]
  >
}

/**
 * A desk as one actor of one tenant: the only way to tickets. Every method checks what the actor may do; a ticket that
 * the actor may not read is as if it did not exist (`NOT_FOUND`).
 *
 * Commands throw a `DocketError`: `INVALID_INPUT`, `NOT_FOUND`, `FORBIDDEN`, `VERSION_CONFLICT`, and what each names.
 */
export interface ActorDesk<Shape extends DeskShape = DeskShape>
  extends StageDesk<Shape>,
    ApprovalDesk<Shape>,
    ClosedLoopDesk<Shape>,
    CollaborationDesk<Shape>,
    IntakeDesk<Shape>,
    SearchDesk<Shape>,
    DuplicateDesk<Shape>,
    MacroDesk<Shape>,
    MigrationDesk,
    DeadLettersDesk,
    CategoryDesk {
  /**
   * Begins a ticket. Routed at once if the desk has a routing policy. Throws `COMMAND_REFUSED` with the reason
   * `category-unknown` or `category-retired`, and `INVALID_INPUT` with each field that the form of the category lacks.
   */
  create(ticket: CreateTicket<Shape>, options?: Pick<CommandOptions, 'idempotencyKey'>): Promise<Ticket<Shape>>
  /** Writes a public message. */
  reply(ticketId: string, message: WriteMessage, options?: CommandOptions): Promise<Message>
  /** Writes a note that only the desk sees. */
  note(ticketId: string, note: WriteNote, options?: CommandOptions): Promise<Message>
  /**
   * Sends an event of the ticket's workflow. The reason is kept as a note, or as a message of whoever writes no notes.
   * Throws `TRANSITION_REFUSED` with reasons when it is not allowed now: each thing that is missing is one.
   */
  send(
    ticketId: string,
    event: { readonly type: EventOf<Shape>; readonly reason?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Moves a ticket to a state by hand, whatever its workflow says; the reason is kept as a note. For leads and admins. */
  override(
    ticketId: string,
    override: { readonly state: StateOf<Shape>; readonly reason?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Gives it to an agent, a team, or an agent of a team. Throws `CAPACITY_EXCEEDED` when the agent is full. */
  assign(
    ticketId: string,
    to: { readonly agent?: string; readonly team?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /**
   * Takes it from its agent, or from whoever is asked to take it; its team keeps it. A desk with routing looks for another
   * agent at once.
   */
  unassign(ticketId: string, options?: CommandOptions): Promise<Ticket<Shape>>
  /**
   * Takes up a ticket that one was given or offered. Anything else that the assignee does to it accepts it too. Throws
   * `COMMAND_REFUSED` with the reason `not-the-assignee`, or `offer-ended` when the agent had its time.
   */
  accept(ticketId: string, options?: CommandOptions): Promise<Ticket<Shape>>
  /**
   * Does not take a ticket that one was offered: the next candidate is asked. `code` is a short reason for the log, such as
   * `busy`; `reason` is kept as a note. Throws `COMMAND_REFUSED` as `accept` does.
   */
  decline(
    ticketId: string,
    why?: { readonly code?: string; readonly reason?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /**
   * Sets numbers that priority policies look at, such as `sentiment` or `value`; null removes one. For services. Throws
   * `LIMIT_EXCEEDED` for more than 20 on a ticket.
   */
  setInputs(
    ticketId: string,
    inputs: Readonly<Record<string, number | null>>,
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Changes subject and fields; whoever does not work at the desk, those that the form of the category asks for. */
  update(ticketId: string, change: UpdateTicket<Shape>, options?: CommandOptions): Promise<Ticket<Shape>>
  /**
   * Sets the priority by hand, for good or `until` an instant, or gives it back to the policy with null. The reason is
   * kept as a note.
   */
  setPriority(
    ticketId: string,
    to:
      | { readonly priority: Shape['level']; readonly reason?: string; readonly until?: Date }
      | { readonly priority: null; readonly reason?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /**
   * Puts it into a category, or into none with null; one that was merged stands for what it was merged into. Throws
   * `COMMAND_REFUSED` with the reason `category-unknown` or `category-retired`, or with each field that is missing.
   */
  setCategory(
    ticketId: string,
    to: { readonly category: string | null },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Adds and removes tags; at most 100 on a ticket. */
  tag(
    ticketId: string,
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Lets somebody watch it: whoever is named, else the actor. */
  watch(ticketId: string, who?: { readonly watcher?: string }, options?: CommandOptions): Promise<Ticket<Shape>>
  /** Ends the watching. */
  unwatch(ticketId: string, who?: { readonly watcher?: string }, options?: CommandOptions): Promise<Ticket<Shape>>
  /**
   * Links it to another ticket; the other carries the inverse. Both change in one commit. For agents who reach both. Throws
   * `COMMAND_REFUSED` with the reason `link-to-itself`, or `link-circle` for what would be its own parent or cause, directly
   * or through others.
   */
  link(
    ticketId: string,
    to: { readonly kind: LinkKind; readonly ticketId: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Removes a link from both tickets. */
  unlink(
    ticketId: string,
    from: { readonly kind: LinkKind; readonly ticketId: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Attaches an uploaded file, once. Throws `ATTACHMENT_UNAVAILABLE` if it is not the actor's or no longer free. */
  attach(
    ticketId: string,
    file: { readonly attachmentId: string; readonly messageId?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /**
   * Overwrites what persons wrote in the ticket; its events stay. Its files can no longer be read, and the next worker or
   * `tick` removes their bytes. For admins.
   */
  erase(ticketId: string, options?: CommandOptions): Promise<Ticket<Shape>>
  /** Keeps a file's bytes, streamed; it belongs to the actor until it is attached. */
  upload(file: UploadFile): Promise<Attachment>
  /** A file's bytes, for whoever may see what it is attached to. */
  download(
    attachmentId: string,
  ): Promise<{ readonly attachment: Attachment; readonly bytes: AsyncIterable<Uint8Array> }>

  /** The ticket; with `at`, as it was at that instant (which takes the right to see its history). */
  get(ticketId: string, options?: { readonly at?: Date }): Promise<Ticket<Shape>>
  /** A page of tickets. */
  list(query?: ListInput<Shape>): Promise<Page<Ticket<Shape>, string>>
  /**
   * Messages, oldest first; notes only for those who may see them. With those of tickets that were merged into it, in order
   * of time, each with its own `ticketId`: to the desk all, to others those of the same requester. `next` is a `seq`, or a
   * text once there are several tickets; either goes on rightly after a merge. Throws `CURSOR_INVALID`.
   */
  thread(ticketId: string, page?: ThreadPage): Promise<Page<Message, number | string>>
  /**
   * What its requester may know of the ticket's past, oldest first: states, stages, who had it, and each time that an answer or
   * the solution was expected later or sooner, with why. For whoever may read it; nothing of what is internal. Times of the
   * past are reckoned from the log and are exact; one that cannot be, such as under newer rules of time zones, is left out.
   */
  timeline(ticketId: string, page?: SequencePage): Promise<TimelinePage>
  /** Events, oldest first. */
  history(ticketId: string, page?: SequencePage): Promise<Page<HistoryEvent, number>>
  /** The events that the ticket's state has, and for each why the actor cannot send it now. */
  events(ticketId: string): Promise<readonly AvailableEvent[]>
  /** Why this priority, this assignee, these dates. */
  explain(ticketId: string): Promise<Explanation>
  /** A ticket whose workflow is known to the caller. */
  ticket<Id extends keyof Shape['workflows'] & string>(
    ticketId: string,
    options: { readonly workflow: Id },
  ): TicketHandle<Shape, Id>
  /** Imports the past of tickets; what was imported is never imported again. Reports as the import goes on. */
  import(input: ImportInput<Shape>): AsyncGenerator<ImportReport, void, undefined>
  /** The verdicts on a ticket's promises in the order in which they were given, and as they were, whatever changed since. */
  verdicts(ticketId: string): Promise<readonly SlaVerdict[]>
  /**
   * Brings a change of SLA policies or calendars to open tickets, a page at a time; by default it only says what would
   * change. What a ticket refuses is in the page; the others are changed. For admins. Throws `CURSOR_INVALID`.
   */
  recomputeSla(change: RecomputeSla): Promise<RecomputePage>
  /**
   * Replays stored history under a change, without writing anything, and says what would have been late and who would have
   * got what. With other SLA policies or calendars alone, what people did stays as it was. With another routing, priority,
   * agents or shifts, the desk lives through history anew; how work goes then is an assumption, which `notes` names. For
   * leads and admins, of the tickets in their reach, at most 500,000.
   *
   * @throws DocketError `INVALID_INPUT`, `INVALID_DEFINITION` when the change is wrong, `LIMIT_EXCEEDED`; the signal's
   *   reason when it is aborted
   */
  rehearse(input: RehearseInput<Shape>): Promise<Rehearsal>
  /** What the desk's rules did, and what other rules would have done. */
  readonly rules: RulesDesk<Shape>
  /** What the actor was notified of. */
  readonly inbox: InboxDesk
  readonly directory: DirectoryDesk
  /** To whom events are sent outside. */
  readonly webhooks: WebhookDesk
}

/** A notification in the inbox. */
export interface InboxItem {
  readonly id: string
  readonly ticketId: string
  /**
   * What it is about: `sla.dueSoon`, `sla.breached`, `sla.idle`, `message.requesterWrote`, `message.colleagueWrote`,
   * `message.mentioned`, `message.written` (to watchers), `request.asked`, `request.answered`, `request.overdue`,
   * `approval.asked`, `approval.decided` (with the `approval` and its `state`), `ticket.solved`, `ticket.ended`,
   * `ticket.offered`, `ticket.unassigned`, `ticket.nudged`, `ticket.woken`, `rating.low`, `action.failed`, `effect.failed`,
   * `webhook.disabled`, or a ladder's own.
   */
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
  readonly createdAt: Date
  readonly readAt: Date | null
}

/** What one actor was notified of: as itself, as a watcher, and as everybody with its role, who share what is read. */
export interface InboxDesk {
  /** A page, the latest first. Throws `CURSOR_INVALID`. */
  list(page?: {
    readonly unreadOnly?: boolean
    readonly limit?: number
    readonly after?: string | null
  }): Promise<Page<InboxItem, string>>
  /** Marks as read; returns how many were not read before. Ids of others' notifications are passed over. */
  markRead(ids: readonly string[]): Promise<number>
}
