import type { OutboxRecord, Outcome, Store } from '@docket/core/store'
import { commitOf } from '../../src/store/records.js'
import { type BrokenStore, withMethods } from './broken-store.js'

const HOUR = 3_600_000

const byUnits = (a: string, b: string) => (a < b ? -1 : Number(a > b))

/** Remembers the last token of each claimed row. */
function rememberTokens(store: Store) {
  const tokens = new Map<string, string>()
  const methods: Partial<Store> = {
    claimTimers: async (request) => {
      const claims = await store.claimTimers(request)
      for (const { timer } of claims) tokens.set(`${timer.tenant} ${timer.ticketId} ${timer.key}`, request.token)
      return claims
    },
    claimOutbox: async (request) => {
      const claims = await store.claimOutbox(request)
      for (const { message } of claims) tokens.set(`${message.tenant} ${message.id}`, request.token)
      return claims
    },
  }
  return { tokens, methods }
}

/** Changes each outbox message on its way in and back. */
const translated =
  (inward: (m: OutboxRecord) => OutboxRecord, outward: (m: OutboxRecord) => OutboxRecord) =>
  (store: Store): Store =>
    withMethods(store, {
      commit: (given) => store.commit({ ...given, outbox: given.outbox.map(inward) }),
      claimOutbox: async (request) => {
        const claims = await store.claimOutbox(request)
        return claims.map(({ message, attempts }) => ({ message: outward(message), attempts }))
      },
    })

export const brokenClaims: readonly BrokenStore[] = [
  {
    name: 'settles outbox messages without the fence',
    caughtBy: ['outbox settling/expired', 'outbox settling/unclaimed'],
    breakIt: (store) => {
      const { tokens, methods } = rememberTokens(store)
      const settleOutbox: Store['settleOutbox'] = (settlements) =>
        store.settleOutbox(settlements.map((s) => ({ ...s, token: tokens.get(`${s.tenant} ${s.id}`) ?? s.token })))
      return withMethods(store, { ...methods, settleOutbox })
    },
  },
  {
    name: 'settles timers without the fence',
    caughtBy: ['timer leases/former-settle', 'timer leases/not-mine'],
    breakIt: (store) => {
      const { tokens, methods } = rememberTokens(store)
      const settleTimers: Store['settleTimers'] = (settlements) =>
        store.settleTimers(
          settlements.map((s) => ({ ...s, token: tokens.get(`${s.tenant} ${s.ticketId} ${s.key}`) ?? s.token })),
        )
      return withMethods(store, { ...methods, settleTimers })
    },
  },
  {
    name: 'commits without the fence',
    caughtBy: ['timer leases/former-commit', 'timer leases/not-mine'],
    breakIt: (store) => {
      const { tokens, methods } = rememberTokens(store)
      const commit: Store['commit'] = (given) => {
        const { settles } = given
        const token = settles === null ? undefined : tokens.get(`${given.tenant} ${settles.ticketId} ${settles.key}`)
        return store.commit(
          settles === null || token === undefined ? given : { ...given, settles: { ...settles, token } },
        )
      }
      return withMethods(store, { ...methods, commit })
    },
  },
  {
    name: 'lets a timer set anew be settled under the old lease',
    caughtBy: ['timer leases/reset-ends-lease'],
    breakIt: (store) => {
      const { tokens, methods } = rememberTokens(store)
      const settleTimers: Store['settleTimers'] = async (settlements) => {
        let settled = 0
        for (const settlement of settlements) {
          const { tenant, ticketId, key, token } = settlement
          const held = await store.settleTimers([settlement])
          settled += held
          if (held > 0 || tokens.get(`${tenant} ${ticketId} ${key}`) !== token) continue
          await store.commit(commitOf({ tenant, timers: { set: [], cancel: [{ ticketId, key }] } }))
          settled += 1
        }
        return settled
      }
      return withMethods(store, { ...methods, settleTimers })
    },
  },
  {
    name: 'ignores the epoch of the timer that a commit settles',
    caughtBy: ['timer leases/not-mine'],
    breakIt: (store) =>
      withMethods(store, {
        commit: async (given) => {
          const result = await store.commit(given)
          if (result.ok || result.conflict.kind !== 'lease' || given.settles === null) return result
          return store.commit({ ...given, settles: { ...given.settles, epoch: 1 } })
        },
      }),
  },
  {
    name: 'leases for ever',
    caughtBy: ['timer leases/expired', 'outbox settling/expired', 'wake-up/leased-timer'],
    breakIt: (store) =>
      withMethods(store, {
        claimTimers: (request) => store.claimTimers({ ...request, leaseMs: request.leaseMs * 1e6 }),
        claimOutbox: (request) => store.claimOutbox({ ...request, leaseMs: request.leaseMs * 1e6 }),
      }),
  },
  {
    name: 'counts an attempt when it is settled, not when it is claimed',
    caughtBy: ['timer leases/expired', 'outbox settling/expired'],
    breakIt: (store) =>
      withMethods(store, {
        claimTimers: async (request) => (await store.claimTimers(request)).map((claim) => ({ ...claim, attempts: 1 })),
        claimOutbox: async (request) => (await store.claimOutbox(request)).map((claim) => ({ ...claim, attempts: 1 })),
      }),
  },
  {
    name: 'counts the claims of those that only wait',
    caughtBy: ['timer settling/wait', 'outbox settling/wait'],
    breakIt: (store) => {
      const counted = <Settlement extends { readonly outcome: Outcome }>(settlement: Settlement): Settlement =>
        settlement.outcome.kind === 'wait'
          ? { ...settlement, outcome: { ...settlement.outcome, kind: 'retry' } }
          : settlement
      return withMethods(store, {
        settleTimers: (settlements) => store.settleTimers(settlements.map(counted)),
        settleOutbox: (settlements) => store.settleOutbox(settlements.map(counted)),
      })
    },
  },
  {
    name: 'lets a dead message block those behind it',
    caughtBy: ['outbox settling/dead', 'wake-up/dead'],
    breakIt: (store) =>
      withMethods(store, {
        settleOutbox: (settlements) =>
          store.settleOutbox(
            settlements.map((settlement) =>
              settlement.outcome.kind === 'dead'
                ? { ...settlement, outcome: { kind: 'retry', delayMs: 1e6 * HOUR, error: settlement.outcome.error } }
                : settlement,
            ),
          ),
      }),
  },
  {
    name: 'revives nothing',
    caughtBy: ['dead letters/message', 'dead letters/timer'],
    breakIt: (store) => withMethods(store, { commit: (given) => store.commit({ ...given, revives: [] }) }),
  },
  {
    name: 'counts the former claims of what it revives',
    caughtBy: ['dead letters/message', 'dead letters/order'],
    breakIt: (store) => {
      const before = new Map<string, number>()
      return withMethods(store, {
        commit: async (given) => {
          if (given.revives.length === 0) return store.commit(given)
          for (const { id, attempts } of await store.deadLetters(given.tenant)) before.set(id, attempts)
          return store.commit(given)
        },
        claimOutbox: async (request) => {
          const claims = await store.claimOutbox(request)
          return claims.map(({ message, attempts }) => ({
            message,
            attempts: attempts + (before.get(message.id) ?? 0),
          }))
        },
      })
    },
  },
  {
    name: 'gives messages of a ticket in reverse order',
    caughtBy: ['outbox/order', 'outbox/order-under-writers'],
    breakIt: translated(
      (message) => ({ ...message, ordinal: 1000 - message.ordinal }),
      (message) => ({ ...message, ordinal: 1000 - message.ordinal }),
    ),
  },
  {
    name: 'orders what is due at one instant by UTF-16 units',
    caughtBy: ['timers/equal-due', 'outbox/equal-due'],
    breakIt: (store) =>
      withMethods(store, {
        claimTimers: async (request) =>
          (await store.claimTimers(request)).sort(
            ({ timer: a }, { timer: b }) =>
              a.dueAt - b.dueAt ||
              byUnits(a.tenant, b.tenant) ||
              byUnits(a.ticketId, b.ticketId) ||
              byUnits(a.key, b.key),
          ),
        claimOutbox: async (request) =>
          (await store.claimOutbox(request)).sort(({ message: a }, { message: b }) => byUnits(a.ticketId, b.ticketId)),
      }),
  },
  {
    name: 'claims what is due at one instant in any order',
    caughtBy: ['timers/equal-due', 'outbox/equal-due'],
    breakIt: (store) =>
      withMethods(store, {
        claimTimers: async (request) => (await store.claimTimers(request)).reverse(),
        claimOutbox: async (request) => (await store.claimOutbox(request)).reverse(),
      }),
  },
  {
    name: 'claims later messages of a ticket beside the first',
    caughtBy: ['outbox/one-per-ticket', 'outbox/order'],
    breakIt: translated(
      (message) => ({ ...message, ticketId: `${message.ticketId}\n${message.id}` }),
      (message) => ({ ...message, ticketId: message.ticketId.split('\n')[0] ?? '' }),
    ),
  },
  {
    name: 'holds a message back until the instant it carries',
    caughtBy: ['outbox/store-clock'],
    breakIt: (store) =>
      withMethods(store, {
        claimOutbox: async (request) =>
          (await store.claimOutbox(request)).filter(({ message }) => message.createdAt < Date.UTC(2030, 0, 1, 10)),
      }),
  },
  {
    name: 'wakes at once while everything is leased',
    caughtBy: ['wake-up/leased-timer', 'wake-up/leased-message'],
    breakIt: (store) =>
      withMethods(store, { nextWakeup: async () => ((await store.nextWakeup()) === null ? null : 0) }),
  },
]
