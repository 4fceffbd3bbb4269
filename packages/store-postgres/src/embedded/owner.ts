import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './postmaster-file.js'
import type { RunningServer } from './server.js'

/**
 * The setting with the id of the process that starts a server. The server writes its settings down before it takes
 * connections, so that nobody finds a server without knowing whose it is.
 */
export const OWNER_SETTING = 'docket.owner'

/**
 * The process that stops the server: the one that started it, or the one that took it over; undefined when it cannot be told.
 */
export function ownerOf(cluster: string, { pid }: Pick<RunningServer, 'pid'>): number | undefined {
  const [server, heir] = read(heirFile(cluster)).split(' ').map(Number)
  if (server === pid) return heir
  const started = new RegExp(`${OWNER_SETTING}=(\\d+)`).exec(read(join(cluster, 'postmaster.opts')))
  return started ? Number(started[1]) : undefined
}

/** Makes this process the owner if the former one is gone; false when it lives and still needs the server. */
export function takeOver(cluster: string, { pid }: RunningServer): boolean {
  const owner = ownerOf(cluster, { pid })
  if (owner !== undefined && isAlive(owner)) return false
  writeFileSync(heirFile(cluster), `${pid} ${process.pid}`)
  return true
}

function heirFile(cluster: string): string {
  return join(cluster, '..', 'owner.pid')
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
