import { readFileSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'

/** What a server writes about itself into its data folder. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** True once it takes connections. */
  readonly ready: boolean
}

const NAME = 'postmaster.pid'

/** The server that the data folder says is running, alive or not; null when it names none. */
export function readPostmaster(cluster: string): Postmaster | null {
  try {
    const lines = readFileSync(join(cluster, NAME), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isSafeInteger(pid) || pid <= 0) return null
    return { pid, port: Number(lines[3]), ready: (lines[7] ?? '').startsWith('ready') }
  } catch {
    return null
  }
}

/** Removes what a server left that did not end in order. */
export function forgetPostmaster(cluster: string): void {
  rmSync(join(cluster, NAME), { force: true })
}

/**
 * True when the process is a server on this data folder. After a restart of the machine, or of a container, another
 * process may have the same id; where the system does not tell a process's command, any living one is taken for it.
 */
export function isServerOf(cluster: string, pid: number): boolean {
  if (!isAlive(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
  } catch {
    return process.platform !== 'linux'
  }
}

/** True when there is a process of this id. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** True when something on this machine takes connections on the port. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const end = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .setTimeout(1_000, () => end(false))
  })
}
