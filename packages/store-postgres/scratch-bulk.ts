import pg from 'pg'
import { embeddedPostgres } from './src/embedded/index.js'
import { postgresStore } from './src/index.js'
import { ticketRecord, eventRecord, outboxRecord, commitOf, TENANT } from './test/records.js'
const server = await embeddedPostgres({ dataDir: '/tmp/docket-bench' })
const pool = new pg.Pool({ connectionString: server.url, max: 1 })
await pool.query('drop schema if exists docket cascade')
const store = postgresStore({ pool })
await store.migrate()
let n = 0
const bulk = async (B: number) => { const ts = Array.from({ length: B }, () => ticketRecord(`t${String(n++).padStart(9,'0')}`, { requester: { id: `c${n % 500}` } })); const t0 = performance.now(); const r = await store.commit(commitOf({ expect: ts.map((t) => ({ ticketId: t.id, version: 0 })), tickets: ts, events: ts.map(eventRecord), outbox: ts.map((t) => outboxRecord(t, `o-${t.id}`)) })); if (!r.ok) throw new Error('x'); return performance.now() - t0 }
for (let i = 0; i < 10; i++) console.log('bulk', (await bulk(2000)).toFixed(0))
const { rows } = await pool.query(`select name, generic_plans, custom_plans from pg_prepared_statements`); console.log(rows)
await pool.query(`load 'auto_explain'; set auto_explain.log_min_duration=0; set auto_explain.log_analyze=on; set auto_explain.log_triggers = on; set client_min_messages=log`)
const client = await pool.connect(); client.on('notice', (m) => console.log(m.message!.split('\n').filter((l) => !/Query (Text|Param)/.test(l)).map((l) => l.slice(0, 200)).join('\n'))); client.release()
await bulk(2000)
await pool.end(); await server.stop()
