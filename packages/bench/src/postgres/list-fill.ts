import { postgresStore } from '@docket/store-postgres'
import type pg from 'pg'
import { type Differences, fillTickets, literal } from './fill.js'
import { indexedFields, serviceDesk, serviceTicket } from './service-desk.js'

/** A desk with many tickets. */
export interface FilledDesk {
  readonly desk: Awaited<ReturnType<typeof serviceDesk>>
  /** What the tag `lamps` is stored as in the column `terms`, in any of its forms. */
  readonly terms: readonly string[]
}

/** Fills a schema with tickets as a desk has them after some years: four of five are closed. */
export async function filledDesk(pool: pg.Pool, schema: string, tickets: number): Promise<FilledDesk> {
  const store = postgresStore({ pool, schema })
  await store.migrate({ indexed: indexedFields })
  const desk = await serviceDesk(store)
  const models = await modelOfEachPhase(pool, desk, schema)
  const model = { schema, ticketId: models[0]?.id ?? '' }
  await fillTickets(pool, schema, model, { from: 1, to: tickets }, grownUp(tickets, models))
  // What somebody who writes queries by hand makes for the field, next to the indexes that all others share.
  await pool.query(`create index by_hand on ${schema}.ticket (tenant, (fields ->> 'order'), updated_at, id)`)
  return { desk, terms: models.map(({ term }) => term) }
}

interface Model {
  readonly id: string
  readonly phase: string
  readonly state: string
  readonly term: string
}

const WAYS = [['start'], ['start', 'order'], ['start', 'solve'], ['close']] as const

// How a tag is stored is the store's own affair, and may depend on the phase: so there is a ticket of each to copy from.
async function modelOfEachPhase(pool: pg.Pool, desk: FilledDesk['desk'], schema: string): Promise<Model[]> {
  const ids: string[] = []
  for (const way of WAYS) {
    const { id } = await desk.create(serviceTicket(0))
    for (const type of way) await desk.send(id, { type })
    ids.push(id)
  }
  const { rows } = await pool.query(
    `select id, phase, state, terms[1] as term from ${schema}.ticket where id = any($1) order by id`,
    [ids],
  )
  return rows
}

function grownUp(tickets: number, models: readonly Model[]): Differences {
  const phase = `case when n % 100 < 80 then 'terminal' when n % 100 < 88 then 'solved' when n % 100 < 92 then 'waiting' else 'open' end`
  const byPhase = (of: (model: Model) => string) =>
    `case ${phase} ${models.map((model) => `when ${literal(model.phase)} then ${of(model)}`).join(' ')} end`
  return {
    phase,
    state: byPhase(({ state }) => literal(state)),
    terms: `case when n % 49 = 0 then ${byPhase(({ term }) => `array[${literal(term)}]`)} end`,
    requester_id: `'customer-' || (n * 7919 % ${tickets / 200})`,
    assignee: `case when n % 7 = 0 then null else 'a' || (n * 31 % 47) end`,
    team: `'team-' || (n * 17 % 9)`,
    category: `'category-' || (n * 13 % 19)`,
    priority_rank: '1 + ((n / 100 + n) % 4)',
    created_at: `1700000000000 + n * 60000`,
    updated_at: `1700000000000 + n * 60000 + (n * 104729 % 86400000)`,
    due_at: `case when n % 3 > 0 then 1700000000000 + n * 60000 + (n * 7919 % 86400000) end`,
    fields: `jsonb_build_object('product', 'lamp', 'order', 'order-' || n, 'amount', n % 97)`,
  }
}
