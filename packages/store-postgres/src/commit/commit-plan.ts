import type {
  Commit,
  ContentRecord,
  DeadLetterReference,
  Expectation,
  ExternalReference,
  Instant,
  Json,
  JsonObject,
  MessageRecord,
  SearchRecord,
  TicketRecord,
  TimerRecord,
  TimerReference,
} from '@docket/core/store'
import { type MergedCounter, mergeCounters } from './merge-counters.js'

/** An external reference with the ticket that shall carry it. */
export interface Claimed extends ExternalReference {
  readonly ticketId: string
}

/**
 * A commit in the form that one statement can carry out. A statement sees the database as it was before it, so no row
 * may be touched by two of its parts: what a commit does to a row in several steps is brought together here.
 */
export interface CommitPlan {
  readonly commit: Commit
  /** The injected clock's instant; null when the database's clock counts. */
  readonly storeNow: Instant | null
  /** Tickets that must exist in a version. */
  readonly locked: readonly Expectation[]
  /** Tickets that must not exist and are not created. */
  readonly absent: readonly string[]
  readonly inserted: readonly TicketRecord[]
  readonly updated: readonly TicketRecord[]
  readonly ticketReferences: readonly Claimed[]
  readonly messages: readonly MessageRecord[]
  readonly messageReferences: readonly Claimed[]
  readonly contents: readonly ContentRecord[]
  readonly counters: readonly MergedCounter[]
  /** The last record of each part, of tickets whose content is not erased. */
  readonly searches: readonly SearchRecord[]
  /** Timers to remove, the one that the commit settles included, without those that are set. */
  readonly removed: readonly TimerReference[]
  readonly set: readonly TimerRecord[]
  /** Those that the commit neither sets nor removes, each once. */
  readonly revivedTimers: readonly DeadLetterReference[]
  readonly revivedMessages: readonly DeadLetterReference[]
  /** Tickets whose content is erased. */
  readonly erased: readonly string[]
  /** Those of them that the commit does not write anyway. */
  readonly erasedOnly: readonly string[]
}

/** Brings a commit into the form that one statement can carry out. */
export function planCommit(commit: Commit, storeNow: Instant | null): CommitPlan {
  const { expect, timers, settles } = commit
  const erased = new Set(commit.erasures.map(({ ticketId }) => ticketId))
  const isNew = new Set(expect.filter(({ version }) => version === 0).map(({ ticketId }) => ticketId))
  const tickets = commit.tickets.map((ticket) => (erased.has(ticket.id) ? withoutContent(ticket) : ticket))
  const written = new Set(tickets.map(({ id }) => id))
  const set = new Map(timers.set.map((timer) => [timerKey(timer), timer]))
  const removed = settles ? [...timers.cancel, settles] : timers.cancel
  const touched = new Set([...removed, ...timers.set].map(timerKey))
  const revived = [
    ...new Map(commit.revives.map((one) => [JSON.stringify([one.kind, one.ticketId, one.id]), one])).values(),
  ]
  return {
    commit,
    storeNow,
    locked: expect.filter(({ version }) => version !== 0),
    absent: [...isNew].filter((id) => !written.has(id)),
    inserted: inIdOrder(tickets.filter(({ id }) => isNew.has(id))),
    updated: inIdOrder(tickets.filter(({ id }) => !isNew.has(id))),
    ticketReferences: tickets.flatMap(({ id, external }) => (external ? [{ ...external, ticketId: id }] : [])),
    messages: commit.messages.map((message) => (erased.has(message.ticketId) ? { ...message, body: null } : message)),
    messageReferences: commit.messages.flatMap(({ ticketId, external }) =>
      external ? [{ ...external, ticketId }] : [],
    ),
    contents: commit.contents.map((content) => (erased.has(content.ticketId) ? { ...content, value: null } : content)),
    counters: mergeCounters(commit.counters),
    searches: lastOfEach(commit.searches, erased),
    removed: removed.filter((timer) => !set.has(timerKey(timer))),
    set: [...set.values()],
    revivedTimers: revived.filter(
      ({ kind, ticketId, id }) => kind === 'timer' && !touched.has(timerKey({ ticketId, key: id })),
    ),
    revivedMessages: revived.filter(({ kind }) => kind === 'outbox'),
    erased: [...erased],
    erasedOnly: [...erased].filter((id) => !written.has(id)),
  }
}

function lastOfEach(searches: readonly SearchRecord[], erased: ReadonlySet<string>): readonly SearchRecord[] {
  if (searches.length === 0) return searches
  const last = new Map(searches.map((one) => [`${one.ticketId}\u0000${one.part}`, one]))
  return [...last.values()].filter(({ ticketId }) => !erased.has(ticketId))
}

function withoutContent(ticket: TicketRecord): TicketRecord {
  const personal: Record<string, Json> = {}
  for (const name of Object.keys(ticket.personal)) personal[name] = null
  return { ...ticket, subject: null, personal: personal satisfies JsonObject }
}

// New tickets meet those of others only in unique indexes; the same order everywhere keeps two imports from a deadlock.
function inIdOrder(tickets: TicketRecord[]): TicketRecord[] {
  return tickets.length < 2 ? tickets : tickets.sort((a, b) => (a.id < b.id ? -1 : 1))
}

function timerKey({ ticketId, key }: TimerReference): string {
  return `${ticketId}\u0000${key}`
}
