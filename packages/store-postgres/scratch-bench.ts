import pg from 'pg'
import { embeddedPostgres } from './src/embedded/index.js'
import { postgresStore } from './src/index.js'
import { ticketRecord, eventRecord, outboxRecord, commitOf, nextVersion, TENANT } from './test/records.js'
const server = await embeddedPostgres({ dataDir: '/tmp/docket-bench' })
const pool = new pg.Pool({ connectionString: server.url, max: 32 })
const schema = 'docket'
const fk = process.argv.includes('nofk')
await pool.query('drop schema if exists docket cascade; drop schema if exists bare cascade')
const store = postgresStore({ pool, schema })
await store.migrate()
if (fk) for (const t of ['event','message','content','attachment','timer','outbox']) await pool.query(`alter table docket.${t} drop constraint ${t}_of_ticket`)
if (process.argv.includes('noindex')) await pool.query(`drop index docket.ticket_by_change, docket.ticket_by_priority, docket.ticket_of_requester, docket.ticket_of_assignee, docket.ticket_of_team, docket.ticket_terms`)
await pool.query(`create schema bare;
create table bare.ticket (tenant text, id text, version int not null, state text not null, phase text not null, assignee text, priority_rank int, created_at bigint, updated_at bigint, data jsonb not null, primary key (tenant, id));
create index on bare.ticket (tenant, phase, updated_at, id);
create table bare.event (tenant text, ticket_id text, seq int, type text, at bigint, data jsonb, primary key (tenant, ticket_id, seq));
create table bare.outbox (tenant text, id text, ticket_id text, seq int, effect text, data jsonb, available_at bigint, primary key (tenant, id));
create index on bare.outbox (available_at);
create table bare.timer (tenant text, ticket_id text, key text, due_at bigint, data jsonb, primary key (tenant, ticket_id, key));
create index on bare.timer (due_at);`)
let n = 0
const id = () => `01890000-0000-7000-8000-${String(++n).padStart(12, '0')}`
const ticketOf = (i: string) => ticketRecord(i, { fields: { product: 'phone', severity: 'high', amount: 12 }, requester: { id: `c${n % 5000}`, tier: 'gold' }, updatedAt: 1.7e12 + n, createdAt: 1.7e12 + n })
const BARE = { name: 'bare_create', text: `with t as (insert into bare.ticket values ($1,$2,1,'new','open',null,3,$3,$3,$4) returning 1), e as (insert into bare.event select $1,$2,1,'ticket.created',$3,$5 from t), o as (insert into bare.outbox select $1,$6,$2,1,'notify',$7,$3 from t), m as (insert into bare.timer select $1,$2,'timeout',$3::bigint+60000,'{}' from t) select 1 from t` }
async function bareCreate() { const i = id(); const t = ticketOf(i); await pool.query({ ...BARE, values: [TENANT, i, t.updatedAt, JSON.stringify(t), JSON.stringify({ kind: 'x' }), `o-${i}`, '{}'] }); return i }
const creation = (i: string) => { const t = ticketOf(i); return commitOf({ expect: [{ ticketId: i, version: 0 }], tickets: [t], events: [eventRecord(t)], outbox: [outboxRecord(t, `o-${i}`)], timers: { set: [{ tenant: TENANT, ticketId: i, key: 'timeout', dueAt: t.updatedAt + 60000, epoch: 1, data: {} }], cancel: [] } }) }
async function ourCreate() { const i = id(); await store.commit(creation(i)); return i }
const BSEND = { name: 'bare_send', text: `with t as (update bare.ticket set version = $3, data = $4, updated_at = $8 where tenant=$1 and id=$2 and version = $3 - 1 returning 1), e as (insert into bare.event select $1,$2,$3,'ticket.changed',$8,$5 from t), o as (insert into bare.outbox select $1,$6,$2,$3,'notify',$7,$8 from t) select 1 from t` }
async function bareSend(i: string) { const { rows } = await pool.query({ name: 'bl', text: 'select * from bare.ticket where tenant=$1 and id=$2', values: [TENANT, i] }); const r = rows[0]; const v = r.version + 1; await pool.query({ ...BSEND, values: [TENANT, i, v, JSON.stringify(r.data), '{"kind":"x"}', `o-${i}-${v}`, '{}', Number(r.updated_at) + 1] }) }
async function ourSend(i: string) { const t = (await store.load(TENANT, i))!; const u = nextVersion(t, { updatedAt: t.updatedAt + 1 }); const r = await store.commit(commitOf({ expect: [{ ticketId: i, version: t.version }], tickets: [u], events: [eventRecord(u)], outbox: [outboxRecord(u, `o-${i}-${u.version}`)] })); if (!r.ok) throw new Error(JSON.stringify(r)) }
async function rate(clients: number, ms: number, f: (c: number) => Promise<unknown>) { const end = Date.now() + ms; let c = 0; const t0 = process.hrtime.bigint(); await Promise.all(Array.from({ length: clients }, async (_, k) => { while (Date.now() < end) { await f(k); c++ } })); return c / (Number(process.hrtime.bigint() - t0) / 1e9) }

import { readdirSync, readFileSync } from 'node:fs'
const master = Number(readFileSync('/tmp/docket-bench/data/postmaster.pid','utf8').split('\n')[0])
function serverCpu() { let sum = 0; for (const p of readdirSync('/proc')) { if (!/^\d+$/.test(p)) continue; try { const st = readFileSync(`/proc/${p}/stat`,'utf8'); const f = st.slice(st.lastIndexOf(')')+2).split(' '); if (Number(p) === master || Number(f[1]) === master) sum += Number(f[11])+Number(f[12]) } catch {} } return sum*10 }
async function cpu(name: string, count: number, f: (k: number) => Promise<unknown>) { const clients = 4; let left = count; const s0 = serverCpu(), n0 = process.cpuUsage(); await Promise.all(Array.from({length: clients}, async (_, k) => { while (left-- > 0) await f(k) })); const s1 = serverCpu(), n1 = process.cpuUsage(n0); return [ (s1-s0)/count*1000, (n1.user+n1.system)/count ] }
await pool.query('set synchronous_commit=off')
const bt = await Promise.all(Array.from({ length: 4 }, bareCreate)), ot = await Promise.all(Array.from({ length: 4 }, ourCreate))
const acc: Record<string, number[][]> = {}
for (let r = 0; r < 4; r++) for (const [name, f] of [['bareCreate', bareCreate], ['ourCreate', ourCreate], ['bareSend', (k: number) => bareSend(bt[k]!)], ['ourSend', (k: number) => ourSend(ot[k]!)]] as const) { const m = await cpu(name, 1500, f as never); (acc[name] ??= []).push(m) }
for (const [name, ms] of Object.entries(acc)) console.log(name, 'server us', Math.min(...ms.map((m) => m[0]!)).toFixed(0), 'node us', Math.min(...ms.map((m) => m[1]!)).toFixed(0))
const B = 2000
async function bareImport() { const ids = Array.from({ length: B }, id); const ts = ids.map(ticketOf); await pool.query({ name: 'bi', text: `with t as (insert into bare.ticket select $1, x.id, 1, 'new', 'open', null, 3, x.at, x.at, x.data from unnest($2::text[], $3::bigint[], $4::jsonb[]) x(id, at, data) returning 1), e as (insert into bare.event select $1, x.id, 1, 'ticket.imported', x.at, x.data from unnest($2::text[], $3::bigint[], $5::jsonb[]) x(id, at, data)), o as (insert into bare.outbox select $1, x.oid, x.id, 1, 'notify', x.data, x.at from unnest($2::text[], $3::bigint[], $5::jsonb[], $6::text[]) x(id, at, data, oid)) select 1`, values: [TENANT, ids, ts.map((t) => t.updatedAt), ts.map((t) => JSON.stringify(t)), ts.map(() => '{"kind":"test"}'), ids.map((i) => `o-${i}`)] }) }
async function ourImport() { const ids = Array.from({ length: B }, id); const ts = ids.map(ticketOf); const r = await store.commit(commitOf({ expect: ids.map((i) => ({ ticketId: i, version: 0 })), tickets: ts, events: ts.map(eventRecord), outbox: ts.map((t) => outboxRecord(t, `o-${t.id}`)) })); if (!r.ok) throw new Error('x') }
await bareImport(); await ourImport()
const med = (a: number[]) => a.sort((x, y) => x - y)[a.length >> 1]!
const b: number[] = [], o: number[] = []
for (let r = 0; r < 7; r++) { let t = performance.now(); await bareImport(); b.push(performance.now() - t); t = performance.now(); await ourImport(); o.push(performance.now() - t) }
console.log('import bare', (B / med(b) * 1000).toFixed(0), '/s ours', (B / med(o) * 1000).toFixed(0), 'ratio', (med(b) / med(o)).toFixed(2))
await pool.end(); await server.stop()
