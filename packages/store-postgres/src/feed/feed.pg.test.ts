import { type EventRecord, FEED_REACH } from '@docket/core/store'
import { readFeed } from '@docket/testkit'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { freshSchema, type PostgresFixture, postgresFixtures } from '../../test/postgres-fixture.js'
import { nextVersion, putting, TENANT, ticketRecord } from '../../test/records.js'
import { postgresStore } from '../index.js'

const fixtures = postgresFixtures()
let fixture: PostgresFixture

beforeEach(async () => {
  fixture = await fixtures.create()
})

afterAll(fixtures.close)

const namesOf = (events: readonly EventRecord[]) => events.map(({ ticketId, seq }) => `${ticketId} ${seq}`)
const presentOf = async () => (await fixture.store.feed({ tenant: TENANT, after: null, limit: 1 })).next

it('skips nothing of a transaction that ends after a younger one', async () => {
  const { store, pool } = fixture
  const after = await presentOf()
  const client = await pool.connect()
  try {
    await client.query('begin')
    await store.within(client).commit(putting(ticketRecord('slow')))
    await store.commit(putting(ticketRecord('quick')))
    // The older transaction is under way: what the younger one committed has to wait, and is told to be there.
    const early = await store.feed({ tenant: TENANT, after, limit: 10 })
    expect([early.entries, early.held, early.behind]).toEqual([[], true, false])
    await client.query('commit')
    const { events } = await readFeed(store, { tenant: TENANT, after: early.next, count: 2 })
    expect(namesOf(events)).toEqual(['slow 1', 'quick 1'])
  } finally {
    client.release()
  }
})

it('gives nothing of what was rolled back, to a savepoint or wholly', async () => {
  const { store, pool } = fixture
  const after = await presentOf()
  const client = await pool.connect()
  const ticket = ticketRecord('t1')
  try {
    await client.query('begin')
    await store.within(client).commit(putting(ticket))
    await store.within(client).commit(putting(ticket))
    await client.query('commit')
    await client.query('begin')
    await store.within(client).commit(putting(ticketRecord('t2')))
    await client.query('rollback')
    const { events } = await readFeed(store, { tenant: TENANT, after, count: 1 })
    expect(namesOf(events)).toEqual(['t1 1'])
  } finally {
    client.release()
  }
})

it('gives each event of 16 writers once, in the order of each ticket, some of them in long transactions', async () => {
  const { store, pool } = fixture
  const after = await presentOf()
  const [writers, changes] = [16, 15]
  const write = async (index: number) => {
    let ticket = ticketRecord(`t${index}`, { version: 0 })
    for (let count = 0; count < changes; count += 1) {
      ticket = nextVersion(ticket)
      if (index % 8 !== 0) {
        await store.commit(putting(ticket))
        continue
      }
      const client = await pool.connect()
      await client.query('begin')
      await store.within(client).commit(putting(ticket))
      await client.query('select pg_sleep(0.02)')
      await client.query('commit')
      client.release()
    }
  }
  let written = false
  const other = (await fixture.another?.()) ?? store
  const count = writers * changes
  const readers = [1, 7, 100].map((limit) =>
    readFeed(other, { tenant: TENANT, after, count, limit, writing: () => !written }),
  )
  await Promise.all(Array.from({ length: writers }, (_, index) => write(index)))
  written = true
  const all = await Promise.all(readers)
  for (const { events } of all) {
    expect(events).toHaveLength(count)
    for (let index = 0; index < writers; index += 1) {
      const own = events.filter(({ ticketId }) => ticketId === `t${index}`).map(({ seq }) => seq)
      expect(own).toEqual(Array.from({ length: changes }, (_, place) => place + 1))
    }
  }
  // Whoever reads when, all read in the same order.
  expect(namesOf(all[1]?.events ?? [])).toEqual(namesOf(all[0]?.events ?? []))
  expect(namesOf(all[2]?.events ?? [])).toEqual(namesOf(all[0]?.events ?? []))
})

it('leaves out events of before it was there', async () => {
  const { store, pool, schema } = fixture
  const after = await presentOf()
  const ticket = ticketRecord('t1')
  await store.commit(putting(ticket))
  await pool.query(`update "${schema}".event set transaction = null`)
  await store.commit(putting(nextVersion(ticket)))
  expect(namesOf((await readFeed(store, { tenant: TENANT, after, count: 1 })).events)).toEqual(['t1 2'])
})

// A dump takes the ids of transactions with it; those of the database that it comes to have counted no further, or less far.
it.each(['beside it', 'on another server'])(
  'begins anew after a restore %s, whatever ids came along',
  async (where) => {
    const { store: before, pool, schema } = fixture
    const old = await presentOf()
    await before.commit(putting(ticketRecord('t1')))
    const schemaAfter = where === 'beside it' ? freshSchema() : schema
    const store = postgresStore({ pool, schema: schemaAfter })
    await store.migrate()
    if (schemaAfter === schema) {
      await pool.query(`update "${schema}".feed_origin set place = '7 ' || substring(place from ' (.*)')`)
    } else {
      await pool.query(`delete from "${schemaAfter}".feed_origin`)
      for (const table of ['ticket', 'event', 'feed_origin'])
        await pool.query(`insert into "${schemaAfter}".${table} select * from "${schema}".${table}`)
    }
    await pool.query(`update "${schemaAfter}".event set transaction = (transaction::text::bigint + 40)::text::xid8`)
    await store.migrate()

    const { behind, entries, next } = await store.feed({ tenant: TENANT, after: old, limit: 10 })
    expect([behind, entries]).toEqual([true, []])
    expect((await store.feed({ tenant: TENANT, after: next, until: old, limit: 10 })).behind).toBe(true)
    for (let count = 0; count < 50; count += 1) await store.commit(putting(ticketRecord(`n${count}`)))
    // Once more, as each start does it: what was given since stays good.
    await store.migrate()
    const { events } = await readFeed(store, { tenant: TENANT, after: next, count: 50 })
    expect(namesOf(events)).toEqual(Array.from({ length: 50 }, (_, count) => `n${count} 1`))
    // Of the transactions that still ran elsewhere, nothing is left after a while.
    await vi.waitUntil(async () => !(await store.feed({ tenant: TENANT, after: next, limit: 10 })).held, 20_000)
    expect((await store.feed({ tenant: TENANT, after: old, limit: 10 })).behind).toBe(true)
    if (schemaAfter !== schema) await pool.query(`drop schema "${schemaAfter}" cascade`)
  },
)

it('walks its index, no further than a page is long', async () => {
  const { store, pool, schema } = fixture
  const after = await presentOf()
  await store.commit(putting(ticketRecord('t1')))
  const rows = 2 * FEED_REACH
  await pool.query(
    `insert into "${schema}".event select e.tenant, e.ticket_id, n, e.type, e.occurred_at, e.recorded_at, e.actor_type, ` +
      `e.actor_id, e.cause, e.data from "${schema}".event e, generate_series(2, ${rows}) as n`,
  )
  await pool.query(`analyze "${schema}".event`)
  const asked: { text: string; values: unknown[] }[] = []
  const spied = (await import('../store.js')).postgresStore({
    pool: {
      query: async ({ text, values }) => {
        asked.push({ text, values })
        return pool.query(text, values)
      },
      on: () => {},
    },
    schema,
  })
  const page = await spied.feed({ tenant: TENANT, after, limit: 50 })
  expect(page.behind).toBe(true)
  const feed = asked.filter(({ text }) => text.includes('e.transaction'))
  expect(feed).toHaveLength(2)
  for (const { text, values } of feed) {
    const { rows: lines } = await pool.query(`explain (analyze, costs off, timing off) ${text}`, values)
    const plan = lines.map((line) => String(line['QUERY PLAN'])).join('\n')
    expect(plan).toMatch(/Index (Only )?Scan using event_feed on event e /)
    expect(plan).not.toMatch(/Seq Scan on event/)
  }
})
