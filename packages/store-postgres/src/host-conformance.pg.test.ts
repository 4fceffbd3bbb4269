import { DocketError, type Store } from '@docket/core/store'
import { runCase, storeCases } from '@docket/testkit'
import type pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { postgresFixtures } from '../test/postgres-fixture.js'
import type { PostgresStore } from './index.js'

// What the contract says about commits again, each call in a transaction of a host. What the store retries in its own
// transactions, this host must: a deadlock of two of its transactions.
const GROUPS = [
  'atomicity',
  'caller faults',
  'counters',
  'erasure',
  'idempotency',
  'attachments',
  'notifications',
  'notifications read',
  'timer settling',
  'versions',
]

function eachInTransaction(store: PostgresStore, pool: pg.Pool): Store {
  const once = async (method: keyof Store, values: unknown[]): Promise<unknown> => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const bound = store.within(client) as unknown as Record<string, (...values: unknown[]) => Promise<unknown>>
      const result = await bound[method]?.(...values)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
  const call =
    (method: keyof Store) =>
    async (...given: unknown[]): Promise<unknown> => {
      const values = structuredClone(given)
      for (;;) {
        try {
          return await once(method, values)
        } catch (error) {
          if (!DocketError.is(error) || error.details['sqlState'] !== '40P01') throw error
        }
      }
    }
  return new Proxy(store, { get: (_, name) => call(name as keyof Store) })
}

const fixtures = postgresFixtures()

afterAll(fixtures.close)

for (const group of GROUPS) {
  const cases = storeCases.filter((storeCase) => storeCase.group === group)
  describe(`store contract in a transaction of the host: ${group}`, () => {
    it.each(cases)('$title', async (storeCase) => {
      const fixture = await fixtures.create()
      await runCase(storeCase, { ...fixture, store: eachInTransaction(fixture.store, fixture.pool) })
    })
    it('is there', () => expect(cases.length).toBeGreaterThan(0))
  })
}
