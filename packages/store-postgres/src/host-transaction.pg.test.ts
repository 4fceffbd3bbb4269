import type pg from 'pg'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { type PostgresFixture, postgresFixtures } from '../test/postgres-fixture.js'
import {
  commitOf,
  idempotencyRecord,
  messageRecord,
  nextVersion,
  outboxRecord,
  putting,
  TENANT,
  ticketRecord,
} from '../test/records.js'

const fixtures = postgresFixtures()
let fixture: PostgresFixture
let host: pg.PoolClient
let sent: string[]

beforeEach(async () => {
  fixture = await fixtures.create()
  host = await fixture.pool.connect()
  sent = []
  await host.query(`create table ${fixture.schema}.purchase (id int)`)
  await host.query('begin')
  await host.query(`insert into ${fixture.schema}.purchase values (1)`)
})

afterEach(async () => {
  await host.query('rollback').catch(() => {})
  await host.query(`drop table ${fixture.schema}.purchase`)
  host.release()
})

afterAll(fixtures.close)

const bound = () =>
  fixture.store.within({
    query: (text, values) => {
      sent.push(text)
      return host.query(text, values)
    },
  })

async function everything(): Promise<number> {
  let rows = 0
  for (const table of ['ticket', 'event', 'message', 'timer', 'outbox', 'counter', 'idempotency']) {
    const { rows: counted } = await fixture.pool.query(`select count(*)::int as n from ${fixture.schema}.${table}`)
    rows += counted[0].n
  }
  return rows
}

const ticket = ticketRecord('t1')
const rich = putting(ticket, {
  messages: [messageRecord(ticket, 'm1')],
  timers: { set: [{ tenant: TENANT, ticketId: 't1', key: 'k', dueAt: 1, epoch: 1, data: {} }], cancel: [] },
  outbox: [outboxRecord(ticket, 'o1')],
  counters: [{ key: 'load:a1', delta: 1, max: 5 }],
  idempotency: idempotencyRecord(ticket, 'k1'),
})

it('is durable when the host commits, and not before', async () => {
  const store = bound()
  expect(store.transaction).toBe('host')
  expect(await store.commit(rich)).toEqual({ ok: true })
  expect(await store.load(TENANT, 't1')).toEqual(ticket)
  expect(await fixture.store.load(TENANT, 't1')).toBeNull()
  await host.query('commit')
  expect(await fixture.store.load(TENANT, 't1')).toEqual(ticket)
})

it('leaves nothing when the host rolls back', async () => {
  expect(await bound().commit(rich)).toEqual({ ok: true })
  await host.query('rollback')
  expect(await everything()).toBe(0)
})

it('begins, commits and rolls back nothing', async () => {
  const store = bound()
  await store.commit(rich)
  await store.commit(putting(nextVersion(nextVersion(ticket))))
  expect(sent.length).toBeGreaterThan(3)
  expect(sent.filter((text) => /^\s*(begin|start|commit|rollback|abort|end)\b/i.test(text))).toEqual([])
})

it('returns a conflict of each kind, leaves nothing of the commit, and the transaction stays usable', async () => {
  const other = ticketRecord('t9', { external: { source: 'mail', id: 'x' } })
  await fixture.store.commit(putting(other, { idempotency: idempotencyRecord(other, 'used') }))
  await fixture.store.commit(commitOf({ counters: [{ key: 'load:a1', delta: 5 }] }))
  const before = await everything()
  const store = bound()
  const kinds: string[] = []
  const link = { attachmentId: 'f', uploader: { type: 'agent', id: 'a1' }, ticketId: 't1', messageId: null }
  for (const parts of [
    {
      expect: [
        { ticketId: 't1', version: 0 },
        { ticketId: 't9', version: 7 },
      ],
    },
    { tickets: [{ ...ticket, external: { source: 'mail', id: 'x' } }] },
    { idempotency: idempotencyRecord(ticket, 'used') },
    {
      counters: [
        { key: 'load:b', delta: 1 },
        { key: 'load:a1', delta: 1, max: 5 },
      ],
    },
    { settles: { ticketId: 't1', key: 'k', epoch: 1, token: 'lost' } },
    { attachments: [link], counters: [] },
  ]) {
    const result = await store.commit({ ...rich, ...parts })
    kinds.push(result.ok ? 'applied' : result.conflict.kind)
  }
  expect(kinds).toEqual(['version', 'external-ticket', 'idempotency', 'counter', 'lease', 'attachment'])
  await host.query(`insert into ${fixture.schema}.purchase values (2)`)
  await host.query('commit')
  expect(await everything()).toBe(before)
  expect((await fixture.pool.query(`select * from ${fixture.schema}.purchase`)).rows).toHaveLength(2)
})

it('finds a key that another transaction inserts meanwhile, and the transaction stays usable', async () => {
  const rival = await fixture.pool.connect()
  await rival.query('begin')
  await fixture.store
    .within(rival)
    .commit(putting(ticketRecord('t2'), { idempotency: idempotencyRecord(ticket, 'k1') }))
  const waiting = bound().commit(rich)
  await untilSomebodyWaits()
  await rival.query('commit')
  rival.release()
  expect(await waiting).toMatchObject({ ok: false, conflict: { kind: 'idempotency' } })
  expect((await host.query(`select count(*)::int as n from ${fixture.schema}.purchase`)).rows).toEqual([{ n: 1 }])
  expect(await bound().load(TENANT, 't1')).toBeNull()
})

it('keeps one of two commits at once when the other is undone', async () => {
  const rival = await fixture.pool.connect()
  await rival.query('begin')
  const external = { source: 'mail', id: 'x' }
  await fixture.store.within(rival).commit(putting(ticketRecord('t9', { external })))
  // Two stores of one client, as two requests of the host would make them.
  const kept = fixture.store.within(host).commit(rich)
  const undone = fixture.store.within(host).commit(putting(ticketRecord('t2', { external })))
  await untilSomebodyWaits()
  const read = fixture.store.within(host).load(TENANT, 't1')
  await rival.query('commit')
  rival.release()
  expect(await kept).toEqual({ ok: true })
  expect(await undone).toMatchObject({ ok: false, conflict: { kind: 'external-ticket', ticketId: 't9' } })
  expect(await read).toEqual(ticket)
  await host.query('commit')
  expect(await fixture.store.load(TENANT, 't1')).toEqual(ticket)
  expect(await fixture.store.load(TENANT, 't2')).toBeNull()
})

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await fixture.pool.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%' || $1 || '%'`,
      [fixture.schema],
    )
    if (rows.length > 0) return
  }
}

it('does not retry a version conflict', async () => {
  await bound().commit(putting(ticketRecord('t5'), { expect: [{ ticketId: 't5', version: 3 }], events: [] }))
  expect(sent.filter((text) => text.startsWith('with '))).toHaveLength(1)
})
