import type { Commit, DeadLetterReference, Instant, OutboxRecord, TimerRecord } from '@docket/core/store'
import { eraseTicket } from './erase.js'
import { feedEvents } from './feed.js'
import type { LeaseQueue } from './lease-queue.js'
import { enqueueMessage, reviveMessage } from './outbox.js'
import { externalKey, type Kept, keyOf, type TenantSpace } from './space.js'
import { removeTimer, reviveTimer, setTimer } from './timers.js'

/** The rows of all tenants that workers claim. */
export interface Queues {
  readonly timers: LeaseQueue<TimerRecord>
  readonly outbox: LeaseQueue<OutboxRecord>
}

/** Applies a commit that was found free of conflicts and faults. Keeps its records, which must be the store's own copies. */
export function applyCommit(space: TenantSpace, queues: Queues, commit: Commit, now: Instant): void {
  applyTickets(space, commit)
  applyMessages(space, commit)
  for (const content of commit.contents) {
    const dossier = space.dossier(content.ticketId)
    dossier.contents = append(dossier.contents, content)
  }
  for (const link of commit.attachments) {
    const attachment = space.attachments.get(link.attachmentId)
    if (attachment === undefined) continue
    attachment.ticketId = link.ticketId
    attachment.messageId = link.messageId
    const dossier = space.dossier(link.ticketId)
    dossier.attachments = append(dossier.attachments, attachment)
  }
  if (commit.settles) removeTimer(space, queues.timers, commit.settles)
  for (const letter of commit.revives) reviveLetter(space, queues, letter, now)
  for (const timer of commit.timers.cancel) removeTimer(space, queues.timers, timer)
  for (const timer of commit.timers.set) setTimer(space, queues.timers, timer)
  for (const message of commit.outbox) enqueueMessage(space, queues.outbox, message, now)
  for (const { key, delta } of commit.counters) {
    space.counters.set(key, Math.max(0, (space.counters.get(key) ?? 0) + delta))
  }
  for (const record of commit.searches) space.search.put(record)
  for (const erasure of commit.erasures) eraseTicket(space, erasure.ticketId)
  const record = commit.idempotency
  if (record) space.idempotency.set(keyOf(record.scope, record.key), record)
}

function reviveLetter(space: TenantSpace, queues: Queues, letter: DeadLetterReference, now: Instant): void {
  const { ticketId, kind, id } = letter
  if (kind === 'timer') reviveTimer(space, queues.timers, { ticketId, key: id }, now)
  else reviveMessage(space, queues.outbox, { ticketId, id }, now)
}

function applyTickets(space: TenantSpace, commit: Commit): void {
  for (const ticket of commit.tickets) {
    const dossier = space.dossier(ticket.id)
    if (dossier.ticket?.external) space.ticketIdsByExternal.delete(externalKey(dossier.ticket.external))
    if (ticket.external) space.ticketIdsByExternal.set(externalKey(ticket.external), ticket.id)
    dossier.ticket = ticket
  }
  for (const event of commit.events) {
    const dossier = space.dossier(event.ticketId)
    dossier.events = append(dossier.events, event)
  }
  feedEvents(space, commit.events)
}

function applyMessages(space: TenantSpace, commit: Commit): void {
  for (const given of commit.messages) {
    const message: Kept<typeof given> = given
    const dossier = space.dossier(message.ticketId)
    dossier.messages = append(dossier.messages, message)
    if (message.seq < (dossier.messages.at(-2)?.seq ?? 0)) dossier.messages.sort((a, b) => a.seq - b.seq)
    space.messages.set(message.id, message)
    if (message.external) space.messagesByExternal.set(externalKey(message.external), message)
  }
}

// A first entry makes a list of exactly one: a push onto an empty list would reserve room for 17.
function append<Item>(list: Item[] | null, item: Item): Item[] {
  if (list === null) return [item]
  list.push(item)
  return list
}
