import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DocketError } from '@docket/core/store'
import type { Binaries } from './binaries.js'
import { sweepLeftovers, unfinishedName } from './leftovers.js'
import { handOver, type ServerUser } from './server-user.js'

/** The superuser's name. */
export const USER = 'docket'

const PASSWORD_FILE = 'docket-password'

/**
 * The server's data folder, made on first use. It is made under another name and then renamed, so that neither a kill
 * half-way nor two processes at once leave half a folder; what a kill left under the other name is swept.
 *
 * @throws DocketError `STORE_UNAVAILABLE` when it cannot be made
 */
export function ensureCluster(folder: string, binaries: () => Binaries, user: ServerUser): string {
  const cluster = join(folder, 'data')
  sweepLeftovers(folder)
  if (existsSync(cluster)) return cluster
  const fresh = join(folder, unfinishedName(randomBytes(4).toString('hex')))
  const passwordFile = `${fresh}.password`
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 })
  try {
    handOver(fresh, user)
    handOverFile(passwordFile, user)
    initialize(binaries(), fresh, passwordFile, folder, user)
    renameSync(passwordFile, join(fresh, PASSWORD_FILE))
    renameSync(fresh, cluster)
  } catch (error) {
    // Another process was faster: its folder counts.
    if (!existsSync(cluster)) throw error
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(passwordFile, { force: true })
  }
  return cluster
}

/** The superuser's password, which only the owner of the data can read. */
export function readPassword(cluster: string): string {
  return readFileSync(join(cluster, PASSWORD_FILE), 'utf8')
}

function initialize(
  { initdb }: Binaries,
  cluster: string,
  passwordFile: string,
  folder: string,
  user: ServerUser,
): void {
  const options = [
    ['--pgdata', cluster],
    ['--username', USER],
    ['--pwfile', passwordFile],
    ['--auth', 'scram-sha-256'],
    ['--encoding', 'UTF8'],
    ['--no-locale'],
  ]
  const { status, error, stderr } = spawnSync(initdb, options.flat(), { ...user, cwd: folder, encoding: 'utf8' })
  if (status === 0) return
  throw new DocketError(
    'STORE_UNAVAILABLE',
    `The embedded PostgreSQL could not make its data folder in ${folder}` +
      `${user.uid === undefined ? '' : '; as root runs Node, the server runs as the user nobody, who must be able to reach it'}. ` +
      `The server says: ${(error?.message ?? stderr).trim().slice(-500)}`,
  )
}

function handOverFile(path: string, { uid, gid }: ServerUser): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}
