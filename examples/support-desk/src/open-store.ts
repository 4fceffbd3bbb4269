import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DocketError, type FileStore } from '@docket/core'
import type { Store } from '@docket/core/store'
import { memoryFileStore } from '@docket/files'
import { diskFileStore } from '@docket/files/disk'
import { memoryStore } from '@docket/store-memory'
import { postgresStore } from '@docket/store-postgres'
import { embeddedPostgres } from '@docket/store-postgres/embedded'
import pg from 'pg'
import { claimFolder } from './claim-folder.js'
import { keptSecret, newSecret } from './kept-secret.js'
import { type DemoOptions, OptionError } from './options.js'

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
  const leave = openFolder(folder)
  const beside = { secret: keptSecret(folder), files: diskFileStore({ directory: join(folder, 'files') }) }
  if (options.store === 'postgres') {
    const { store, close } = await givenServer(options.url ?? '').catch(lastly(leave))
    return { ...beside, store, title: 'in your PostgreSQL', close: () => close().finally(leave) }
  }
  const server = await embeddedPostgres({ dataDir: join(folder, 'postgres') }).catch(lastly(leave))
  const { store, close } = await onServer(server.url, options.fresh).catch(lastly(() => server.stop().finally(leave)))
  if (options.fresh) rmSync(join(folder, 'files'), { recursive: true, force: true })
  const closeAll = async () => {
    await close()
    await server.stop()
    leave()
  }
  return { ...beside, store, title: `in the embedded PostgreSQL in ${folder}`, close: closeAll }
}

/** Makes the folder and takes it; gives what lets it go. */
function openFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new OptionError(`--data ${folder} cannot be made (${(error as Error).message}); take a folder of yours.`)
  }
  return claimFolder(folder)
}

/** Does something before an error goes on. */
const lastly = (end: () => void | Promise<void>) => async (error: unknown) => {
  await end()
  throw error
}

async function givenServer(url: string) {
  try {
    return await onServer(url)
  } catch (error) {
    if (!DocketError.is(error, 'STORE_UNAVAILABLE')) throw error
    const why = error.cause instanceof Error ? error.cause.message : error.message
    throw new OptionError(
      `The server at --url cannot be used (${why}). Start it, correct --url, or leave out --store postgres.`,
    )
  }
}

async function onServer(connectionString: string, fresh = false) {
  const pool = new pg.Pool({ connectionString, max: 8 })
  const store = postgresStore({ pool })
  try {
    if (fresh) await pool.query('drop schema if exists docket cascade')
    await store.migrate()
  } catch (error) {
    await pool.end()
    throw error
  }
  return { store, close: () => pool.end() }
}
