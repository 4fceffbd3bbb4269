import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshSchema, testPool } from '../../test/postgres-fixture.js'
import { commitOf, eventRecord, outboxRecord, TENANT, ticketRecord } from '../../test/records.js'
import { type PostgresPool, postgresStore } from '../index.js'

// Guards against plans that are made while a queue is empty, kept by a worker's connection, and read the whole queue for
// each row when it has grown: before autovacuum had counted the rows, a burst was delivered eighteen times slower.

interface PlanNode {
  readonly 'Node Type': string
  readonly Alias?: string
  readonly 'Index Name'?: string
  readonly Plans?: readonly PlanNode[]
}

type Sent = Parameters<PostgresPool['query']>[0]

const schema = freshSchema()
let pool: pg.Pool
let client: pg.PoolClient
const sent: Sent[] = []

beforeAll(async () => {
  pool = testPool()
  const watched: PostgresPool = {
    query(statement) {
      sent.push(statement)
      return pool.query(statement)
    },
    on: () => watched,
  }
  const store = postgresStore({ pool: watched, schema })
  await store.migrate()
  const tickets = [ticketRecord('t1'), ticketRecord('t2')]
  const timers = tickets.map(({ id }) => ({ tenant: TENANT, ticketId: id, key: 'k', dueAt: 1, epoch: 1, data: {} }))
  await store.commit(
    commitOf({
      expect: tickets.map(({ id }) => ({ ticketId: id, version: 0 })),
      tickets,
      events: tickets.map(eventRecord),
      timers: { set: timers, cancel: [] },
      outbox: tickets.map((ticket) => outboxRecord(ticket, `o of ${ticket.id}`)),
    }),
  )
  sent.length = 0
  // The second claim of each begins behind the first.
  for (const token of ['a', 'b']) {
    const claim = { limit: 1, leaseMs: 60_000, token }
    for (const { timer } of await store.claimTimers(claim)) {
      const { ticketId, key } = timer
      await store.settleTimers([{ tenant: TENANT, ticketId, key, token, outcome: { kind: 'done' } }])
    }
    for (const { message } of await store.claimOutbox(claim))
      await store.settleOutbox([{ tenant: TENANT, id: message.id, token, outcome: { kind: 'done' } }])
  }
  await store.nextWakeup()
  client = await pool.connect()
  await client.query('set plan_cache_mode = force_generic_plan')
})

afterAll(async () => {
  client.release(true)
  await pool.query(`drop schema "${schema}" cascade`)
  await pool.end()
})

/** The reads of tables in the plan that is kept for a statement, by the alias of the table. */
async function keptPlan({ text, values }: Sent, name: string): Promise<Map<string, string>> {
  await client.query(`prepare ${name} as ${text}`)
  const literals = values.map((value) =>
    value === null ? 'null' : client.escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value)),
  )
  const { rows } = await client.query(`explain (format json) execute ${name} (${literals.join(', ')})`)
  const reads = new Map<string, string>()
  const visit = (node: PlanNode): void => {
    const type = node['Node Type']
    // A bitmap's index is in the node below.
    if (/^(Index|Seq|Bitmap Heap)/.test(type)) reads.set(node.Alias ?? '', node['Index Name'] ?? type)
    for (const inner of node.Plans ?? []) visit(inner)
  }
  visit(rows[0]['QUERY PLAN'][0].Plan)
  return reads
}

const statements = (part: string) => [
  ...new Map(sent.filter(({ text }) => text.includes(part)).map((one) => [one.text, one])).values(),
]

it.each([
  ['timer', { q: 'timer_claim', c: 'timer_pkey' }],
  ['outbox', { q: 'outbox_claim', e: 'outbox_order', c: 'outbox_pkey' }],
])('claims of the %s look up row by row, from the front and behind a mark', async (table, expected) => {
  const claims = statements(`.${table} q where not q.dead and q.available_at <=`).filter(({ text }) =>
    text.includes('skip locked'),
  )
  expect(claims).toHaveLength(2)
  for (const [place, claim] of claims.entries()) {
    expect(Object.fromEntries(await keptPlan(claim, `claim_${table}_${place}`))).toEqual(expected)
  }
})

it.each(['timer', 'outbox'])('settlements of the %s look up row by row', async (table) => {
  const [settle] = statements(`delete from "${schema}".${table} c`)
  if (settle === undefined) throw new Error('nothing was settled')
  const reads = await keptPlan(settle, `settle_${table}`)
  expect([...reads.values()]).toEqual([`${table}_pkey`, `${table}_pkey`])
})

it('the next due instant is read at the front of the queues, and leases only where nothing is due', async () => {
  const [wakeup] = statements('as wait')
  if (wakeup === undefined) throw new Error('nothing was asked')
  const reads = await keptPlan(wakeup, 'wakeup')
  expect([reads.get('q'), reads.get('q_1'), reads.get('e')]).toEqual(['timer_claim', 'outbox_claim', 'outbox_order'])
})
