import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FileStore } from '@docket/core'
import type { Store } from '@docket/core/store'
import { memoryFileStore } from '@docket/files'
import { diskFileStore } from '@docket/files/disk'
import { memoryStore } from '@docket/store-memory'
import { postgresStore } from '@docket/store-postgres'
import { embeddedPostgres } from '@docket/store-postgres/embedded'
import pg from 'pg'
import type { DemoOptions } from './options.js'

/** What the demo keeps, and how to leave it. */
export interface Kept {
  readonly store: Store
  readonly files: FileStore
  /** What cookies, tokens and links are signed with. */
  readonly secret: string
  /** What it is, for the person at the keyboard. */
  readonly title: string
  readonly close: () => Promise<void>
}

const USUAL_DATA = fileURLToPath(new URL('../../../.docket/support-desk', import.meta.url))

/** Opens the store that the options name, with its tables. */
export async function openStore(options: Pick<DemoOptions, 'store' | 'url' | 'data' | 'fresh'>): Promise<Kept> {
  if (options.store === 'memory') {
    const title = 'in memory; nothing is kept'
    return { store: memoryStore(), files: memoryFileStore(), secret: newSecret(), title, close: async () => {} }
  }
  const folder = options.data ?? USUAL_DATA
  mkdirSync(folder, { recursive: true })
  const beside = { secret: keptSecret(folder), files: diskFileStore({ directory: join(folder, 'files') }) }
  if (options.store === 'postgres') {
    return { ...beside, ...(await onServer(options.url ?? '')), title: 'in PostgreSQL' }
  }
  const server = await embeddedPostgres({ dataDir: join(folder, 'postgres') })
  const { store, close } = await onServer(server.url, options.fresh)
  if (options.fresh) rmSync(join(folder, 'files'), { recursive: true, force: true })
  const closeAll = async () => {
    await close()
    await server.stop()
  }
  return { ...beside, store, title: `in the embedded PostgreSQL in ${folder}`, close: closeAll }
}

async function onServer(connectionString: string, fresh = false) {
  const pool = new pg.Pool({ connectionString, max: 8 })
  const store = postgresStore({ pool })
  if (fresh) await pool.query('drop schema if exists docket cascade')
  await store.migrate()
  return { store, close: () => pool.end() }
}

const newSecret = () => randomBytes(32).toString('base64url')

/** Kept, so that whoever was signed in still is after a start. */
function keptSecret(folder: string): string {
  const file = join(folder, 'secret')
  if (!existsSync(file)) {
    writeFileSync(file, newSecret(), { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  return readFileSync(file, 'utf8').trim()
}
