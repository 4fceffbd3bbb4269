import type { TicketQuery } from '@docket/core/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresFixture, postgresFixtures } from '../../test/postgres-fixture.js'
import { commitOf, eventRecord, TENANT, ticketRecord } from '../../test/records.js'
import { listStatement } from './ticket-query.js'

// Guards against a list of the few tickets that wait for an agent that reads all those that have one.

const fixtures = postgresFixtures()
let fixture: PostgresFixture

/** Of 4,000 tickets half are over; of the others ten have no agent. */
beforeAll(async () => {
  fixture = await fixtures.create()
  const tickets = Array.from({ length: 4_000 }, (_, place) => {
    const phase = place % 2 === 0 ? 'terminal' : place % 10 === 1 ? 'waiting' : 'open'
    const assignee = place % 201 === 1 || place % 6 === 0 ? null : `a${place % 40}`
    return ticketRecord(`t${String(place).padStart(4, '0')}`, {
      phase,
      assignee,
      priorityRank: 1 + ((place * 7_919) % 4),
    })
  })
  const expect = tickets.map(({ id }) => ({ ticketId: id, version: 0 }))
  await fixture.store.commit(commitOf({ expect, tickets, events: tickets.map(eventRecord) }))
})

afterAll(fixtures.close)

const waiting: TicketQuery = {
  tenant: TENANT,
  where: [
    { on: 'assignee', is: null },
    { on: 'phase', in: ['open', 'waiting'] },
  ],
  sort: 'priority',
  direction: 'asc',
  limit: 50,
  after: null,
}

async function planOf(changes: Partial<TicketQuery>): Promise<string> {
  const list = listStatement(`"${fixture.schema}"`, { ...waiting, ...changes })
  const { rows } = await fixture.pool.query(`explain (analyze) ${list?.text}`, list?.values ?? [])
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

// Before the table's statistics are made and after.
it.each(['young', 'known'])('walks the index of tickets without an agent on a %s table', async (age) => {
  if (age === 'known') await fixture.pool.query(`analyze "${fixture.schema}".ticket`)
  for (const changes of [{}, { after: { value: 2, id: 't1000' } }, { direction: 'desc' }] as const) {
    const plan = await planOf(changes)
    expect(plan.match(/Index Scan (Backward )?using ticket_unassigned/g)).toHaveLength(2)
    expect(plan).not.toMatch(/Rows Removed|Sort Method|Seq Scan|Bitmap/)
  }
})

it('leaves lists by other phases to their own index', async () => {
  expect(await planOf({ where: [{ on: 'assignee', is: null }] })).toContain('ticket_by_priority')
})

it('lists them most urgent first', async () => {
  const listed = await fixture.store.query(waiting)
  expect(listed).toHaveLength(10)
  expect(listed.filter(({ assignee, phase }) => assignee !== null || phase === 'terminal')).toEqual([])
  const places = listed.map(({ priorityRank, id }) => `${priorityRank} ${id}`)
  expect(places).toEqual([...places].sort())
})
