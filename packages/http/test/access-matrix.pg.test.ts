import { postgresStore } from '@docket/store-postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { ROUTES } from '../src/routes/index.js'
import { CALLERS } from './probes/callers.js'
import { probe } from './probes/matrix.js'
import { caseDesk } from './world/case-desk.js'
import type { MakeStore } from './world/case-world.js'

const schema = `docket_matrix_${process.pid}_${Date.now().toString(36)}`
let pool: pg.Pool
let tables = ''

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: inject('postgresUrl') })
  await postgresStore({ pool, schema }).migrate({ indexed: caseDesk.model.fields.indexed })
  const { rows } = await pool.query<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = $1 and tablename not like '%migration%'",
    [schema],
  )
  tables = rows.map(({ tablename }) => `"${schema}"."${tablename}"`).join()
})
afterAll(async () => {
  await pool.query(`drop schema if exists "${schema}" cascade`)
  await pool.end()
})

// All of it runs on the memory store; what only a database could get wrong is a predicate in a query.
it('tell nobody on PostgreSQL what they may not know, and a foreign id as much as one of nothing', {
  timeout: 280_000,
}, async () => {
  const make: MakeStore = async (clock) => {
    await pool.query(`truncate ${tables}`)
    return postgresStore({ pool, schema, clock, onProblem: () => {} })
  }
  const names = ['requester of another tenant', 'another requester', 'agent']
  const callers = CALLERS.filter(({ name }) => names.includes(name))
  // What goes by the ticket in its path is one query, whatever the route does with it.
  const routes = ROUTES.filter(({ method, path }) => method === 'GET' || !path.includes(':ticketId/'))
  const { wrong, differing, counts } = await probe(routes, { callers, make, most: 1 })
  console.log(`${counts}: ${wrong.length} leaks or faults, ${differing.length} differences`)
  expect({ wrong: wrong.slice(0, 20), differing: differing.slice(0, 5) }).toEqual({ wrong: [], differing: [] })
})
