import pg from 'pg'
import { embeddedPostgres } from './src/embedded/index.js'
import { postgresStore } from './src/index.js'
import { ticketRecord, eventRecord, commitOf, TENANT } from './test/records.js'
const server = await embeddedPostgres({ dataDir: '/tmp/docket-bench' })
const pool = new pg.Pool({ connectionString: server.url, max: 1 })
await pool.query('drop schema if exists docket cascade')
const store = postgresStore({ pool })
await store.migrate()
await pool.query(`set plan_cache_mode = force_generic_plan`)
await pool.query(`prepare p(text, text) as select 1 from only docket.ticket x where tenant = $1 and id = $2 for key share of x`)
let n = 0
for (const upto of [0, 1, 5, 20, 100, 300, 1000]) {
  for (; n < upto; n++) { const t = ticketRecord(`t${n}`); await store.commit(commitOf({ expect: [{ ticketId: t.id, version: 0 }], tickets: [t], events: [eventRecord(t)] })) }
  await pool.query('discard plans')
  const { rows } = await pool.query(`explain (verbose) execute p('acme','t1')`)
  console.log(upto, rows.map((r) => r['QUERY PLAN'].trim()).filter((l) => /Scan|Cond|Filter/.test(l)).join(' | '))
  const { rows: sizes } = await pool.query(`select relname, relpages, pg_relation_size(oid)/8192 as pages from pg_class where relname in ('ticket','ticket_pkey','ticket_of_requester') order by 1`)
  console.log('   ', sizes.map((r) => `${r.relname} ${r.relpages}/${r.pages}`).join(' '))
}
await pool.end(); await server.stop()
