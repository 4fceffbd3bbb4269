import { setTimeout } from 'node:timers/promises'
import type { DocketError } from '@docket/core/store'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, expect, inject, it } from 'vitest'
import { type BlackHole, blackHole } from '../../test/black-hole.js'
import { type PostgresFixture, postgresFixtures, testPool } from '../../test/postgres-fixture.js'
import { putting, ticketRecord } from '../../test/records.js'
import { type PostgresStore, type PostgresStoreOptions, postgresStore } from '../index.js'

const fixtures = postgresFixtures()
const ends: (() => unknown)[] = []
let fixture: PostgresFixture

beforeEach(async () => {
  fixture = await fixtures.create()
})

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

afterAll(fixtures.close)

/** Another node: a store with a pool of its own, and what it hears. */
function node(pool: pg.Pool, more: Partial<PostgresStoreOptions> = {}) {
  const heard: (string | null)[] = []
  const problems: DocketError[] = []
  const given = { pool, schema: fixture.schema, onProblem: (error: DocketError) => problems.push(error), ...more }
  const store = postgresStore(given as PostgresStoreOptions)
  ends.push(() => (pool.ending ? null : pool.end()))
  const end = store.onCommit((tenant) => heard.push(tenant))
  ends.push(end)
  return { store, heard, problems, end }
}

const listeners = async () => {
  const { rows } = await fixture.pool.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and (query like 'listen %' or query = 'select 1')",
  )
  return rows.map(({ pid }) => pid)
}

let made = 0
/** Commits by another node until it is heard; returns after how many milliseconds it was. */
async function untilHeard(by: PostgresStore, heard: (string | null)[], most: number): Promise<number> {
  heard.length = 0
  const begun = performance.now()
  while (!heard.includes('acme')) {
    if (performance.now() - begun > most) throw new Error(`Nothing was heard within ${most} ms.`)
    made += 1
    await by.commit(putting(ticketRecord(`h${made}`)))
    await setTimeout(60)
  }
  return performance.now() - begun
}

it('tells of other processes’ commits, at most every 50 ms', async () => {
  const { heard } = node(testPool())
  await untilHeard(fixture.store, heard, 10_000)
  await setTimeout(200)
  heard.length = 0
  const begun = performance.now()
  for (let count = 0; count < 60; count += 1) await fixture.store.commit(putting(ticketRecord(`many${count}`)))
  const took = performance.now() - begun
  await setTimeout(200)
  expect(heard.length).toBeGreaterThan(0)
  expect(heard.length).toBeLessThanOrEqual(Math.ceil(took / 50) + 2)
})

it('finds a listener that a firewall has forgotten within 5 seconds, and replaces it', {
  timeout: 60_000,
}, async () => {
  const url = new URL(inject('postgresUrl'))
  const way: BlackHole = await blackHole({ host: url.hostname, port: Number(url.port) })
  ends.push(() => way.close())
  url.port = String(way.port)
  const pool = new pg.Pool({ connectionString: url.href })
  pool.on('error', () => {})
  const { heard, problems } = node(pool)
  await untilHeard(fixture.store, heard, 10_000)
  way.swallow()
  await setTimeout(300)
  // What was swallowed is made up for by a hint of perhaps any tenant, as soon as it listens again.
  heard.length = 0
  const begun = performance.now()
  while (!heard.includes(null)) {
    if (performance.now() - begun > 10_000) throw new Error('It was not replaced.')
    await setTimeout(20)
  }
  expect(performance.now() - begun).toBeLessThan(5_000)
  expect(problems.map(({ code }) => code)).toEqual(['STORE_UNAVAILABLE'])
  await untilHeard(fixture.store, heard, 2_000)
})

it('replaces a listener whose connection the server ended', async () => {
  const { heard } = node(testPool())
  await untilHeard(fixture.store, heard, 10_000)
  const before = await listeners()
  expect(before.length).toBeGreaterThan(0)
  for (const pid of before) await fixture.pool.query('select pg_terminate_backend($1)', [pid])
  await untilHeard(fixture.store, heard, 5_000)
})

it('keeps no connection after its end, and none at all for a pool that is being ended', {
  timeout: 20_000,
}, async () => {
  const first = testPool()
  const { heard, end } = node(first)
  await untilHeard(fixture.store, heard, 10_000)
  end()
  await setTimeout(300)
  expect(first.totalCount - first.idleCount).toBe(0)
  const second = testPool()
  const again = node(second)
  await untilHeard(fixture.store, again.heard, 10_000)
  // Whoever ends the pool first does not wait for ever.
  await second.end()
  expect(second.ended).toBe(true)
})

it('says so where nothing can be heard, and tells of its own commits all the same', { timeout: 20_000 }, async () => {
  const one = node(testPool(1))
  expect(one.problems.map(({ message }) => message)).toEqual([expect.stringContaining('not heard')])
  await one.store.commit(putting(ticketRecord('own')))
  await setTimeout(50)
  expect(one.heard).toEqual(['acme'])

  // A pooler by transaction sends `listen` to a connection that it then gives to somebody else.
  const pool = testPool()
  const pooled = {
    query: (statement: { text: string; values: unknown[] }) => pool.query(statement),
    on: () => {},
    connect: async () => {
      const connection = await pool.connect()
      return {
        query: (text: string) => connection.query(text.startsWith('listen') ? 'select 1' : text),
        on: () => {},
        release: (destroy?: boolean) => connection.release(destroy),
      }
    },
  }
  const deaf = node(pool, { pool: pooled } as never)
  while (deaf.problems.length === 0) await setTimeout(50)
  expect(deaf.problems.map(({ code }) => code)).toEqual(['STORE_UNAVAILABLE'])
  const after = (await deaf.store.feed({ tenant: 'acme', after: null, limit: 1 })).next
  await fixture.store.commit(putting(ticketRecord('polled')))
  while ((await deaf.store.feed({ tenant: 'acme', after, limit: 10 })).entries.length === 0) await setTimeout(20)
})

it('gives no hint in a transaction of the host', async () => {
  const heard: unknown[] = []
  const client = await fixture.pool.connect()
  ends.push(() => client.release())
  await client.query('begin')
  const bound = fixture.store.within(client)
  bound.onCommit((tenant) => heard.push(tenant))()
  ends.push(fixture.store.onCommit((tenant) => tenant !== null && heard.push(tenant)))
  await bound.commit(putting(ticketRecord('t1')))
  await setTimeout(100)
  await client.query('rollback')
  expect(heard).toEqual([])
})
