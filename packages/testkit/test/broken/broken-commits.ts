import { setImmediate } from 'node:timers/promises'
import type { Commit, CommitResult, Store, TicketRecord } from '@docket/core/store'
import { commitOf } from '../../src/store/records.js'
import { type BrokenStore, withMethods } from './broken-store.js'

const breakCommit =
  (commit: (store: Store, given: Commit) => Promise<CommitResult>) =>
  (store: Store): Store =>
    withMethods(store, { commit: (given) => commit(store, given) })

/** Writes over whatever version is there. */
async function force(store: Store, given: Commit): Promise<CommitResult> {
  const actual = new Map<string, number>()
  for (const { ticketId } of given.expect)
    actual.set(ticketId, (await store.load(given.tenant, ticketId))?.version ?? 0)
  const shift = (ticketId: string) =>
    (actual.get(ticketId) ?? 0) - (given.expect.find((expected) => expected.ticketId === ticketId)?.version ?? 0)
  const result = await store.commit({
    ...given,
    expect: given.expect.map(({ ticketId }) => ({ ticketId, version: actual.get(ticketId) ?? 0 })),
    tickets: given.tickets.map((ticket) => ({ ...ticket, version: ticket.version + shift(ticket.id) })),
    events: given.events.map((event) => ({ ...event, seq: event.seq + shift(event.ticketId) })),
  })
  return result.ok || result.conflict.kind !== 'version' ? result : force(store, given)
}

/** Applies a part of a commit that the store refused as a whole. */
const leaks = (part: (given: Commit) => Partial<Commit>) =>
  breakCommit(async (store, given) => {
    const result = await store.commit(given)
    if (!result.ok) await store.commit(commitOf({ tenant: given.tenant, ...part(given) }))
    return result
  })

export const brokenCommits: readonly BrokenStore[] = [
  {
    name: 'ignores the version',
    caughtBy: ['versions/stale', 'versions/update-race', 'versions/retry-race', 'versions/opposite-order'],
    breakIt: breakCommit(force),
  },
  {
    name: 'checks the version, then writes',
    caughtBy: ['versions/update-race', 'versions/create-race'],
    breakIt: breakCommit(async (store, given) => {
      for (const { ticketId, version } of given.expect) {
        const actual = (await store.load(given.tenant, ticketId))?.version ?? 0
        if (actual !== version) return { ok: false, conflict: { kind: 'version', ticketId, actual } }
      }
      await setImmediate()
      return force(store, given)
    }),
  },
  {
    name: 'checks only the expectations of tickets that are written',
    caughtBy: ['versions/all-expected', 'versions/expect-only'],
    breakIt: breakCommit((store, given) => {
      const written = new Set(given.tickets.map((ticket) => ticket.id))
      return store.commit({ ...given, expect: given.expect.filter(({ ticketId }) => written.has(ticketId)) })
    }),
  },
  {
    name: 'loses the last outbox message',
    caughtBy: ['outbox/one-per-ticket', 'outbox/order-under-writers'],
    breakIt: breakCommit((store, given) =>
      store.commit({ ...given, outbox: given.outbox.slice(0, Math.max(1, given.outbox.length - 1)) }),
    ),
  },
  {
    name: 'keeps the counters of a refused commit',
    caughtBy: ['atomicity/version', 'atomicity/idempotency', 'counters/not-by-refused'],
    breakIt: leaks(({ counters }) => ({ counters: counters.slice(0, 1) })),
  },
  {
    name: 'keeps the key of a refused commit',
    caughtBy: ['idempotency/not-by-refused', 'atomicity/counter'],
    breakIt: leaks(({ idempotency }) => ({ idempotency })),
  },
  {
    name: 'keeps the timers of a refused commit',
    caughtBy: ['atomicity/version', 'atomicity/attachment', 'atomicity/lease'],
    breakIt: leaks(({ timers }) => ({ timers })),
  },
  {
    name: 'erases although the commit was refused',
    caughtBy: ['erasure/not-by-refused', 'atomicity/external-ticket'],
    breakIt: leaks(({ erasures }) => ({ erasures })),
  },
  {
    name: 'keeps the due date of a refused commit',
    caughtBy: ['atomicity/version', 'atomicity/lease'],
    breakIt: (store) => {
      const refused = new Map<string, TicketRecord['dueAt']>()
      return withMethods(store, {
        commit: async (given) => {
          const result = await store.commit(given)
          for (const { tenant, id, dueAt } of result.ok ? [] : given.tickets) refused.set(`${tenant} ${id}`, dueAt)
          return result
        },
        load: async (tenant, ticketId) => {
          const ticket = await store.load(tenant, ticketId)
          return ticket && { ...ticket, dueAt: refused.get(`${tenant} ${ticketId}`) ?? ticket.dueAt }
        },
      })
    },
  },
  {
    name: 'reads a counter, then writes it',
    caughtBy: ['counters/maximum-race', 'counters/with-tickets-race'],
    breakIt: breakCommit(async (store, given) => {
      for (const { key, delta, max } of given.counters) {
        const [value = 0] = await store.counters(given.tenant, [key])
        if (max !== undefined && value + delta > max)
          return { ok: false, conflict: { kind: 'counter', key, value, max } }
      }
      await setImmediate()
      return store.commit({ ...given, counters: given.counters.map(({ key, delta }) => ({ key, delta })) })
    }),
  },
  {
    name: 'answers a used key with the record it was given',
    caughtBy: ['idempotency/used', 'idempotency/race'],
    breakIt: breakCommit(async (store, given) => {
      const result = await store.commit(given)
      if (result.ok || result.conflict.kind !== 'idempotency' || given.idempotency === null) return result
      return { ok: false, conflict: { kind: 'idempotency', record: given.idempotency } }
    }),
  },
  {
    name: 'links a file in anybody’s name',
    caughtBy: ['attachments/uploader'],
    breakIt: breakCommit(async (store, given) => {
      const attachments = []
      for (const link of given.attachments) {
        const file = await store.attachment(given.tenant, link.attachmentId)
        attachments.push({ ...link, uploader: file?.uploader ?? link.uploader })
      }
      return store.commit({ ...given, attachments })
    }),
  },
  {
    name: 'forgets earlier contents when it erases',
    caughtBy: ['erasure/everything-personal'],
    breakIt: (store) => {
      const written = new Map<string, Commit['contents']>()
      return withMethods(store, {
        commit: (given) => {
          for (const content of given.contents) written.set(content.ticketId, given.contents)
          return store.commit(given)
        },
        contents: async (tenant, ticketId) =>
          (await store.contents(tenant, ticketId)).length > 0 ? [...(written.get(ticketId) ?? [])] : [],
      })
    },
  },
]
