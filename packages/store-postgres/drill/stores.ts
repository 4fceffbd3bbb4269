import type { Store } from '@docket/core/store'
import pg from 'pg'
import { type PostgresStore, postgresStore } from '../src/index.js'

/** The schemas of the drill: the desk's, and one for jobs that are run on the bare port. */
export const DESK_SCHEMA = 'drill_desk'
export const JOB_SCHEMA = 'drill_jobs'

/** The stores of one process. */
export interface DrillStores {
  readonly pool: pg.Pool
  readonly desk: PostgresStore
  readonly jobs: PostgresStore
}

/** Opens both stores on connections of their own. */
export function openStores(url: string): DrillStores {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  return {
    pool,
    desk: postgresStore({ pool, schema: DESK_SCHEMA }),
    jobs: postgresStore({ pool, schema: JOB_SCHEMA }),
  }
}

/**
 * The fault that the drill must find: a store that settles whatever it is given, held or not. It lives here and nowhere
 * else.
 */
export function withoutFence(store: Store, pool: pg.Pool, schema: string): Store {
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
