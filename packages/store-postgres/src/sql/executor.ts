/** A row as a driver gives it: column name to value. How numbers arrive is the driver's affair; the store reads them itself. */
export type SqlRow = Readonly<Record<string, unknown>>

/**
 * Whatever runs one SQL statement with positional parameters (`$1`, `$2`, …): a `pg` client, PGlite, a query builder's raw
 * interface. Values are texts, numbers, booleans and nulls; a failure rejects with an error that carries the SQLSTATE as
 * `code`, as PostgreSQL drivers do.
 */
export interface SqlExecutor {
  /** Runs the statement and gives its rows. */
  query(text: string, values: unknown[]): Promise<{ readonly rows: readonly SqlRow[] }>
}

/** A `pg.Pool`, as far as the store needs it. */
export interface PostgresPool {
  /** Runs a statement on any connection; one with a name is prepared. */
  query(statement: {
    readonly name?: string
    readonly text: string
    readonly values: unknown[]
  }): Promise<{ readonly rows: readonly SqlRow[] }>
  /** Hears of connections that fail while nobody uses them. */
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Gives a connection. Without it, hints of commits are neither sent to other processes nor heard from them. */
  connect?(): Promise<PostgresConnection>
  /** Whether the pool is being ended, which waits for all connections that it gave. */
  readonly ending?: boolean
  readonly options?: {
    /** How many connections it has at most. */
    readonly max?: number | undefined
  }
}

/** A connection of a `pg.Pool`, as far as the store needs it to hear notifications. */
export interface PostgresConnection {
  /** Runs a statement. */
  query(text: string): Promise<unknown>
  /** Hears of notifications. */
  on(event: 'notification', listener: (notification: { readonly payload?: string | undefined }) => void): unknown
  /** Hears that it failed. */
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Hears that it ended. */
  on(event: 'end', listener: () => void): unknown
  /** Gives it back, or ends it. */
  release(destroy?: boolean): void
}

/** A statement; a name says that it is worth preparing once per connection. */
export interface Statement {
  readonly name?: string
  readonly text: string
}
