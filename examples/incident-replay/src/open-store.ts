import { fileURLToPath } from 'node:url'
import type { Store } from '@docket/core/store'
import { memoryStore } from '@docket/store-memory'
import { postgresStore } from '@docket/store-postgres'
import { embeddedPostgres } from '@docket/store-postgres/embedded'
import pg from 'pg'
import type { ReplayOptions } from './options.js'

/** A store and how to leave it. */
export interface OpenStore {
  readonly store: Store
  /** What it is, for the person at the keyboard. */
  readonly title: string
  readonly close: () => Promise<void>
}

/** Where the embedded store's data are, if no other folder is named. */
const USUAL_DATA = fileURLToPath(new URL('../../../.docket/incident-replay', import.meta.url))

/** Opens the store that the options name, with its tables. */
export async function openStore(options: Pick<ReplayOptions, 'store' | 'url' | 'data' | 'fresh'>): Promise<OpenStore> {
  switch (options.store) {
    case 'memory':
      return { store: memoryStore(), title: 'memory; nothing is kept', close: async () => {} }
    case 'embedded': {
      const dataDir = options.data ?? USUAL_DATA
      const server = await embeddedPostgres({ dataDir })
      const { store, close } = await onServer(server.url, options.fresh)
      const closeAll = async () => {
        await close()
        await server.stop()
      }
      return { store, title: `the embedded PostgreSQL in ${dataDir}`, close: closeAll }
    }
    case 'postgres':
      return { ...(await onServer(options.url ?? '', false)), title: 'PostgreSQL' }
  }
}

async function onServer(connectionString: string, fresh: boolean) {
  const pool = new pg.Pool({ connectionString, max: 4 })
  const store = postgresStore({ pool })
  if (fresh) await pool.query('drop schema if exists docket cascade')
  await store.migrate()
  return { store, close: () => pool.end() }
}
