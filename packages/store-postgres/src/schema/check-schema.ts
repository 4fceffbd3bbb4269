import { DocketError } from '@docket/core/store'
import type { SqlExecutor } from '../sql/executor.js'
import { quotedSchema } from '../sql/identifier.js'
import { number } from '../sql/read-value.js'
import { SCHEMA_VERSION } from './migrations.js'

/**
 * Refuses a schema of another version than this package's. Asks in two steps, so that a missing schema is no error to
 * the database, which would abort a transaction of the host.
 *
 * @throws DocketError `SCHEMA_TOO_OLD` or `SCHEMA_TOO_NEW`
 */
export async function checkSchema(executor: SqlExecutor, schema: string): Promise<void> {
  const table = `${quotedSchema(schema)}.migration`
  const { rows: found } = await executor.query('select to_regclass($1)::text as name', [table])
  const there = found[0]?.['name'] !== null && found[0]?.['name'] !== undefined
  const { rows } = there
    ? await executor.query(`select coalesce(max(number), 0) as version from ${table}`, [])
    : { rows: [] }
  const version = rows[0] ? number(rows[0], 'version') : 0
  if (version < SCHEMA_VERSION) {
    throw new DocketError(
      'SCHEMA_TOO_OLD',
      `The schema "${schema}" is at version ${version} and this package needs ${SCHEMA_VERSION}. ` +
        'Run migrate() on the store, or the text of schemaSql().',
      { version, needed: SCHEMA_VERSION },
    )
  }
  if (version > SCHEMA_VERSION) throw newerSchema(schema, version)
}

/** The refusal of a schema that this package does not know. */
export function newerSchema(schema: string, version?: number): DocketError {
  return new DocketError(
    'SCHEMA_TOO_NEW',
    `The schema "${schema}" was made by a newer or changed version of @docket/store-postgres; this one knows version ` +
      `${SCHEMA_VERSION}. Upgrade the package on this node.`,
    { ...(version === undefined ? {} : { version }), needed: SCHEMA_VERSION },
  )
}
