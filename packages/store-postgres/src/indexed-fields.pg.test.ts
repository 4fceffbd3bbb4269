import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PostgresFixture, postgresFixtures } from '../test/postgres-fixture.js'
import { commitOf, eventRecord, TENANT, ticketRecord } from '../test/records.js'
import { listStatement } from './reads/ticket-query.js'

const HOSTILE = [
  "it's",
  '"; drop table ticket; --',
  "'; drop table ticket; --",
  "\\'; drop table ticket; --",
  '$docket$; drop schema docket cascade; $docket$',
  '%schema%',
  '$1',
  'line\nbreak; drop',
  '字段 🎫',
  'a'.repeat(200),
]

const fixtures = postgresFixtures()
let fixture: PostgresFixture

beforeAll(async () => {
  fixture = await fixtures.create()
  await fixture.store.migrate({
    indexed: [
      ...HOSTILE.map((name) => ({ name, type: 'text' as const })),
      { name: 'amount', type: 'number' },
      { name: 'urgent', type: 'boolean' },
      { name: 'severity', type: 'text' },
    ],
  })
  const fields = [
    ...HOSTILE.map((name) => ({ [name]: `value of ${name}` })),
    { amount: 10, urgent: true, severity: 'high' },
    { amount: '10', urgent: 'true', severity: 5 },
    { amount: 9.5, urgent: false, severity: `${'x'.repeat(5_000)}a` },
    { amount: null, urgent: null, severity: `${'x'.repeat(5_000)}b` },
    { amount: { nested: 10 }, urgent: [true], severity: ['high'] },
    {},
  ]
  const tickets = fields.map((one, place) => ticketRecord(`t${String(place).padStart(2, '0')}`, { fields: one }))
  const more = Array.from({ length: 3_000 }, (_, place) =>
    ticketRecord(`x${place}`, { fields: { severity: 'low', amount: place } }),
  )
  const all = [...tickets, ...more]
  const expect = all.map(({ id }) => ({ ticketId: id, version: 0 }))
  await fixture.store.commit(commitOf({ expect, tickets: all, events: all.map(eventRecord) }))
  await fixture.pool.query(`analyze ${fixture.schema}.ticket`)
})

afterAll(fixtures.close)

const query = { tenant: TENANT, sort: 'updatedAt', direction: 'asc', limit: 50, after: null } as const

async function idsWhere(condition: {
  name: string
  is?: unknown
  from?: unknown
  before?: unknown
}): Promise<string[]> {
  const page = await fixture.store.query({ ...query, where: [{ on: 'field', ...condition } as never] })
  return page.map(({ id }) => id)
}

it.each(HOSTILE.map((name, place) => [name, `t${String(place).padStart(2, '0')}`] as const))(
  'filters by the field %j and by nothing else that its name may say',
  async (name, id) => {
    expect(await idsWhere({ name, is: `value of ${name}` })).toEqual([id])
    expect(await idsWhere({ name, is: "' or '1'='1" })).toEqual([])
    expect(await idsWhere({ name, from: 'value', before: 'valuf' })).toEqual([id])
  },
)

it('tells a number from a text of the same digits, and true from "true"', async () => {
  expect(await idsWhere({ name: 'severity', is: 'high' })).toEqual(['t10'])
  expect(await idsWhere({ name: 'severity', is: '5' })).toEqual([])
  expect(await idsWhere({ name: 'severity', is: 5 })).toEqual(['t11'])
  expect(await idsWhere({ name: 'amount', is: '10' })).toEqual(['t11'])
  expect(await idsWhere({ name: 'amount', is: 9.5 })).toEqual(['t12'])
  expect(await idsWhere({ name: 'urgent', is: true })).toEqual(['t10'])
  expect(await idsWhere({ name: 'urgent', is: 'true' })).toEqual(['t11'])
})

it('compares long texts beyond what the index holds', async () => {
  expect(await idsWhere({ name: 'severity', is: `${'x'.repeat(5_000)}b` })).toEqual(['t13'])
  expect(await idsWhere({ name: 'severity', from: `${'x'.repeat(5_000)}b`, before: 'y' })).toEqual(['t13'])
  expect(await idsWhere({ name: 'severity', from: 'x', before: `${'x'.repeat(5_000)}b` })).toEqual(['t12'])
})

it.each([
  { name: 'severity', is: 'high' },
  { name: 'severity', from: 'h', before: 'i' },
  { name: 'amount', is: 9.5 },
  { name: 'amount', from: 9.25, before: 9.75 },
  { name: 'urgent', is: true },
  { name: "'; drop table ticket; --", is: 'value' },
])('walks the index of the field for %j', async (condition) => {
  const list = listStatement(fixture.schema, { ...query, where: [{ on: 'field', ...condition } as never] })
  const { rows } = await fixture.pool.query(`explain ${list?.text}`, list?.values ?? [])
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('ticket_field_')
})

it('takes no harm from hostile values anywhere', async () => {
  const value = `'; drop table "${fixture.schema}".ticket; -- $1 \\ "quoted" {a,b}`
  const ticket = ticketRecord(value, {
    tenant: value,
    state: value,
    category: value,
    assignee: value,
    tags: [value],
    watchers: [value],
    external: { source: value, id: value },
    fields: { [value]: value },
    subject: value,
  })
  const { store } = fixture
  await store.commit(
    commitOf({
      tenant: value,
      expect: [{ ticketId: value, version: 0 }],
      tickets: [ticket],
      events: [eventRecord(ticket)],
      counters: [{ key: value, delta: 2 }],
    }),
  )
  expect(await store.load(value, value)).toEqual(ticket)
  expect(await store.counters(value, [value])).toEqual([2])
  expect(await store.findByExternal(value, [{ source: value, id: value }])).toEqual([ticket])
  for (const on of ['state', 'category', 'assignee', 'tag', 'watcher'] as const) {
    expect(await store.query({ ...query, tenant: value, where: [{ on, is: value }] })).toEqual([ticket])
  }
  expect(await store.load(TENANT, value)).toBeNull()
})
