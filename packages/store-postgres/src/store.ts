import { type Clock, DocketError, type Store } from '@docket/core/store'
import { claims } from './claims/claims.js'
import { commits } from './commit/commit.js'
import { type CommitHints, commitHints } from './feed/commit-hints.js'
import { feed } from './feed/feed.js'
import { notifications } from './notifications/notifications.js'
import { reads } from './reads/reads.js'
import { definitions } from './registry/definitions.js'
import { directory } from './registry/directory.js'
import { keeping } from './registry/keeping.js'
import { checkSchema } from './schema/check-schema.js'
import { migrate } from './schema/migrate.js'
import type { IndexedFields } from './schema/schema-sql.js'
import { type Database, database } from './sql/database.js'
import type { PostgresPool, SqlExecutor, SqlRow, Statement } from './sql/executor.js'
import { hostSender } from './sql/host-sender.js'
import { quotedSchema } from './sql/identifier.js'

/** Where the store's database is, and how the store runs. */
export type PostgresStoreOptions = (
  | {
      /** A `pg.Pool` of the host, who also ends it. The store adds an `error` listener, without which a server's stop would end the process. */
      readonly pool: PostgresPool
      readonly executor?: never
    }
  | {
      /**
       * Anything that runs one statement outside of a transaction: PGlite, another driver, a pooler's client. It hears no
       * notifications, so that other processes' commits are found by polling.
       */
      readonly executor: SqlExecutor
      readonly pool?: never
    }
) & {
  /** The database schema that holds the tables; `docket` without it. */
  readonly schema?: string
  /** A clock in place of the database's, which says what is due and when a lease ends. For tests that travel in time. */
  readonly clock?: Clock
  /**
   * Is told when other processes' commits are not heard, such as behind a pooler that gives each transaction another
   * connection: live updates then come by polling. `console.warn` if left out.
   */
  readonly onProblem?: (error: DocketError) => void
}

/** The store contract on PostgreSQL. */
export interface PostgresStore extends Store {
  readonly transaction: 'own'

  /**
   * Creates the tables, or brings them to this package's version. Safe when many nodes start at once, and does nothing
   * when nothing is to be done.
   *
   * @param options - `indexed`: the custom fields that lists are filtered by, as far as they have no index yet, such as
   * `support.model.fields.indexed`
   * @throws DocketError `SCHEMA_TOO_NEW` when a newer version of the package made the schema
   */
  migrate(options?: { readonly indexed?: IndexedFields }): Promise<void>

  /**
   * The same store, bound to a transaction of the host: what is written there is durable when the host commits, and gone
   * when the host rolls back. Nothing is retried, no transaction is begun or ended; a commit that meets a conflict
   * returns it, and the host's transaction stays usable. Calls may run at once: the statements of all stores that are
   * bound to the same executor take turns. `onCommit` gives no hints: what the host commits is found by polling.
   *
   * @param executor - runs statements in the host's transaction, such as a `pg` client after `BEGIN`: the same object
   * each time, since by it the store knows that two stores share a transaction
   */
  within(executor: SqlExecutor): Store
}

/**
 * Makes a store on PostgreSQL 14 or newer. Nothing is sent until the first call, which checks the schema's version.
 *
 * @throws DocketError `INVALID_DEFINITION` for an unusable schema name, `INVALID_INPUT` for one that is no text
 * @example
 * ```ts
 * import { postgresStore } from '@docket/store-postgres'
 * import pg from 'pg'
 *
 * const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] })
 * export const store = postgresStore({ pool })
 * await store.migrate()
 * ```
 */
export function postgresStore(options: PostgresStoreOptions): PostgresStore {
  const { schema = 'docket', clock, onProblem = (error) => console.warn(error) } = options
  const quoted = quotedSchema(schema)
  const send = sender(options)
  const executor: SqlExecutor = { query: async (text, values) => ({ rows: await send({ text }, values) }) }
  const hints = commitHints(options.pool, schema, onProblem)

  let checked = false
  async function check(through: SqlExecutor): Promise<void> {
    if (!checked) await checkSchema(through, schema)
    checked = true
  }

  return {
    ...methods(database({ schema: quoted, transaction: 'own', clock, send, check }), hints),
    transaction: 'own',
    migrate: async ({ indexed = [] } = {}) => {
      await migrate(executor, schema, indexed)
      checked = true
    },
    within: (host) =>
      methods(database({ schema: quoted, transaction: 'host', clock, ...hostSender(host), check }), NO_HINTS),
  }
}

// In the host's transaction nothing has happened until the host commits.
const NO_HINTS: CommitHints = { committed: () => {}, onCommit: () => () => {} }

function methods(database: Database, { committed, onCommit }: CommitHints): Store {
  const commit = commits(database)
  return {
    transaction: database.transaction,
    ...reads(database),
    ...feed(database),
    async commit(given) {
      const result = await commit(given)
      if (result.ok && given.events.length > 0) committed(given.tenant)
      return result
    },
    onCommit,
    ...claims(database),
    ...directory(database),
    ...definitions(database),
    ...notifications(database),
    ...keeping(database),
  }
}

const heard = new WeakSet<PostgresPool>()

function sender({ pool, executor }: PostgresStoreOptions) {
  if (executor) return async ({ text }: Statement, values: unknown[]) => (await executor.query(text, values)).rows
  if (!pool) {
    throw new DocketError(
      'INVALID_DEFINITION',
      'postgresStore needs a pool or an executor. Pass { pool: new pg.Pool(…) }.',
    )
  }
  // What an idle connection reports, the next call will meet too.
  if (!heard.has(pool)) pool.on('error', () => {})
  heard.add(pool)
  return async (statement: Statement, values: unknown[]): Promise<readonly SqlRow[]> =>
    (await pool.query({ ...statement, values })).rows
}
