import { afterAll, beforeEach, expect, it } from 'vitest'
import { type PostgresFixture, postgresFixtures } from '../../test/postgres-fixture.js'
import { commitOf, nextVersion, putting, TENANT, ticketRecord } from '../../test/records.js'

const fixtures = postgresFixtures()
let fixture: PostgresFixture

beforeEach(async () => {
  fixture = await fixtures.create()
  await fixture.store.commit(putting(ticketRecord('t1')))
  await fixture.store.commit(putting(ticketRecord('t2')))
})

afterAll(fixtures.close)

// Lets the commit wait for a transaction that has written what the commit relies on, and gives what then comes of it.
async function afterRival(rival: Parameters<typeof putting>[1], commit: ReturnType<typeof commitOf>) {
  const client = await fixture.pool.connect()
  await client.query('begin')
  expect(await fixture.store.within(client).commit(commitOf(rival ?? {}))).toEqual({ ok: true })
  const waiting = fixture.store.commit(commit)
  for (;;) {
    const { rows } = await fixture.pool.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and position($1 in query) > 0`,
      [fixture.schema],
    )
    if (rows.length > 0) break
  }
  await client.query('commit')
  client.release()
  return waiting
}

const first = nextVersion(ticketRecord('t1'))
const second = nextVersion(ticketRecord('t2'))
const counters = [{ key: 'load:a1', delta: 1, max: 5 }]

it('waits for a ticket that it expects and does not write, and finds it changed', async () => {
  const commit = putting(first, {
    expect: [
      { ticketId: 't1', version: 1 },
      { ticketId: 't2', version: 1 },
    ],
  })
  expect(await afterRival(putting(second), commit)).toEqual({
    ok: false,
    conflict: { kind: 'version', ticketId: 't2', actual: 2 },
  })
  expect((await fixture.store.load(TENANT, 't1'))?.version).toBe(1)
})

it('waits for a counter, and finds it full', async () => {
  await fixture.store.commit(commitOf({ counters: [{ key: 'load:a1', delta: 4 }] }))
  expect(await afterRival({ counters }, putting(first, { counters }))).toMatchObject({
    ok: false,
    conflict: { kind: 'counter', key: 'load:a1', value: 5, max: 5 },
  })
})

it('waits for a timer’s lease, and finds it lost', async () => {
  const timer = { tenant: TENANT, ticketId: 't1', key: 'k', dueAt: 1, epoch: 1, data: {} }
  await fixture.store.commit(commitOf({ timers: { set: [timer], cancel: [] } }))
  await fixture.store.claimTimers({ limit: 1, leaseMs: 60_000, token: 'a' })
  const settles = { ticketId: 't1', key: 'k', epoch: 1, token: 'a' }
  expect(await afterRival({ timers: { set: [timer], cancel: [] } }, commitOf({ counters, settles }))).toEqual({
    ok: false,
    conflict: { kind: 'lease' },
  })
  expect(await fixture.store.counters(TENANT, ['load:a1'])).toEqual([0])
})

it('waits for a file, and finds it taken', async () => {
  const uploader = { type: 'agent', id: 'a1' }
  const file = { tenant: TENANT, id: 'f', key: 'f', uploader, name: 'f', type: 'x', size: 1, sha256: 'x', createdAt: 1 }
  await fixture.store.putAttachment(file)
  const attachments = [{ attachmentId: 'f', uploader, ticketId: 't2', messageId: null }]
  expect(await afterRival({ attachments }, commitOf({ counters, attachments }))).toEqual({
    ok: false,
    conflict: { kind: 'attachment', attachmentId: 'f' },
  })
  expect(await fixture.store.counters(TENANT, ['load:a1'])).toEqual([0])
})
