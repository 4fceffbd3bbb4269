import { manualClock } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { postgresStore } from '@docket/store-postgres'
import pg from 'pg'
import { expect, inject, it } from 'vitest'
import { collect } from './report/collect.js'
import { BEGIN, tell } from './story/tell.js'

/** The crowd is smaller than usual; all else is told as always. */
const CROWD = 60

it('tells the same on PostgreSQL as in memory', { timeout: 600_000 }, async () => {
  const schema = `company_${process.pid}`
  const pool = new pg.Pool({ connectionString: inject('postgresUrl'), max: 10 })
  try {
    const clock = manualClock(BEGIN)
    const store = postgresStore({ pool, schema, clock })
    await store.migrate()
    const onPostgres = await collect(await tell(store, clock, 2, CROWD), 2)
    const inMemory = manualClock(BEGIN)
    expect(onPostgres).toEqual(await collect(await tell(memoryStore({ clock: inMemory }), inMemory, 2, CROWD), 2))
  } finally {
    await pool.query(`drop schema if exists "${schema}" cascade`)
    await pool.end()
  }
})
