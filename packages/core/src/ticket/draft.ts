import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import type { Json, JsonObject } from '../kernel/json.js'
import type { AttachmentLink, DeadLetterReference } from '../store/commit-types.js'
import type {
  ActorReference,
  ContentRecord,
  EventCause,
  EventRecord,
  MessageRecord,
  TicketRecord,
} from '../store/record-types.js'
import type { EventDraft, TicketEvent } from './event-types.js'
import { evolve } from './evolve.js'
import { voidedBy } from './void-approvals.js'

/** Who acts, when, and why: written on every event of a command. */
export interface Stamp {
  /** When it happened; for imports, long before `now`. */
  readonly at: Instant
  /** When the command runs. */
  readonly now: Instant
  readonly actor: ActorReference
  readonly cause: EventCause | null
}

/**
 * One ticket while a command is decided: its record so far and what is to be written. It lives inside one decision
 * and does no I/O, so that deciding stays a pure function of what was loaded.
 */
export class TicketDraft {
  readonly events: EventRecord[] = []
  readonly messages: MessageRecord[] = []
  readonly contents: ContentRecord[] = []
  readonly attachments: AttachmentLink[] = []
  readonly revives: DeadLetterReference[] = []
  /** What went wrong in policies without harm to the command; told to the host when it is done, each once. */
  readonly failures: DocketError[] = []
  readonly tenant: string
  readonly ticketId: string
  /** The ticket as it was loaded; null for a new one. */
  readonly before: TicketRecord | null
  /** What the next events are stamped with. */
  stamp: Stamp
  /** The ticket as its promises were last brought in line with it; null for a new one. */
  kept: TicketRecord | null
  erased = false
  /** How many of its events rules have seen. */
  ruled = 0
  /** When routing, which found nobody, is to be asked again; null when it was not asked. */
  routeAgainAt: Instant | null = null
  #record: TicketRecord | null

  constructor(tenant: string, ticketId: string, before: TicketRecord | null, stamp: Stamp) {
    this.tenant = tenant
    this.ticketId = ticketId
    this.before = before
    this.kept = before
    this.stamp = stamp
    this.#record = before
  }

  /** The ticket as the events so far leave it. */
  get ticket(): TicketRecord {
    if (this.#record === null) throw new DocketError('INTERNAL', 'A command looked at a ticket before creating it.')
    return this.#record
  }

  /** The ticket so far, null while it does not exist. */
  get ticketOrNull(): TicketRecord | null {
    return this.#record
  }

  /** The number of the next event. */
  get nextSeq(): number {
    return (this.#record?.version ?? 0) + 1
  }

  /** The ticket as it would be after its first event, for policies that decide what the event says. */
  preview(event: EventDraft & { type: 'ticket.created' }, subject: string, personal: JsonObject): TicketRecord {
    return { ...evolve(null, this.#stamped(event) as unknown as TicketEvent), subject, personal, dueAt: null }
  }

  /** Appends an event and folds it in, and after it what it makes void. */
  add(event: EventDraft): void {
    const before = this.#record
    this.#append(event)
    if (before === null) return
    for (const data of voidedBy(before, event)) this.#append({ type: 'approval.voided', data })
  }

  #append(event: EventDraft): void {
    const record = this.#stamped(event)
    this.events.push(record)
    const view = evolve(this.#record, record as unknown as TicketEvent)
    // A fold keeps what else a record holds: its content, which no event tells of.
    this.#record =
      this.#record === null ? { ...view, subject: null, personal: {}, dueAt: null } : (view as TicketRecord)
  }

  /** Gives a new ticket its content, after its first event. */
  begin(subject: string, personal: JsonObject): void {
    this.#record = { ...this.ticket, subject, personal }
  }

  /** Replaces the subject and personal fields, keeping earlier values for "the ticket as of an instant". */
  replaceContent(change: { readonly subject?: string; readonly personal?: JsonObject }): Record<string, number> {
    const ticket = this.ticket
    const revisions: Record<string, number> = {}
    const supersede = (name: string, value: Json) => {
      const revision = ticket.revisions[name] ?? 0
      revisions[name] = revision + 1
      if (revision > 0) this.contents.push({ tenant: this.tenant, ticketId: this.ticketId, name, revision, value })
    }
    if (change.subject !== undefined) supersede('subject', ticket.subject)
    for (const name of Object.keys(change.personal ?? {})) supersede(`field:${name}`, ticket.personal[name] ?? null)
    this.#record = {
      ...ticket,
      subject: change.subject ?? ticket.subject,
      personal: { ...ticket.personal, ...change.personal },
    }
    return revisions
  }

  #stamped(event: EventDraft): EventRecord {
    return {
      tenant: this.tenant,
      ticketId: this.ticketId,
      seq: this.nextSeq,
      type: event.type,
      occurredAt: this.stamp.at,
      recordedAt: this.stamp.now,
      actor: this.stamp.actor,
      cause: this.stamp.cause,
      data: event.data as unknown as JsonObject,
    }
  }

  /** Notes that a policy failed. */
  fail(error: DocketError): void {
    if (!this.failures.some(({ message }) => message === error.message)) this.failures.push(error)
  }

  /** Notes when the next promise breaks, null for none; reckoned, so that no event tells of it. */
  setDueAt(dueAt: Instant | null): void {
    if (this.ticket.dueAt !== dueAt) this.#record = { ...this.ticket, dueAt }
  }

  /** Notes for when the timer of its rules of time is set, null for never; no event tells of it. */
  setRuleTimerAt(at: Instant | null): void {
    const { ruleTimerAt: _, ...rest } = this.ticket
    this.#record = at === null ? rest : { ...rest, ruleTimerAt: at }
  }

  /** Overwrites the content with nulls. */
  erase(): void {
    const personal = Object.fromEntries(Object.keys(this.ticket.personal).map((name) => [name, null]))
    this.#record = { ...this.ticket, subject: null, personal }
    this.erased = true
  }
}
