import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { freshSchema, testPool } from '../../test/postgres-fixture.js'
import { commitOf, eventRecord, outboxRecord, TENANT, ticketRecord } from '../../test/records.js'
import { type PostgresPool, type PostgresStore, postgresStore } from '../index.js'

const schema = freshSchema()
let pool: pg.Pool
let store: PostgresStore

beforeAll(async () => {
  pool = testPool()
  store = postgresStore({ pool, schema })
  await store.migrate()
})

beforeEach(async () => {
  await pool.query(['timer', 'outbox', 'event', 'ticket'].map((table) => `delete from ${schema}.${table};`).join(' '))
})

afterAll(async () => {
  await pool.query(`drop schema "${schema}" cascade`)
  await pool.end()
})

async function databaseNow(): Promise<number> {
  const { rows } = await pool.query('select extract(epoch from clock_timestamp()) * 1000 as now')
  return Number(rows[0].now)
}

async function setTimers(dueAt: readonly number[]): Promise<void> {
  const tickets = dueAt.map((_, place) => ticketRecord(`t${place}`))
  const timers = dueAt.map((due, place) => ({
    tenant: TENANT,
    ticketId: `t${place}`,
    key: 'k',
    dueAt: due,
    epoch: 1,
    data: {},
  }))
  const expect = tickets.map(({ id }) => ({ ticketId: id, version: 0 }))
  await store.commit(
    commitOf({ expect, tickets, events: tickets.map(eventRecord), timers: { set: timers, cancel: [] } }),
  )
}

const claim = (limit: number, token = 'a') => store.claimTimers({ limit, leaseMs: 60_000, token })

it('goes by the database’s clock for what is due', async () => {
  const now = await databaseNow()
  await setTimers([Math.floor(now) - 10, Math.floor(now) + 60_000])
  expect((await claim(10)).map(({ timer }) => timer.ticketId)).toEqual(['t0'])
  const wait = await store.nextWakeup()
  expect(wait).toBeGreaterThan(50_000)
  expect(wait).toBeLessThanOrEqual(60_000)
})

it('goes by the database’s clock for leases and delays', async () => {
  await setTimers([1])
  await store.claimTimers({ limit: 1, leaseMs: 0, token: 'a' })
  expect((await claim(1, 'b')).map(({ attempts }) => attempts)).toEqual([2])
  const retry = {
    tenant: TENANT,
    ticketId: 't0',
    key: 'k',
    outcome: { kind: 'retry', delayMs: 60_000, error: 'x' },
  } as const
  expect(await store.settleTimers([{ ...retry, token: 'a' }])).toBe(0)
  expect(await store.settleTimers([{ ...retry, token: 'b' }])).toBe(1)
  expect(await claim(1)).toEqual([])
})

it('makes an outbox message due at once, whatever the desk’s clock says', async () => {
  const ticket = ticketRecord('t1')
  const outbox = [{ ...outboxRecord(ticket, 'o1'), createdAt: Date.UTC(2199, 0, 1) }]
  await store.commit(
    commitOf({ expect: [{ ticketId: 't1', version: 0 }], tickets: [ticket], events: [eventRecord(ticket)], outbox }),
  )
  expect(await store.nextWakeup()).toBe(0)
  expect(await store.claimOutbox({ limit: 5, leaseMs: 1_000, token: 'a' })).toHaveLength(1)
})

it('finds a timer that was set before the place where a drain is', async () => {
  await setTimers([10, 20, 30, 40, 50])
  expect((await claim(2)).map(({ timer }) => timer.dueAt)).toEqual([10, 20])
  const late = { tenant: TENANT, ticketId: 't0', key: 'late', dueAt: 5, epoch: 1, data: {} }
  await store.commit(commitOf({ timers: { set: [late], cancel: [] } }))
  expect((await claim(2)).map(({ timer }) => timer.dueAt)).toEqual([30, 40])
  expect((await claim(2)).map(({ timer }) => timer.dueAt)).toEqual([5, 50])
  expect(await claim(2)).toEqual([])
})

it('finds an early timer within fifty claims although the drain never ends', async () => {
  await setTimers(Array.from({ length: 120 }, (_, place) => 100 + place))
  await claim(1)
  await store.commit(
    commitOf({
      timers: { set: [{ tenant: TENANT, ticketId: 't0', key: 'late', dueAt: 5, epoch: 1, data: {} }], cancel: [] },
    }),
  )
  const keys: string[] = []
  for (let count = 0; count < 60; count += 1) keys.push(...(await claim(1)).map(({ timer }) => timer.key))
  expect(keys).toContain('late')
})

it('looks at the front of a drain ever less often, and often again in the next one', async () => {
  let atFront = 0
  const watched: PostgresPool = {
    query(statement) {
      if (statement.text.includes('skip locked') && !statement.text.includes(') > (')) atFront += 1
      return pool.query(statement)
    },
    on: () => watched,
  }
  const own = postgresStore({ pool: watched, schema })
  const frontLooks = async (claims: number) => {
    const looks: number[] = []
    for (let count = 1; count <= claims; count += 1) {
      const before = atFront
      await own.claimTimers({ limit: 1, leaseMs: 60_000, token: `x${count}` })
      if (atFront > before) looks.push(count)
    }
    return looks
  }
  await setTimers(Array.from({ length: 400 }, (_, place) => 100 + place))
  expect(await frontLooks(400)).toEqual([1, 52, 153, 354])
  expect(await own.claimTimers({ limit: 1, leaseMs: 60_000, token: 'end' })).toEqual([])
  await pool.query(`update ${schema}.timer set token = null, lease_until = null`)
  expect(await frontLooks(60)).toEqual([1, 52])
})

it('drains many timers of one instant, each once, with several workers', async () => {
  await setTimers(Array<number>(500).fill(7))
  const claimed: string[] = []
  const worker = async (name: string) => {
    const own = postgresStore({ pool, schema })
    for (let count = 0; ; count += 1) {
      const rows = await own.claimTimers({ limit: 30, leaseMs: 60_000, token: `${name}${count}` })
      claimed.push(...rows.map(({ timer }) => timer.ticketId))
      if (rows.length === 0) return
    }
  }
  await Promise.all(['a', 'b', 'c'].map(worker))
  expect(claimed).toHaveLength(500)
  expect(new Set(claimed).size).toBe(500)
})
