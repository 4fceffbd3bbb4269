import { defineStoreSuite } from '@docket/testkit'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { freshSchema, steppedClock } from '../test/postgres-fixture.js'
import { postgresStore } from './index.js'

// One database for all cases: it takes seconds to start, and a schema of its own keeps the cases apart.
let database: PGlite

beforeAll(async () => {
  database = await PGlite.create()
})

afterAll(async () => {
  await database.close()
})

defineStoreSuite(
  { describe, it },
  {
    create: async () => {
      const schema = freshSchema()
      const clock = steppedClock()
      const store = postgresStore({ executor: database, schema, clock })
      await store.migrate()
      return {
        store,
        clock,
        destroy: async () => {
          await database.query(`drop schema "${schema}" cascade`)
        },
      }
    },
  },
)
