import { postgresStore } from '@docket/store-postgres'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { hookedDefinition } from './hooked-desk.js'
import { sentByADesk } from './sent-by-a-desk.js'

const name = `docket_hooks_${process.pid}_${Date.now().toString(36)}`
let pool: pg.Pool
let made = 0

beforeAll(() => {
  pool = new pg.Pool({ connectionString: inject('postgresUrl'), max: 10 })
})

afterAll(async () => {
  for (let schema = 1; schema <= made; schema += 1)
    await pool.query(`drop schema if exists "${name}_${schema}" cascade`)
  await pool.end()
})

sentByADesk(async (clock) => {
  made += 1
  const store = postgresStore({ pool, schema: `${name}_${made}`, clock })
  await store.migrate({ indexed: hookedDefinition.model.fields.indexed })
  return store
})
