// What scripts/pg-global.mjs provides to the tests of the vitest project `pg`.
import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a running PostgreSQL; the user may create databases. */
    postgresUrl: string
  }
}
