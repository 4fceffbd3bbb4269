import pg from 'pg'
import { inject } from 'vitest'

let made = 0

/** A database of a test's own on the test server. */
export interface TestDatabase {
  readonly url: string
  readonly pool: pg.Pool
  destroy(): Promise<void>
}

/** Makes an empty database; `destroy` drops it. */
export async function testDatabase(): Promise<TestDatabase> {
  made += 1
  const name = `replay_${process.pid}_${made}`
  const server = new pg.Pool({ connectionString: inject('postgresUrl'), max: 1 })
  await server.query(`create database ${name}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = name
  const pool = new pg.Pool({ connectionString: url.href, max: 2 })
  return {
    url: url.href,
    pool,
    destroy: async () => {
      await pool.end()
      await server.query(`drop database ${name} with (force)`)
      await server.end()
    },
  }
}
