import type { Store } from '@docket/core/store'
import type pg from 'pg'
import { DESK_SCHEMA, type DrillStores, JOB_SCHEMA } from './stores.js'

/** The stores that a node works with. */
export interface NodeStores {
  readonly desk: Store
  readonly jobs: Store
}

/**
 * Faults that the drill must find, by name. They live here and nowhere else. Those that are about stuck work are of the
 * desk alone, because jobs would show them at once.
 */
export const MUTANTS = {
  /** Settles whatever it is given, held or not. */
  unfenced: ({ pool, desk, jobs }) => ({
    desk: withoutFence(desk, pool, DESK_SCHEMA),
    jobs: withoutFence(jobs, pool, JOB_SCHEMA),
  }),
  /** Sees no timer. */
  'never-claims-timers': ({ desk, jobs }) => ({
    desk: { ...desk, claimTimers: async () => [], nextWakeup: async () => null },
    jobs,
  }),
  /** Takes timers away without giving them to anybody. */
  'loses-timers': ({ desk, jobs }) => ({ desk: losingTimers(desk), jobs }),
  /** Leaves what was delivered leased. */
  'never-settles-outbox': ({ desk, jobs }) => ({
    desk: { ...desk, settleOutbox: async (settlements) => settlements.length },
    jobs,
  }),
  /** Gives up what was delivered. */
  'gives-up-effects': ({ desk, jobs }) => ({
    desk: {
      ...desk,
      settleOutbox: (settlements) =>
        desk.settleOutbox(
          settlements.map((one) => ({ ...one, outcome: { kind: 'dead', error: 'given up for no reason' } })),
        ),
    },
    jobs,
  }),
} as const satisfies Readonly<Record<string, (stores: DrillStores) => NodeStores>>

/** The name of a fault that the drill must find. */
export type MutantName = keyof typeof MUTANTS

/** Tells whether a fault of this name exists. */
export const isMutant = (name: string): name is MutantName => Object.hasOwn(MUTANTS, name)

function losingTimers(store: Store): Store {
  return {
    ...store,
    async claimTimers(request) {
      const claimed = await store.claimTimers(request)
      await store.settleTimers(
        claimed.map(({ timer: { tenant, ticketId, key } }) => ({
          tenant,
          ticketId,
          key,
          token: request.token,
          outcome: { kind: 'done' },
        })),
      )
      return []
    },
  }
}

function withoutFence(store: Store, pool: pg.Pool, schema: string): Store {
  const tokenOf = async (table: string, where: string, values: unknown[]): Promise<string | null> => {
    const { rows } = await pool.query<{ token: string | null }>(
      `select token from "${schema}".${table} where ${where}`,
      values,
    )
    return rows[0]?.token ?? null
  }
  return {
    ...store,
    commit: ({ settles, ...commit }) => {
      if (settles === null) return store.commit({ ...commit, settles })
      const { ticketId, key } = settles
      const timers = { ...commit.timers, cancel: [...commit.timers.cancel, { ticketId, key }] }
      return store.commit({ ...commit, timers, settles: null })
    },
    settleTimers: async (settlements) => {
      const actual = await Promise.all(
        settlements.map(async (settlement) => {
          const { tenant, ticketId, key, token } = settlement
          const found = await tokenOf('timer', 'tenant = $1 and ticket_id = $2 and key = $3', [tenant, ticketId, key])
          return { ...settlement, token: found ?? token }
        }),
      )
      return store.settleTimers(actual)
    },
    settleOutbox: async (settlements) => {
      const actual = await Promise.all(
        settlements.map(async (settlement) => {
          const found = await tokenOf('outbox', 'tenant = $1 and id = $2', [settlement.tenant, settlement.id])
          return { ...settlement, token: found ?? settlement.token }
        }),
      )
      return store.settleOutbox(actual)
    },
  }
}
