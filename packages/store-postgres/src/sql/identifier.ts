import { createHash } from 'node:crypto'
import { DocketError } from '@docket/core/store'

const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,47}$/

/**
 * A schema's name, quoted.
 *
 * @throws DocketError `INVALID_INPUT` when it is no text, `INVALID_DEFINITION` when it is not a plain lower-case name
 */
export function quotedSchema(schema: string): string {
  if (typeof schema !== 'string') {
    throw new DocketError(
      'INVALID_INPUT',
      'The schema name is not a text. Give the schema as a text, or leave it out.',
      {
        issues: [{ path: ['schema'], code: 'invalid_type', message: 'is not a text' }],
      },
    )
  }
  if (SCHEMA_NAME.test(schema) && !schema.startsWith('pg_')) return `"${schema}"`
  throw new DocketError(
    'INVALID_DEFINITION',
    `The schema name ${JSON.stringify(schema)} is not usable. Use at most 48 lower-case letters, digits and underscores, ` +
      'not beginning with a digit or with "pg_".',
  )
}

/**
 * A text as an SQL literal that means the same under every setting of `standard_conforming_strings`. Needed only where a
 * parameter cannot stand: in an index's definition and in the expression that must match it.
 */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`
  return text.includes('\\') ? ` E${quoted}` : quoted
}

/** The first digits of a text's SHA-256, for names that must be the same everywhere. */
export function shortHash(text: string, digits = 16): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits)
}
