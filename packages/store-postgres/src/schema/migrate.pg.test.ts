import { DocketError } from '@docket/core/store'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeSchema } from '../../test/describe-schema.js'
import { freshSchema, testPool } from '../../test/postgres-fixture.js'
import { postgresStore, schemaSql } from '../index.js'
import { SCHEMA_VERSION } from './migrations.js'

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
    expect((await pool.query(`select number from "${schema}".migration`)).rows).toEqual([{ number: SCHEMA_VERSION }])
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
  expect(await postgresStore({ pool, schema }).counter('acme', 'k')).toBe(3)
  expect(await postgresStore({ pool, schema: other }).counter('acme', 'k')).toBe(0)
  await pool.query(`drop schema "${other}" cascade`)
})
