import { deskScenarios } from '@docket/testkit/test/desk'
import { afterAll } from 'vitest'
import { type PostgresFixture, postgresFixtures } from '../test/postgres-fixture.js'

const fixtures = postgresFixtures()

afterAll(fixtures.close)

deskScenarios(async () => {
  const fixture = await fixtures.create()
  return { ...fixture, rows: () => allRows(fixture) }
})

/** Every row of every table of the schema as text. */
async function allRows({ pool, schema }: PostgresFixture): Promise<string> {
  const tables = await pool.query('select table_name as name from information_schema.tables where table_schema = $1', [
    schema,
  ])
  const texts: string[] = []
  for (const { name } of tables.rows) {
    const { rows } = await pool.query(`select row_to_json(t)::text as row from "${schema}"."${name}" t`)
    texts.push(...rows.map(({ row }) => `${name} ${row}`))
  }
  return texts.join('\n')
}
