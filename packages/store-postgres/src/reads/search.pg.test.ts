import type { TicketSearch } from '@docket/core/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresFixture, postgresFixtures } from '../../test/postgres-fixture.js'
import { putting, TENANT, ticketRecord } from '../../test/records.js'
import { searchStatement } from './search-statement.js'

// Guards against a search that reads every message, or for a rare word beside a common one every message with the common.

const fixtures = postgresFixtures()
let fixture: PostgresFixture

/** Of 20,000 tickets all have a common word, 100 a rare one, and each has 40 of 100,000 words. */
beforeAll(async () => {
  fixture = await fixtures.create()
  const { pool, schema, store } = fixture
  await store.commit(putting(ticketRecord('t0')))
  await pool.query(
    `insert into "${schema}".ticket select (jsonb_populate_record(t, jsonb_build_object('id', 't' || n))).*
     from "${schema}".ticket t cross join generate_series(1, 20000) n`,
  )
  await pool.query(
    `insert into "${schema}".search_part (tenant, ticket_id, part, visibility, terms)
     select $1, 't' || n, 'subject', 'public', (
       select array_agg($1 || chr(31) || word) from (
         select 'w' || (n * 31 + k * 7919) % 100000 as word from generate_series(1, 40) k
         union all select 'common' union all select 'some' || n % 50 union all select 'rare' where n % 200 = 7
       ) as words)
     from generate_series(1, 20000) n`,
    [TENANT],
  )
}, 60_000)

afterAll(fixtures.close)

const search = (...terms: string[]): TicketSearch => ({
  tenant: TENANT,
  terms,
  where: [],
  visibility: ['public'],
  limit: 20,
  after: null,
})

async function planOf(asked: TicketSearch): Promise<string> {
  const statement = searchStatement(`"${fixture.schema}"`, asked)
  const { rows } = await fixture.pool.query(
    `explain (analyze, timing off, costs off) ${statement?.text}`,
    statement?.values ?? [],
  )
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

// Before the tables' statistics are made and after.
it.each(['young', 'known'])('finds a word by its index on a %s table, and reads what has it alone', async (age) => {
  if (age === 'known') await fixture.pool.query(`analyze "${fixture.schema}".search_part, "${fixture.schema}".ticket`)
  for (const terms of [['rare'], ['common', 'rare'], ['common', 'some7', 'rare', 'w31']]) {
    const plan = await planOf(search(...terms))
    expect(plan, terms.join()).toContain('search_part_terms')
    expect(plan, terms.join()).not.toContain('Seq Scan')
    const read = [...plan.matchAll(/(?:Heap Scan|Index Scan using \w+) on (?:search_part|ticket).*rows=([\d.]+)/g)]
    // What is counted to tell a rare word from a common one ends at 1,000.
    expect(Math.max(...read.map(([, rows]) => Number(rows))), plan).toBeLessThanOrEqual(1_000)
  }
})

it('finds the same by one word and by several', async () => {
  const found = async (...terms: string[]) => (await fixture.store.search(search(...terms))).map((one) => one.ticket.id)
  expect(await found('rare')).toHaveLength(20)
  expect(await found('rare', 'common')).toEqual(await found('rare'))
  expect(await found('rare', 'some7', 'common')).toEqual(await found('rare'))
  expect(await found('rare', 'some8')).toEqual([])
})
