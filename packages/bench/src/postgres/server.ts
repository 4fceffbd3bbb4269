import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedPostgres } from '@docket/store-postgres/embedded'
import pg from 'pg'
import type { Report } from '../measure/row.js'

/** Connections to each server, as many as the most clients of a case. */
export const MOST_CLIENTS = 32

/**
 * Runs something on a PostgreSQL server of its own, whose data goes with it; durable, with its usual settings. With
 * `BENCH_DATABASE_URL` on that server instead. Without any, it reports NOT RUN.
 */
export async function withServer(report: Report, what: string, run: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-bench-'))
  const clean = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  const given = process.env['BENCH_DATABASE_URL']
  const server = given
    ? { url: given, stop: async () => {} }
    : await embeddedPostgres({ dataDir: folder }).catch((error: unknown) => {
        report.notRun(what, error instanceof Error ? error.message : String(error))
      })
  if (!server) return clean()
  const pool = new pg.Pool({ connectionString: server.url, max: MOST_CLIENTS })
  pool.on('error', () => {})
  try {
    await requireDurable(pool, report, what, () => run(pool))
  } finally {
    await pool.end()
    await server.stop()
    clean()
  }
}

async function requireDurable(pool: pg.Pool, report: Report, what: string, run: () => Promise<void>): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await pool.query(`show ${setting}`)
    if (rows[0]?.[setting] !== 'on') return report.notRun(what, `the server has ${setting} switched off`)
  }
  await run()
}
