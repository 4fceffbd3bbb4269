// What scripts/pg-global.mjs and scripts/browser.mjs provide to the tests of vitest's projects.
import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a running PostgreSQL; the user may create databases. In `pg`. */
    postgresUrl: string
    /** What Playwright's `chromium.launch` takes. In `e2e` and `browser`. */
    chromium: { executablePath?: string; args: string[] }
  }
}
