import type { StoreFixture } from '@docket/testkit'
import pg from 'pg'
import { inject } from 'vitest'
import { type PostgresStore, postgresStore } from '../src/index.js'

/** A store in a schema of its own on the test server, with its pool and a clock in the test's hands. */
export interface PostgresFixture extends StoreFixture {
  readonly store: PostgresStore
  readonly pool: pg.Pool
  readonly schema: string
}

let made = 0

/** A name that no other test of the run has. */
export function freshSchema(): string {
  made += 1
  return `docket_${process.pid}_${Date.now().toString(36)}_${made}`
}

/** Opens a pool on the test server. */
export function testPool(max = 10): pg.Pool {
  return new pg.Pool({ connectionString: inject('postgresUrl'), max })
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

// In the order in which nothing refers to what is gone.
const TABLES =
  'notification search_part event message content attachment timer outbox counter idempotency directory directory_version definition ticket'

/**
 * Fixtures that take turns in one schema: what one left is deleted before the next, which is far quicker than making the
 * tables anew. `close` drops the schema.
 */
export function postgresFixtures(schema = freshSchema()): {
  readonly create: () => Promise<PostgresFixture>
  readonly close: () => Promise<void>
} {
  const pool = testPool()
  const second = testPool()
  const empty = TABLES.split(' ').map((table) => `delete from "${schema}".${table};`)
  return {
    create: async () => {
      const clock = steppedClock()
      const store = postgresStore({ pool, schema, clock })
      await store.migrate()
      await pool.query(empty.join(' '))
      return {
        store,
        clock,
        pool,
        schema,
        another: () => postgresStore({ pool: second, schema, clock }),
        destroy: () => {},
      }
    },
    close: async () => {
      await pool.query(`drop schema if exists "${schema}" cascade`)
      await Promise.all([pool.end(), second.end()])
    },
  }
}
