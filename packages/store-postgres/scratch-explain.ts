import pg from 'pg'
import { embeddedPostgres } from './src/embedded/index.js'
import { postgresStore } from './src/index.js'
import { ticketRecord, eventRecord, outboxRecord, commitOf, nextVersion, TENANT } from './test/records.js'
const server = await embeddedPostgres({ dataDir: '/tmp/docket-bench' })
const pool = new pg.Pool({ connectionString: server.url, max: 1 })
await pool.query('drop schema if exists docket cascade')
const store = postgresStore({ pool })
await store.migrate()
let n = 0
for (; n < 3000; n++) { const t = ticketRecord(`t${n}`); await store.commit(commitOf({ expect: [{ ticketId: t.id, version: 0 }], tickets: [t], events: [eventRecord(t)], outbox: [outboxRecord(t, `o-${n}`)] })) }
let t = ticketRecord('t5')
const send = async () => { const l = (await store.load(TENANT, 't5'))!; t = nextVersion(l); const r = await store.commit(commitOf({ expect: [{ ticketId: 't5', version: l.version }], tickets: [t], events: [eventRecord(t)], outbox: [outboxRecord(t, `p-${t.version}`)] })); if (!r.ok) throw new Error('x') }
for (let i = 0; i < 10; i++) await send()
const { rows } = await pool.query(`select name, generic_plans, custom_plans, statement from pg_prepared_statements`)
for (const r of rows) console.log(r.name, 'generic', r.generic_plans, 'custom', r.custom_plans, r.statement.slice(0, 60).replaceAll('\n', ' '))
await pool.query(`load 'auto_explain'; set auto_explain.log_min_duration=0; set auto_explain.log_analyze=on; set auto_explain.log_nested_statements=on; set auto_explain.log_triggers = on; set client_min_messages=log`)
const client = await pool.connect(); client.on('notice', (m) => console.log(m.message)); client.release()
await send()
{ const t = ticketRecord(`z${n}`); await store.commit(commitOf({ expect: [{ ticketId: t.id, version: 0 }], tickets: [t], events: [eventRecord(t)], outbox: [outboxRecord(t, `o-${n}`)] })) }
await pool.end(); await server.stop()
