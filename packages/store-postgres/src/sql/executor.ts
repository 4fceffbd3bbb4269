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
}

/** A statement; a name says that it is worth preparing once per connection. */
export interface Statement {
  readonly name?: string
  readonly text: string
}
