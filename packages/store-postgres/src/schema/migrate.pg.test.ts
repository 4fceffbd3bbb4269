import { DocketError } from '@docket/core/store'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeSchema } from '../../test/describe-schema.js'
import { freshSchema, testPool } from '../../test/postgres-fixture.js'
import { postgresStore, schemaSql } from '../index.js'
import { MIGRATIONS, migrationHash, SCHEMA_VERSION } from './migrations.js'

let pool: pg.Pool
let schema: string

beforeAll(() => {
  pool = testPool(20)
})

afterAll(() => pool.end())

beforeEach(() => {
  schema = freshSchema()
})

afterEach(async () => {
  await pool.query(`drop schema if exists "${schema}" cascade`)
})

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: unknown) => (DocketError.is(error) ? error.code : String(error)),
  )

it('lets 8 nodes start at once, again and again', async () => {
  for (let round = 0; round < 5; round += 1) {
    const nodes = Array.from({ length: 8 }, () => postgresStore({ pool, schema }))
    const indexed = [{ name: 'severity', type: 'text' }] as const
    await Promise.all(nodes.map((node) => node.migrate({ indexed })))
    const { rows } = await pool.query(`select number from "${schema}".migration order by number`)
    expect(rows).toEqual(MIGRATIONS.map(({ number }) => ({ number })))
    await pool.query(`drop schema "${schema}" cascade`)
  }
})

it('gives the schema that is committed', async () => {
  await postgresStore({ pool, schema }).migrate()
  await expect(await describeSchema(pool, schema)).toMatchFileSnapshot('./schema-manifest.txt')
})

it('gives the same schema by schemaSql, as often as it is run', async () => {
  await pool.query(schemaSql({ schema }))
  await pool.query(schemaSql({ schema }))
  await expect(await describeSchema(pool, schema)).toMatchFileSnapshot('./schema-manifest.txt')
  expect(await postgresStore({ pool, schema }).load('acme', 't1')).toBeNull()
})

it('leaves nothing when it is cut off half-way', async () => {
  const text = schemaSql({ schema })
  const broken = text.replace(/create table "\w+"\.outbox/, 'select 1 / 0; $&')
  await expect(pool.query(broken)).rejects.toThrow()
  expect((await pool.query('select to_regnamespace($1) as found', [schema])).rows).toEqual([{ found: null }])
  await postgresStore({ pool, schema }).migrate()
})

it('brings a schema of each earlier version up to date, and reads what was written under it', async () => {
  for (const last of MIGRATIONS.slice(0, -1)) {
    await pool.query(`create schema "${schema}"; create table "${schema}".migration
      (number integer primary key, hash text not null, applied_at timestamptz not null default now())`)
    for (const migration of MIGRATIONS.slice(0, last.number)) {
      await pool.query(migration.sql.replaceAll('%schema%', `"${schema}"`))
      await pool.query(`insert into "${schema}".migration (number, hash) values ($1, $2)`, [
        migration.number,
        migrationHash(migration),
      ])
    }
    const store = postgresStore({ pool, schema })
    expect(await codeOf(store.load('acme', 't1'))).toBe('SCHEMA_TOO_OLD')
    for (const { rest, agent } of WRITTEN.slice(0, last.number)) await pool.query(rowsSql(schema, rest, agent))
    await store.migrate()
    const later = { offer: null, passedBy: [], weight: 1, inputs: {} }
    const facts = { reopenedAt: null, assignments: 0, acceptance: null, answer: null, lastActedAt: null, notes: 3 }
    expect(await store.load('acme', 't of a1')).toMatchObject({ sla: null, dueAt: null, facts, ...later })
    const first = { id: 'a1', authority: null, ...LATER_OF_AGENT }
    const second = { id: 'a2', authority: 5, ...LATER_OF_AGENT }
    expect(await store.agents('acme', null)).toEqual(last.number === 1 ? [first] : [first, second])
    expect(await store.directoryEntry('acme', 'agent', 'a1')).toMatchObject({ entry: first })
    if (last.number > 1) {
      const kept = { sla: SECOND_REST.sla, facts: SECOND_REST.facts }
      expect(await store.load('acme', 't of a2')).toMatchObject({ ...kept, ...later })
    }
    await expect(await describeSchema(pool, schema)).toMatchFileSnapshot('./schema-manifest.txt')
    await pool.query(`drop schema "${schema}" cascade`)
  }
})

it('refuses to work without the schema, with the sentence that says what to do, and works once it is there', async () => {
  const store = postgresStore({ pool, schema })
  await expect(store.load('acme', 't1')).rejects.toThrow(/Run migrate\(\)/)
  expect(await codeOf(store.load('acme', 't1'))).toBe('SCHEMA_TOO_OLD')
  await postgresStore({ pool, schema }).migrate()
  expect(await store.load('acme', 't1')).toBeNull()
})

it('refuses a newer schema, to work with and to migrate', async () => {
  await postgresStore({ pool, schema }).migrate()
  await pool.query(`insert into "${schema}".migration (number, hash) values ($1, 'later')`, [SCHEMA_VERSION + 1])
  expect(await codeOf(postgresStore({ pool, schema }).load('acme', 't1'))).toBe('SCHEMA_TOO_NEW')
  expect(await codeOf(postgresStore({ pool, schema }).migrate())).toBe('SCHEMA_TOO_NEW')
})

it('refuses a migration that was applied with another content', async () => {
  await postgresStore({ pool, schema }).migrate()
  await pool.query(`update "${schema}".migration set hash = 'changed'`)
  expect(await codeOf(postgresStore({ pool, schema }).migrate())).toBe('SCHEMA_TOO_NEW')
})

it('leaves a host’s transaction usable when the schema is missing', async () => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    expect(await codeOf(postgresStore({ pool, schema }).within(client).load('acme', 't1'))).toBe('SCHEMA_TOO_OLD')
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  } finally {
    await client.query('rollback')
    client.release()
  }
})

it('keeps two desks in one database apart', async () => {
  const other = freshSchema()
  await Promise.all([postgresStore({ pool, schema }).migrate(), postgresStore({ pool, schema: other }).migrate()])
  await pool.query(`insert into "${schema}".counter values ('acme', 'k', 3)`)
  expect(await postgresStore({ pool, schema }).counters('acme', ['k'])).toEqual([3])
  expect(await postgresStore({ pool, schema: other }).counters('acme', ['k'])).toEqual([0])
  await pool.query(`drop schema "${other}" cascade`)
})

const FIRST_REST = {
  requester: {},
  timeoutAt: null,
  tags: [],
  watchers: [],
  links: [],
  revisions: {},
  importedUpTo: null,
  facts: { notes: 3, reopenings: 0, handovers: 0, pauses: [] },
  decisions: { priority: null, assignment: null },
}
const SECOND_REST = {
  ...FIRST_REST,
  facts: { ...FIRST_REST.facts, reopenedAt: 7, assignments: 2, acceptance: null, answer: null, lastActedAt: 8 },
  sla: { promise: null, former: null, since: 5, inherited: null, progress: {}, formerProgress: {} },
}
const LATER_OF_AGENT = { channels: {}, shift: null, vacations: [], rating: null, weight: 1 }

// What each version of the package wrote of a ticket and an agent, as far as later ones write more.
const WRITTEN = [
  { rest: FIRST_REST, agent: { id: 'a1' } },
  { rest: SECOND_REST, agent: { id: 'a2', authority: 5 } },
]

function rowsSql(name: string, rest: object, agent: { readonly id: string }): string {
  return `
    insert into "${name}".ticket (tenant, id, version, workflow, workflow_version, state, state_version, state_since, phase,
      requester_id, channel, priority, priority_rank, created_at, updated_at, fields, personal, rest)
    values ('acme', 't of ${agent.id}', 1, 'support', 1, 'new', 1, 0, 'open', 'c1', 'web', 'normal', 3, 0, 0, '{}', '{}',
      '${JSON.stringify(rest)}');
    insert into "${name}".directory (tenant, kind, id, version, actor, changed_at, entry, status, teams)
    values ('acme', 'agent', '${agent.id}', 1, '{}', 0, '${JSON.stringify(agent)}', 'present', '{}')`
}

// Some hosters keep the functions that tell of the server itself from everybody.
it('migrates where the server does not tell its identifier', async () => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`create role "${schema}_owner"`)
    await client.query('revoke execute on function pg_control_system() from public')
    await client.query(`create schema "${schema}" authorization "${schema}_owner"`)
    await client.query(`set local role "${schema}_owner"`)
    await client.query(schemaSql({ schema }))
    await client.query(schemaSql({ schema }))
    const { rows } = await client.query(`select place from "${schema}".feed_origin`)
    expect(rows).toEqual([{ place: expect.stringMatching(/^ \d+$/) }])
  } finally {
    await client.query('rollback')
    client.release()
  }
})
