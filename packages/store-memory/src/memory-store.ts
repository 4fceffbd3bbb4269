import { type Clock, type Store, systemClock } from '@docket/core/store'
import { applyCommit, type Queues } from './commit-apply.js'
import { findConflict } from './commit-conflict.js'
import { refuseFaults } from './commit-faults.js'
import { CommitHints } from './commit-hints.js'
import {
  copyAttachment,
  copyCommit,
  copyContent,
  copyDirectory,
  copyIdempotency,
  copyMessage,
  copyTicket,
} from './copy.js'
import { findDefinition, registerDefinition } from './definitions.js'
import { agentsOf, entryVersions, pageOfEntries, putEntry } from './directory.js'
import { pageOfFeed } from './feed.js'
import { forgetIdempotencyKeys, putAttachment } from './keep.js'
import { LeaseQueue } from './lease-queue.js'
import { forgetNotifications, markNotificationsRead, pageOfNotifications, putNotifications } from './notifications.js'
import { compareMessages, leasedMessage, settleMessage } from './outbox.js'
import { refuseProduction } from './production.js'
import { attachmentsOf, deadLettersOf, eventsOf, messagesOf } from './reads.js'
import { pageOfFound } from './search.js'
import { externalKey, keyOf, Spaces } from './space.js'
import { pageOf } from './ticket-query.js'
import { compareTimers, leasedTimer, settleTimer } from './timers.js'

/** How a memory store runs. */
export interface MemoryStoreOptions {
  /** The store's clock, which says what is due and when a lease ends. Without it, the machine's. */
  readonly clock?: Clock
  /** Lets the store run with `NODE_ENV=production`, where it otherwise refuses to start. */
  readonly allowInProduction?: boolean
}

/** A store whose data lives and ends with the process. */
export interface MemoryStore extends Store {
  readonly transaction: 'own'
}

/**
 * Makes an empty store in memory: the executable definition of the store contract. Each method does its work in one
 * turn of the event loop, so that calls never overlap.
 *
 * @throws DocketError `INVALID_DEFINITION` with `NODE_ENV=production`, unless `allowInProduction` is set
 */
export function memoryStore({ clock = systemClock, allowInProduction = false }: MemoryStoreOptions = {}): MemoryStore {
  if (!allowInProduction) refuseProduction()
  const spaces = new Spaces()
  const hints = new CommitHints()
  // A position of a store that was, in a process that ended, is none of this one.
  const name = crypto.randomUUID()
  const queues: Queues = { timers: new LeaseQueue(compareTimers), outbox: new LeaseQueue(compareMessages) }

  return {
    transaction: 'own',

    async load(tenant, ticketId) {
      const ticket = spaces.find(tenant)?.ticket(ticketId)
      return ticket ? copyTicket(ticket) : null
    },
    async loadMany(tenant, ticketIds) {
      const space = spaces.find(tenant)
      return ticketIds.map((ticketId) => {
        const ticket = space?.ticket(ticketId)
        return ticket ? copyTicket(ticket) : null
      })
    },
    async findByExternal(tenant, references) {
      const space = spaces.find(tenant)
      return references.map((reference) => {
        const ticket = space?.ticket(space.ticketIdsByExternal.get(externalKey(reference)) ?? '')
        return ticket ? copyTicket(ticket) : null
      })
    },
    // Everything is copied and checked before the first change, so that a conflict or an error leaves nothing behind.
    async commit(given) {
      const commit = copyCommit(given)
      const space = spaces.open(commit.tenant)
      const conflict = findConflict(space, commit)
      if (conflict) return { ok: false, conflict }
      refuseFaults(space, commit)
      applyCommit(space, queues, commit, clock.now())
      if (commit.events.length > 0) hints.committed(commit.tenant)
      return { ok: true }
    },
    async query(query) {
      return pageOf(spaces.find(query.tenant)?.dossiers.values() ?? [], query).map(copyTicket)
    },

    async search(search) {
      const space = spaces.find(search.tenant)
      return space ? pageOfFound(space, search) : []
    },
    async thread(query) {
      return messagesOf(spaces.find(query.tenant), query)
    },
    async messages(tenant, messageIds) {
      const space = spaces.find(tenant)
      return messageIds.map((messageId) => {
        const message = space?.messages.get(messageId)
        return message ? copyMessage(message) : null
      })
    },
    async history(query) {
      return eventsOf(spaces.find(query.tenant), query)
    },
    async feed(query) {
      return pageOfFeed(name, spaces.find(query.tenant), query)
    },
    onCommit: (listener) => hints.listen(listener),
    async contents(tenant, ticketId) {
      return (spaces.find(tenant)?.dossiers.get(ticketId)?.contents ?? []).map(copyContent)
    },
    async findByIdempotencyKey(tenant, scope, key) {
      const record = spaces.find(tenant)?.idempotency.get(keyOf(scope, key))
      return record ? copyIdempotency(record) : null
    },
    async forgetIdempotencyKeys(before) {
      return forgetIdempotencyKeys(spaces, before)
    },

    async putAttachment(attachment) {
      putAttachment(spaces.open(attachment.tenant), attachment)
    },
    async attachment(tenant, attachmentId) {
      const attachment = spaces.find(tenant)?.attachments.get(attachmentId)
      return attachment ? copyAttachment(attachment) : null
    },
    async attachments(tenant, ticketId) {
      return attachmentsOf(spaces.find(tenant), ticketId)
    },

    async claimTimers(request) {
      return queues.timers.claim(request, clock.now()).map(leasedTimer)
    },
    async settleTimers(settlements) {
      const now = clock.now()
      let held = 0
      for (const one of settlements) {
        if (settleTimer(spaces.open(one.tenant), queues.timers, one, now)) held += 1
      }
      return held
    },
    async claimOutbox(request) {
      return queues.outbox.claim(request, clock.now()).map(leasedMessage)
    },
    async settleOutbox(settlements) {
      const now = clock.now()
      let held = 0
      for (const one of settlements) {
        if (settleMessage(spaces.open(one.tenant), queues.outbox, one, now)) held += 1
      }
      return held
    },
    async nextWakeup() {
      const next = [queues.timers.next(), queues.outbox.next()].filter((instant) => instant !== null)
      return next.length === 0 ? null : Math.max(0, Math.min(...next) - clock.now())
    },
    async deadLetters(tenant) {
      const space = spaces.find(tenant)
      return space ? deadLettersOf(tenant, space) : []
    },

    async putDirectory(entry) {
      return putEntry(spaces.open(entry.tenant), entry)
    },
    async directoryEntry(tenant, kind, id) {
      const space = spaces.find(tenant)
      const current = space && entryVersions(space, kind, id).at(-1)
      return current ? copyDirectory(current) : null
    },
    async directoryHistory(tenant, kind, id) {
      const space = spaces.find(tenant)
      return space ? entryVersions(space, kind, id).map(copyDirectory) : []
    },
    async directoryEntries(tenant, kind, page) {
      const space = spaces.find(tenant)
      return space ? pageOfEntries(space, kind, page).map(copyDirectory) : []
    },
    async agents(tenant, teams) {
      const space = spaces.find(tenant)
      return space ? agentsOf(space, teams) : []
    },
    async counters(tenant, keys) {
      const counters = spaces.find(tenant)?.counters
      return keys.map((key) => counters?.get(key) ?? 0)
    },

    async registerDefinitions(definitions) {
      return definitions.map((definition) => registerDefinition(spaces, definition))
    },
    async definition(tenant, kind, id, version) {
      return findDefinition(spaces, tenant, kind, id, version)
    },

    async putNotifications(notifications) {
      putNotifications(spaces, notifications)
    },
    async notifications(query) {
      const space = spaces.find(query.tenant)
      return space ? pageOfNotifications(space, query) : []
    },
    async markNotificationsRead(tenant, recipients, ids, readAt) {
      const space = spaces.find(tenant)
      return space ? markNotificationsRead(space, recipients, ids, readAt) : 0
    },
    async forgetNotifications(before) {
      return forgetNotifications(spaces, before)
    },
  }
}
