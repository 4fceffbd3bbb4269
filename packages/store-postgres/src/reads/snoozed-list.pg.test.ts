import type { TicketQuery } from '@docket/core/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresFixture, postgresFixtures } from '../../test/postgres-fixture.js'
import { commitOf, eventRecord, TENANT, ticketRecord } from '../../test/records.js'
import { listStatement } from './ticket-query.js'

// Guards against a list of the few snoozed tickets that reads all, and one of the others that leaves its order's index.

const START = Date.UTC(2025, 0, 1)
const fixtures = postgresFixtures()
let fixture: PostgresFixture

/** Of 4,000 open tickets ten are snoozed. */
beforeAll(async () => {
  fixture = await fixtures.create()
  const tickets = Array.from({ length: 4_000 }, (_, place) =>
    ticketRecord(`t${String(place).padStart(4, '0')}`, {
      phase: 'open',
      createdAt: START + place,
      flow: place % 400 === 7 ? { snoozedUntil: START + 99_999 } : {},
    }),
  )
  const expect = tickets.map(({ id }) => ({ ticketId: id, version: 0 }))
  await fixture.store.commit(commitOf({ expect, tickets, events: tickets.map(eventRecord) }))
  await fixture.pool.query(`analyze "${fixture.schema}".ticket`)
})

afterAll(fixtures.close)

function open(is: boolean): TicketQuery {
  const where = [
    { on: 'phase', in: ['open'] },
    { on: 'snoozed', is, at: START + 50_000 },
  ] as const
  return { tenant: TENANT, where, sort: 'createdAt', direction: 'desc', limit: 50, after: null }
}

async function planOf(query: TicketQuery): Promise<string> {
  const list = listStatement(`"${fixture.schema}"`, query)
  const { rows } = await fixture.pool.query(`explain (analyze) ${list?.text}`, list?.values ?? [])
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

it('finds snoozed tickets by the index of tags and watchers', async () => {
  const plan = await planOf(open(true))
  expect(plan).toContain('ticket_terms')
  expect(plan).not.toContain('Seq Scan')
  expect(await fixture.store.query(open(true))).toHaveLength(10)
})

it('walks past them in the order of the list', async () => {
  const plan = await planOf(open(false))
  expect(plan).toMatch(/Index Scan (Backward )?using ticket_by_/)
  expect(plan).not.toMatch(/Sort Method|Seq Scan|Bitmap/)
  const listed = await fixture.store.query({ ...open(false), limit: 1_000 })
  expect(listed.filter(({ flow }) => flow.snoozedUntil !== undefined)).toEqual([])
})
