import { DocketError, type Store } from '@docket/core/store'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { freshSchema, testPool } from '../test/postgres-fixture.js'
import { commitOf, eventRecord, nextVersion, putting, TENANT, ticketRecord } from '../test/records.js'
import { postgresStore } from './index.js'

const schema = freshSchema()
let admin: pg.Pool

beforeAll(async () => {
  admin = testPool()
  await postgresStore({ pool: admin, schema }).migrate()
})

afterAll(async () => {
  await admin.query(`drop schema "${schema}" cascade`)
  await admin.end()
})

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: unknown) => (DocketError.is(error) ? error.code : String(error)),
  )

async function backendOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query('select pg_backend_pid() as pid')
  return rows[0].pid
}

it('reads the same under any type parsers of the host', async () => {
  const parse = () => 'mangled by the host'
  const pool = new pg.Pool({ connectionString: inject('postgresUrl') })
  const odd = {
    ...pg.types,
    getTypeParser: (oid: number, format?: unknown) =>
      [16, 20, 21, 23, 114, 1114, 1184, 3802].includes(oid)
        ? oid === 20
          ? (value: string) => BigInt(value)
          : oid === 23
            ? (value: string) => value
            : parse
        : pg.types.getTypeParser(oid, format as 'text'),
  }
  const store = postgresStore({
    pool: {
      query: (statement) => pool.query({ ...statement, types: odd as never }),
      on: (event, listener) => pool.on(event, listener),
    },
    schema,
  })
  const ticket = ticketRecord('parsed', { fields: { a: [1, 2.5, { b: null }] }, tags: ['x'], personal: { c: true } })
  await store.commit(putting(ticket, { counters: [{ key: 'parsed', delta: 3 }] }))
  expect(await store.load(TENANT, 'parsed')).toEqual(ticket)
  expect(await store.history({ tenant: TENANT, ticketId: 'parsed', afterSeq: 0, limit: 5 })).toEqual([
    eventRecord(ticket),
  ])
  expect(await store.counters(TENANT, ['parsed'])).toEqual([3])
  await pool.end()
})

it('survives the loss of its idle connections', async () => {
  const pool = testPool(2)
  const store = postgresStore({ pool, schema })
  postgresStore({ pool, schema })
  expect(pool.listenerCount('error')).toBe(1)
  await store.load(TENANT, 'none')
  const lost = new Promise((resolve) => pool.once('error', resolve))
  await admin.query('select pg_terminate_backend($1)', [await backendOf(pool)])
  await lost
  expect(await store.load(TENANT, 'none')).toBeNull()
  await pool.end()
})

it('says that the store is unavailable when the connection breaks during a commit, and nothing is half-written', async () => {
  const pool = testPool(1)
  const store = postgresStore({ pool, schema })
  const ticket = ticketRecord('broken')
  await store.commit(putting(ticket))
  const pid = await backendOf(pool)
  const blocker = await admin.connect()
  await blocker.query('begin')
  await blocker.query(`select from "${schema}".ticket where id = 'broken' for update`)
  const waiting = codeOf(store.commit(putting(nextVersion(ticket))))
  await waitsForLock(pid)
  await admin.query('select pg_terminate_backend($1)', [pid])
  expect(await waiting).toBe('STORE_UNAVAILABLE')
  await blocker.query('rollback')
  blocker.release()
  expect(await store.load(TENANT, 'broken')).toEqual(ticket)
  await pool.end()
})

async function waitsForLock(pid: number): Promise<void> {
  for (;;) {
    const { rows } = await admin.query(`select 1 from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'`, [
      pid,
    ])
    if (rows.length > 0) return
  }
}

it('says that the store is unavailable when there is no server', async () => {
  const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' })
  const store = postgresStore({ pool, schema })
  const calls: (() => Promise<unknown>)[] = [
    () => store.load(TENANT, 't'),
    () => store.commit(putting(ticketRecord('t'))),
    () => store.claimTimers({ limit: 1, leaseMs: 1, token: 'a' }),
    () => store.nextWakeup(),
    () => store.migrate(),
  ]
  for (const call of calls) expect(await codeOf(call())).toBe('STORE_UNAVAILABLE')
  await pool.end()
})

it('says that the store is unavailable on a server that takes no writes', async () => {
  const pool = new pg.Pool({ connectionString: inject('postgresUrl'), options: '-c default_transaction_read_only=on' })
  const store = postgresStore({ pool, schema })
  expect(await codeOf(store.commit(putting(ticketRecord('standby'))))).toBe('STORE_UNAVAILABLE')
  expect(await store.load(TENANT, 'standby')).toBeNull()
  await pool.end()
})

it('gives up a commit that stays blocked beyond the lock timeout', async () => {
  const pool = new pg.Pool({ connectionString: inject('postgresUrl'), options: '-c lock_timeout=50' })
  const store = postgresStore({ pool, schema })
  const ticket = ticketRecord('locked')
  await store.commit(putting(ticket))
  const blocker = await admin.connect()
  await blocker.query('begin')
  await blocker.query(`select from "${schema}".ticket where id = 'locked' for update`)
  expect(await codeOf(store.commit(putting(nextVersion(ticket))))).toBe('STORE_UNAVAILABLE')
  await blocker.query('rollback')
  blocker.release()
  await pool.end()
})

it('gives the loser of a first insertion of a counter its turn', async () => {
  const store: Store = postgresStore({ pool: admin, schema })
  const commits = Array.from({ length: 12 }, () =>
    store.commit(commitOf({ counters: [{ key: 'first', delta: 1, max: 8 }] })),
  )
  const applied = (await Promise.all(commits)).filter(({ ok }) => ok)
  expect(applied).toHaveLength(8)
  expect(await store.counters(TENANT, ['first'])).toEqual([8])
})
