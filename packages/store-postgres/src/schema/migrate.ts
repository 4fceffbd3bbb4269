import type { SqlExecutor } from '../sql/executor.js'
import { sqlState, storeError } from '../sql/sql-state.js'
import { newerSchema } from './check-schema.js'
import { type IndexedFields, NEWER_SCHEMA, schemaSql } from './schema-sql.js'

/**
 * Brings the database to this package's schema.
 *
 * @throws DocketError `SCHEMA_TOO_NEW` when the schema is newer, `STORE_UNAVAILABLE` when the database cannot be reached
 */
export async function migrate(executor: SqlExecutor, schema: string, indexed: IndexedFields): Promise<void> {
  const text = schemaSql({ schema, indexed })
  try {
    await executor.query(text, [])
  } catch (error) {
    throw sqlState(error) === NEWER_SCHEMA ? newerSchema(schema) : storeError(error)
  }
}
