import { createHash } from 'node:crypto'
import { FIRST_TABLES } from './001-tables.js'
import { TIME_TABLES } from './002-time.js'
import { UNASSIGNED_TICKETS } from './003-unassigned.js'
import { SEARCH_TABLES } from './004-search.js'
import { FEED_COLUMN } from './005-feed.js'
import { FEED_ORIGIN } from './006-feed-origin.js'

/** A step from one version of the schema to the next. Never changed once it was released. */
export interface Migration {
  /** The version that the schema has after it. */
  readonly number: number
  /** The statements, with `%schema%` for the quoted name of the schema. */
  readonly sql: string
}

/** All migrations, in order. */
export const MIGRATIONS: readonly Migration[] = [
  { number: 1, sql: FIRST_TABLES },
  { number: 2, sql: TIME_TABLES },
  { number: 3, sql: UNASSIGNED_TICKETS },
  { number: 4, sql: SEARCH_TABLES },
  { number: 5, sql: FEED_COLUMN },
  { number: 6, sql: FEED_ORIGIN },
]

/** The version of the schema that this package works with. */
export const SCHEMA_VERSION = MIGRATIONS.length

/** What tells a migration from another of the same number. */
export function migrationHash({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex')
}
