import type { TicketQuery } from '@docket/core/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresFixture, postgresFixtures } from '../../test/postgres-fixture.js'
import { commitOf, eventRecord, TENANT, ticketRecord } from '../../test/records.js'
import { listStatement } from './ticket-query.js'

const PHASES = ['open', 'waiting', 'solved', 'terminal'] as const

const fixtures = postgresFixtures()
let fixture: PostgresFixture

beforeAll(async () => {
  fixture = await fixtures.create()
  const tickets = Array.from({ length: 4_000 }, (_, place) =>
    ticketRecord(`t${String(place).padStart(4, '0')}`, {
      phase: PHASES[place % 4] ?? 'open',
      createdAt: place,
      dueAt: place % 3 === 0 ? null : (place * 7_919) % 4_000,
    }),
  )
  const expect = tickets.map(({ id }) => ({ ticketId: id, version: 0 }))
  await fixture.store.commit(commitOf({ expect, tickets, events: tickets.map(eventRecord) }))
  await fixture.pool.query(`analyze "${fixture.schema}".ticket`)
})

afterAll(fixtures.close)

const byDue: TicketQuery = { tenant: TENANT, where: [], sort: 'dueAt', direction: 'asc', limit: 50, after: null }

it.each<Partial<TicketQuery>>([
  {},
  { where: [{ on: 'phase', in: ['open'] }] },
  { direction: 'desc', where: [{ on: 'phase', in: ['open', 'waiting'] }] },
  { after: { value: 2_000, id: 't0001' } },
  { where: [{ on: 'dueAt', before: 100 }] },
  { sort: 'createdAt', where: [{ on: 'dueAt', before: 20 }] },
])('walks the index of due dates for %j', async (changes) => {
  const query = { ...byDue, ...changes }
  // As a desk's lists ask: the planner may walk a phase that no ticket is in by any index.
  const where = [...query.where, { on: 'archived', is: false } as const]
  const list = listStatement(`"${fixture.schema}"`, { ...query, where })
  const { rows } = await fixture.pool.query(`explain ${list?.text}`, list?.values ?? [])
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain('ticket_by_due')
  expect(plan).not.toMatch(/ticket_by_(creation|change|priority)|Seq Scan/)
})
