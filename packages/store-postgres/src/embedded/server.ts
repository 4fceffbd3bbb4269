import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DocketError } from '@docket/core/store'
import type { Binaries } from './binaries.js'
import { OWNER_SETTING } from './owner.js'
import { answers, forgetPostmaster, isAlive, isServerOf, readPostmaster } from './postmaster-file.js'
import type { ServerUser } from './server-user.js'

const PATIENCE_MS = 60_000
const STEP_MS = 25

/** A server that takes connections. */
export interface RunningServer {
  readonly pid: number
  readonly port: number
}

/**
 * The server that already runs on the data folder, such as one whose parent was killed; null when there is none, after
 * what a dead one left was removed.
 */
export async function findServer(cluster: string): Promise<RunningServer | null> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const found = readPostmaster(cluster)
    if (found === null) return null
    if (!isServerOf(cluster, found.pid)) {
      forgetPostmaster(cluster)
      return null
    }
    // Starting, recovering or stopping: wait for what comes of it.
    if (found.ready && (await answers(found.port))) return found
    if (Date.now() > until) throw stuck(`the server with the process id ${found.pid} takes no connections`)
    await sleep(STEP_MS)
  }
}

/** A server that ends with this process. */
export interface OwnServer extends RunningServer {
  /** Lets the server outlive this process after all. */
  readonly release: () => void
}

/** Starts a server; null when it ended at once, as when another process was faster with it or with the port. */
export async function startServer(
  { postgres }: Binaries,
  cluster: string,
  port: number,
  user: ServerUser,
): Promise<OwnServer | null> {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    [OWNER_SETTING]: process.pid,
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A file, not a pipe: a server that outlives its parent must still be able to write.
  const log = openSync(logOf(cluster), 'a', 0o600)
  const child = spawn(postgres, ['-D', cluster, ...options], { ...user, cwd: cluster, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  // From now on, not from when it is ready: this process may be told to end while the server starts.
  const own = child.pid === undefined ? null : stopAtExit(cluster, { pid: child.pid, port })
  const until = Date.now() + PATIENCE_MS
  while (!hasEnded(child)) {
    const found = readPostmaster(cluster)
    if (found?.ready && found.pid === child.pid) return own
    if (Date.now() > until) {
      own?.release()
      child.kill('SIGQUIT')
      throw stuck(`it was not ready in time. Its log ends: ${logEnd(cluster)}`)
    }
    await sleep(STEP_MS)
  }
  own?.release()
  return null
}

/** Stops the server when this process ends in order. */
export function stopAtExit(cluster: string, { pid, port }: RunningServer): OwnServer {
  const atExit = () => {
    if (isServerOf(cluster, pid)) process.kill(pid, 'SIGINT')
  }
  process.once('exit', atExit)
  return { pid, port, release: () => process.removeListener('exit', atExit) }
}

/**
 * True when the server's last start failed because a process of a former one is still at work on the data. Such a process
 * ends as soon as it waits for something, for then it hears that its server was killed.
 */
export function isStillInUse(cluster: string): boolean {
  return logEnd(cluster).includes('pre-existing shared memory block')
}

/** Ends a server in order: open transactions are rolled back, everything committed stays. */
export async function stopServer(cluster: string, { pid }: RunningServer): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isServerOf(cluster, pid)) return
    process.kill(pid, signal)
    for (let waited = 0; waited < PATIENCE_MS / 2 && isAlive(pid); waited += STEP_MS) await sleep(STEP_MS)
  }
}

/** A port that is free at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw stuck('no port is free')
  return address.port
}

/** An error that says why there is no server. */
export function stuck(why: string): DocketError {
  return new DocketError('STORE_UNAVAILABLE', `The embedded PostgreSQL could not be started: ${why}`)
}

/** The last lines that a server wrote. */
export function logEnd(cluster: string): string {
  return readFileSync(logOf(cluster), 'utf8').trim().slice(-600)
}

function logOf(cluster: string): string {
  return join(cluster, '..', 'server.log')
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined
}
