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
