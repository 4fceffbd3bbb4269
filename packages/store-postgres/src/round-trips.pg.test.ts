import pg from 'pg'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { freshSchema } from '../test/postgres-fixture.js'
import {
  idempotencyRecord,
  messageRecord,
  nextVersion,
  outboxRecord,
  putting,
  TENANT,
  ticketRecord,
} from '../test/records.js'
import { type PostgresStore, postgresStore } from './index.js'

let pool: pg.Pool
let store: PostgresStore
let sent: number
const schema = freshSchema()

beforeEach(async () => {
  pool = new pg.Pool({ connectionString: inject('postgresUrl'), max: 1 })
  store = postgresStore({
    pool: {
      query: (statement) => {
        sent += 1
        return pool.query(statement)
      },
      on: (event, listener) => pool.on(event, listener),
    },
    schema,
  })
  await store.migrate()
  sent = 0
})

afterEach(async () => {
  await pool.query(`drop schema "${schema}" cascade`)
  await pool.end()
})

const ticket = ticketRecord('t1', { tags: ['vip'], external: { source: 'mail', id: '<1@x>' } })

it('creates a ticket with everything in one statement', async () => {
  const timer = { tenant: TENANT, ticketId: 't1', key: 'timeout', dueAt: 9, epoch: 1, data: {} }
  const result = await store.commit(
    putting(ticket, {
      messages: [messageRecord(ticket, 'm1')],
      timers: { set: [timer], cancel: [] },
      outbox: [outboxRecord(ticket, 'o1')],
      counters: [{ key: 'load:a1', delta: 1, max: 3 }],
      idempotency: idempotencyRecord(ticket, 'k1'),
    }),
  )
  expect(result).toEqual({ ok: true })
  expect(sent).toBe(1)
})

it('sends with a load and one statement, whatever is settled and counted', async () => {
  await store.commit(putting(ticket))
  sent = 0
  const loaded = await store.load(TENANT, 't1')
  const next = nextVersion(loaded ?? ticket)
  const counters = [
    { key: 'load:a1', delta: -1 },
    { key: 'load:a2', delta: 1, max: 9 },
  ]
  expect(
    await store.commit(putting(next, { counters, timers: { set: [], cancel: [{ ticketId: 't1', key: 'x' }] } })),
  ).toEqual({
    ok: true,
  })
  expect(sent).toBe(2)
})

it('puts, reads, marks and forgets notifications with one statement each', async () => {
  await store.commit(putting(ticket))
  sent = 0
  const to = { type: 'agent', id: 'a1' }
  const all = Array.from({ length: 300 }, (_, place) => {
    const recipient = place % 2 === 0 ? to : { type: 'role', id: 'lead' }
    return {
      tenant: TENANT,
      id: `n${place}`,
      recipient,
      ticketId: 't1',
      kind: 'k',
      data: {},
      createdAt: 1,
      readAt: null,
    }
  })
  await store.putNotifications(all)
  const asked = { tenant: TENANT, recipients: [to, { type: 'role', id: 'lead' }], unreadOnly: true, after: null }
  expect(await store.notifications({ ...asked, limit: 500 })).toHaveLength(300)
  expect(await store.markNotificationsRead(TENANT, [to], ['n0', 'n1', 'n2'], 5)).toBe(2)
  expect(await store.forgetNotifications(2)).toBe(300)
  expect(sent).toBe(4)
})

it('reads agents and any number of counters with one statement each, and no counters with none', async () => {
  expect(await store.agents(TENANT, ['x', 'y'])).toEqual([])
  const keys = Array.from({ length: 300 }, (_, place) => `load:a${place}`)
  expect(await store.counters(TENANT, keys)).toEqual(keys.map(() => 0))
  expect(await store.counters(TENANT, [])).toEqual([])
  expect(sent).toBe(2)
})

it('reads any number of messages with one statement, and none with none', async () => {
  const messages = Array.from({ length: 100 }, (_, place) => messageRecord(ticket, `m${place}`))
  await store.commit(putting(ticket, { messages }))
  sent = 0
  const ids = messages.map(({ id }) => id).toReversed()
  expect((await store.messages(TENANT, [...ids, 'none'])).map((message) => message?.id ?? null)).toEqual([...ids, null])
  expect(await store.messages(TENANT, [])).toEqual([])
  expect(sent).toBe(1)
})

it('imports many tickets with their events in one statement', async () => {
  const tickets = Array.from({ length: 2_000 }, (_, place) => ticketRecord(`t${place}`))
  const puts = tickets.map((one) => putting(one))
  const result = await store.commit({
    ...putting(ticket),
    expect: puts.flatMap(({ expect }) => expect),
    tickets,
    events: puts.flatMap(({ events }) => events),
  })
  expect(result).toEqual({ ok: true })
  expect(sent).toBe(1)
  expect(await store.history({ tenant: TENANT, ticketId: 't1999', afterSeq: 0, limit: 9 })).toHaveLength(1)
})
