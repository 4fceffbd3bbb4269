import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshSchema, testPool } from '../../test/postgres-fixture.js'
import { commitOf, TENANT } from '../../test/records.js'
import { type PostgresPool, postgresStore } from '../index.js'

// Guards against reading every counter of the tenant for the few of a ticket's candidates: a kept plan that was made
// while the table was empty, and one that takes a list of keys for thousands.

const schema = freshSchema()
const pool = testPool(1)
let text = ''

beforeAll(async () => {
  const watched: PostgresPool = {
    query(statement) {
      text = statement.text
      return pool.query(statement)
    },
    on: () => watched,
  }
  const store = postgresStore({ pool: watched, schema })
  await store.migrate()
  await store.counters(TENANT, ['any'])
  await pool.query(`prepare counters as ${text}`)
  const counters = Array.from({ length: 20_000 }, (_, place) => ({ key: `load:a${place}`, delta: 1 }))
  const other = postgresStore({ pool, schema })
  await other.commit(commitOf({ counters }))
  await other.commit(commitOf({ tenant: 'other', counters }))
})

afterAll(async () => {
  await pool.query(`drop schema "${schema}" cascade`)
  await pool.end()
})

const KEYS = Array.from({ length: 500 }, (_, place) => `load:a${place}`).join()

// Before the table's statistics are made and after; the plan that is kept for any keys, and that for these.
it.each([
  ['young', 'generic'],
  ['young', 'custom'],
  ['known', 'generic'],
  ['known', 'custom'],
])('looks each key up in a %s table by its %s plan', async (age, kind) => {
  if (age === 'known') await pool.query(`analyze "${schema}".counter`)
  await pool.query(`set plan_cache_mode = force_${kind}_plan`)
  const { rows } = await pool.query(`explain (analyze) execute counters ('${TENANT}', '{${KEYS}}')`)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toMatch(/Index Scan using counter_pkey on counter c .* loops=500\)/)
  expect(plan).not.toMatch(/Seq Scan|Hash|Rows Removed/)
})
