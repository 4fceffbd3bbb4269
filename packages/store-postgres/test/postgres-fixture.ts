import type { StoreFixture } from '@docket/testkit'
import pg from 'pg'
import { inject } from 'vitest'
import { type PostgresStore, postgresStore } from '../src/index.js'

/** A pool on the test server, for a schema of its own: `destroy` drops the schema and ends the pool. */
export interface TestSchema {
  readonly pool: pg.Pool
  readonly schema: string
  destroy(): Promise<void>
}

let made = 0

/** A name that no other test of the run has. */
export function freshSchema(): string {
  made += 1
  return `docket_${process.pid}_${Date.now().toString(36)}_${made}`
}

/** Opens a pool for a schema that does not exist yet. */
export function testSchema({ max = 10, schema = freshSchema() }: { max?: number; schema?: string } = {}): TestSchema {
  const pool = new pg.Pool({ connectionString: inject('postgresUrl'), max })
  return {
    pool,
    schema,
    destroy: async () => {
      await pool.query(`drop schema if exists "${schema}" cascade`)
      await pool.end()
    },
  }
}

/** A clock that stands still until it is moved. */
export function steppedClock(begin = Date.UTC(2025, 0, 1)): { now(): number; advance(milliseconds: number): void } {
  let instant = begin
  return {
    now: () => instant,
    advance: (milliseconds) => {
      instant += milliseconds
    },
  }
}

/** A fresh store in a schema of its own, with a clock in the test's hands and a second store on other connections. */
export async function postgresFixture(
  schema?: string,
): Promise<StoreFixture & { readonly store: PostgresStore; readonly pool: pg.Pool; readonly schema: string }> {
  const own = testSchema(schema === undefined ? {} : { schema })
  const second = new pg.Pool({ connectionString: inject('postgresUrl'), max: 10 })
  const clock = steppedClock()
  const store = postgresStore({ pool: own.pool, schema: own.schema, clock })
  await store.migrate()
  return {
    store,
    clock,
    pool: own.pool,
    schema: own.schema,
    another: () => postgresStore({ pool: second, schema: own.schema, clock }),
    destroy: async () => {
      await second.end()
      await own.destroy()
    },
  }
}
