import type { Clock } from '@docket/core/store'
import type { SqlExecutor, SqlRow, Statement } from './executor.js'
import { lostAgainstConcurrent, storeError } from './sql-state.js'

/** Runs a statement and gives its rows. */
export type Run = (statement: Statement, values: unknown[]) => Promise<readonly SqlRow[]>

/** A database with a Docket schema, as the parts of the store see it. */
export interface Database {
  /** The schema's quoted name. */
  readonly schema: string
  readonly transaction: 'own' | 'host'
  /** The store's clock, if it is not the database's. */
  readonly clock: Clock | undefined
  /** Runs a statement. Failures are errors of Docket. */
  readonly run: Run
  /** Runs a statement that may fail without harm to the host's transaction, and leaves a driver's error as it is. */
  readonly attempt: Run
}

/** What a database is made of. */
export interface DatabaseParts {
  readonly schema: string
  readonly transaction: 'own' | 'host'
  readonly clock: Clock | undefined
  /** Sends a statement as it is. */
  readonly send: Run
  /** Sends a statement whose failure leaves the transaction usable; the same as `send` where there is none. */
  readonly sendGuarded?: Run
  /** Refuses a schema of another version; asked before the first statement. */
  readonly check: (executor: SqlExecutor) => Promise<void>
}

const ATTEMPTS = 4

/** A database that checks its schema once and repeats what lost against a concurrent transaction. */
export function database(parts: DatabaseParts): Database {
  const { schema, transaction, clock, send, sendGuarded = send, check } = parts
  const executor: SqlExecutor = { query: async (text, values) => ({ rows: await send({ text }, values) }) }
  let checked: Promise<void> | undefined

  // A failed check is asked again by the next call: the schema may have been migrated in the meantime.
  function ready(): Promise<void> {
    checked ??= check(executor).catch((error: unknown) => {
      checked = undefined
      throw error
    })
    return checked
  }

  // A single statement that was rolled back left nothing, so it can be repeated. In a host's transaction it cannot.
  const repeated =
    (once: Run): Run =>
    async (statement, values) => {
      await ready()
      for (let count = 1; ; count += 1) {
        try {
          return await once(statement, values)
        } catch (error) {
          if (transaction === 'host' || count === ATTEMPTS || !lostAgainstConcurrent(error)) throw error
          await pause(count)
        }
      }
    }
  const attemptUnguarded = repeated(send)

  async function run(statement: Statement, values: unknown[]): Promise<readonly SqlRow[]> {
    try {
      return await attemptUnguarded(statement, values)
    } catch (error) {
      throw storeError(error)
    }
  }

  return { schema, transaction, clock, run, attempt: repeated(sendGuarded) }
}

/** Waits a few milliseconds at random, longer with each count, so that those who met once do not meet again. */
export function pause(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** count))
}
