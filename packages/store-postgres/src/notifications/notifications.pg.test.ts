import type { ActorReference, NotificationQuery } from '@docket/core/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresFixture, postgresFixtures } from '../../test/postgres-fixture.js'
import { putting, TENANT, ticketRecord } from '../../test/records.js'
import { pageStatement } from './page-statement.js'

const ANN: ActorReference = { type: 'agent', id: 'ann' }
const LEADS: ActorReference = { type: 'role', id: 'lead' }

const fixtures = postgresFixtures()
let fixture: PostgresFixture

beforeAll(async () => {
  fixture = await fixtures.create()
  await fixture.store.commit(putting(ticketRecord('t1')))
  // Ann has 20,000, of which she has read all but a few; the leads and many others have some.
  await fixture.pool.query(
    `insert into "${fixture.schema}".notification
       (tenant, id, recipient_type, recipient_id, ticket_id, kind, data, created_at, read_at)
     select $1, 'n' || n, case when n % 50 = 0 then 'role' else 'agent' end,
       case when n % 50 = 0 then 'lead' when n % 3 = 0 then 'agent-' || n % 700 else 'ann' end,
       't1', 'sla.dueSoon', '{}', n / 4, case when n % 1000 <> 1 then n end
     from generate_series(1, 30000) n`,
    [TENANT],
  )
  await fixture.pool.query(`analyze "${fixture.schema}".notification`)
})

afterAll(fixtures.close)

const asked: NotificationQuery = { tenant: TENANT, recipients: [ANN], unreadOnly: false, limit: 50, after: null }

/** The plan with what was read at each step. */
async function planOf(query: NotificationQuery): Promise<string> {
  const { text, values } = pageStatement(`"${fixture.schema}"`, query)
  const { rows } = await fixture.pool.query(`explain (analyze, costs off, timing off) ${text}`, values)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

it.each([
  ['notification_inbox', asked],
  ['notification_inbox', { ...asked, recipients: [ANN, LEADS], after: { createdAt: 4_000, id: 'n16000' } }],
  ['notification_unread', { ...asked, unreadOnly: true }],
  ['notification_unread', { ...asked, unreadOnly: true, recipients: [ANN, LEADS], after: { createdAt: 9, id: '' } }],
] as const)('walks %s no further than a page is long: %j', async (index, query) => {
  const plan = await planOf(query)
  expect(plan).toContain(`using ${index} on notification`)
  const read = [...plan.matchAll(/notification_\w+ on notification.*rows=(\d+)/g)].map(([, rows]) => Number(rows))
  expect(read.length).toBeGreaterThan(0)
  expect(Math.max(...read)).toBeLessThanOrEqual(50)
  expect(plan).not.toContain('Seq Scan')
})

it('marks in the host’s transaction, and not at all when it is rolled back', async () => {
  const { pool, store } = fixture
  const client = await pool.connect()
  const [unread] = await store.notifications({ ...asked, unreadOnly: true, limit: 1 })
  try {
    await client.query('begin')
    expect(await store.within(client).markNotificationsRead(TENANT, [ANN], [unread?.id ?? ''], 1)).toBe(1)
    await client.query('rollback')
  } finally {
    client.release()
  }
  expect((await store.notifications({ ...asked, unreadOnly: true, limit: 1 }))[0]).toEqual(unread)
})
