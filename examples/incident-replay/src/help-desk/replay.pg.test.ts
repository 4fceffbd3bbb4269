import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { openStore } from '../open-store.js'
import { testDatabase } from '../testing/test-database.js'
import { replayHelpDesk } from './replay.js'

const REAL = new URL('../../../../../shared/data/helpdesk-500-cases.csv.gz', import.meta.url)
const present = existsSync(REAL)

if (!present) console.warn('NOT RUN: the log of the help desk, because the real log is not here')

it.runIf(present)('gives the same on PostgreSQL as in memory, also the second time', { timeout: 120_000 }, async () => {
  const csv = gunzipSync(readFileSync(REAL)).toString()
  const database = await testDatabase()
  const { store, close } = await openStore({ store: 'postgres', url: database.url, data: null, fresh: false })
  try {
    const figures = await replayHelpDesk(store, csv)
    expect(figures).toEqual(await replayHelpDesk(memoryStore(), csv))
    expect(await replayHelpDesk(store, csv)).toEqual(figures)
  } finally {
    await close()
    await database.destroy()
  }
})
