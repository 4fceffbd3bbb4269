import type { Instant, LeasedMessage, OutboxRecord, OutboxSettlement } from '@docket/core/store'
import { copyWithData } from './copy.js'
import type { LeaseQueue } from './lease-queue.js'
import type { OutboxRow, TenantSpace } from './space.js'
import { compareTexts } from './text-order.js'

// Only the first message of a ticket's list is in the queue. That alone keeps the order, whatever workers do.

type OutboxQueue = LeaseQueue<OutboxRecord>

/** The order of messages that are due at one instant. */
export function compareMessages(a: OutboxRecord, b: OutboxRecord): number {
  return compareTexts(a.tenant, b.tenant) || compareTexts(a.ticketId, b.ticketId) || compareWithinTicket(a, b)
}

/** Puts a message that is due at once, in the ticket's order. */
export function enqueueMessage(space: TenantSpace, queue: OutboxQueue, message: OutboxRecord, now: Instant): void {
  const row = queue.row(message, now)
  space.outbox.set(message.id, row)
  putInOrder(space, queue, row)
}

/** Lets a message that was given up be claimed again, in the ticket's order; nothing when it is not given up. */
export function reviveMessage(
  space: TenantSpace,
  queue: OutboxQueue,
  { ticketId, id }: Pick<OutboxRecord, 'ticketId' | 'id'>,
  now: Instant,
): void {
  const row = space.outbox.get(id)
  if (row?.record.ticketId !== ticketId || !space.deadMessages.delete(row)) return
  queue.revive(row, now)
  putInOrder(space, queue, row)
}

function putInOrder(space: TenantSpace, queue: OutboxQueue, row: OutboxRow): void {
  const dossier = space.dossier(row.record.ticketId)
  dossier.outbox ??= []
  const rows = dossier.outbox
  let place = rows.length
  while (place > 0 && isBefore(row, rows[place - 1])) place -= 1
  rows.splice(place, 0, row)
  if (place > 0) return
  const formerFirst = rows[1]
  if (formerFirst) queue.remove(formerFirst)
  queue.wait(row)
}

/** A claimed message as the caller gets it. */
export function leasedMessage(row: OutboxRow): LeasedMessage {
  return { message: copyWithData(row.record), attempts: row.attempts }
}

/** Ends a lease on a message; false when it was not held. */
export function settleMessage(space: TenantSpace, queue: OutboxQueue, given: OutboxSettlement, now: Instant): boolean {
  const row = space.outbox.get(given.id)
  if (row === undefined || row.token !== given.token) return false
  const { outcome } = given
  const rows = space.dossiers.get(row.record.ticketId)?.outbox ?? []
  if (outcome.kind === 'retry' || outcome.kind === 'wait') {
    queue.postpone(row, now + outcome.delayMs, outcome.kind === 'retry')
    if (rows[0] !== row) queue.remove(row)
    return true
  }
  if (outcome.kind === 'dead') {
    queue.giveUp(row, outcome.error)
    space.deadMessages.add(row)
  } else {
    queue.remove(row)
    space.outbox.delete(given.id)
  }
  rows.splice(rows.indexOf(row), 1)
  const next = rows[0]
  if (next?.heap === null) queue.putBack(next)
  return true
}

function isBefore(row: OutboxRow, other: OutboxRow | undefined): boolean {
  return other !== undefined && compareWithinTicket(row.record, other.record) < 0
}

function compareWithinTicket(a: OutboxRecord, b: OutboxRecord): number {
  return a.seq - b.seq || a.ordinal - b.ordinal
}
