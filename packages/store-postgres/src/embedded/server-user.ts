import { chownSync, lchownSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const NOBODY = 65_534

/** Who runs the server, as options for `spawn`: empty for the user that runs Node. */
export type ServerUser = { readonly uid: number; readonly gid: number } | Record<string, never>

/** PostgreSQL refuses to run as root, so there it runs as the user `nobody`. */
export function serverUser(): ServerUser {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
}

/** Makes the server's user the owner of a folder and of everything in it. */
export function handOver(path: string, user: ServerUser): void {
  if (user.uid === undefined || user.gid === undefined) return
  chownSync(path, user.uid, user.gid)
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(path, name), user.uid, user.gid)
  }
}
