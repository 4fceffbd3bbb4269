import type { Commit, Conflict } from '@docket/core/store'
import { copyIdempotency } from './copy.js'
import { externalKey, keyOf, type TenantSpace } from './space.js'

/**
 * Why the commit cannot be applied, or null when it can. Of several reasons the first in this order is given: a used
 * idempotency key comes before a version, so that a repeated command gets the answer of the first.
 */
export function findConflict(space: TenantSpace, commit: Commit): Conflict | null {
  return (
    usedKey(space, commit) ??
    lostLease(space, commit) ??
    otherVersion(space, commit) ??
    takenTicketReference(space, commit) ??
    takenMessageReference(space, commit) ??
    fullCounter(space, commit) ??
    unavailableAttachment(space, commit)
  )
}

function usedKey(space: TenantSpace, { idempotency }: Commit): Conflict | null {
  if (idempotency === null) return null
  const record = space.idempotency.get(keyOf(idempotency.scope, idempotency.key))
  return record ? { kind: 'idempotency', record: copyIdempotency(record) } : null
}

function lostLease(space: TenantSpace, { settles }: Commit): Conflict | null {
  if (settles === null) return null
  const timer = space.timer(settles.ticketId, settles.key)
  const held = timer !== undefined && timer.token === settles.token && timer.record.epoch === settles.epoch
  return held ? null : { kind: 'lease' }
}

function otherVersion(space: TenantSpace, { expect }: Commit): Conflict | null {
  for (const { ticketId, version } of expect) {
    const actual = space.ticket(ticketId)?.version ?? 0
    if (actual !== version) return { kind: 'version', ticketId, actual }
  }
  return null
}

function takenTicketReference(space: TenantSpace, { tickets }: Commit): Conflict | null {
  let inThisCommit: Map<string, string> | undefined
  for (const { id, external } of tickets) {
    if (external === null) continue
    inThisCommit ??= new Map()
    const key = externalKey(external)
    const holder = space.ticketIdsByExternal.get(key) ?? inThisCommit.get(key) ?? id
    if (holder !== id) return { kind: 'external-ticket', source: external.source, id: external.id, ticketId: holder }
    inThisCommit.set(key, id)
  }
  return null
}

function takenMessageReference(space: TenantSpace, { messages }: Commit): Conflict | null {
  let inThisCommit: Map<string, string> | undefined
  for (const { external, ticketId } of messages) {
    if (external === null) continue
    inThisCommit ??= new Map()
    const key = externalKey(external)
    const holder = space.messagesByExternal.get(key)?.ticketId ?? inThisCommit.get(key)
    if (holder !== undefined) {
      return { kind: 'external-message', source: external.source, id: external.id, ticketId: holder }
    }
    inThisCommit.set(key, ticketId)
  }
  return null
}

function fullCounter(space: TenantSpace, { counters }: Commit): Conflict | null {
  if (counters.length === 0) return null
  const changed = new Map<string, number>()
  for (const { key, delta, max } of counters) {
    const value = changed.get(key) ?? space.counters.get(key) ?? 0
    const after = Math.max(0, value + delta)
    if (max !== undefined && after > max) return { kind: 'counter', key, value, max }
    changed.set(key, after)
  }
  return null
}

function unavailableAttachment(space: TenantSpace, { attachments }: Commit): Conflict | null {
  if (attachments.length === 0) return null
  const linked = new Set<string>()
  for (const { attachmentId, uploader } of attachments) {
    const record = space.attachments.get(attachmentId)
    const free = record !== undefined && record.ticketId === null && !linked.has(attachmentId)
    if (!free || record.uploader.type !== uploader.type || record.uploader.id !== uploader.id) {
      return { kind: 'attachment', attachmentId }
    }
    linked.add(attachmentId)
  }
  return null
}
