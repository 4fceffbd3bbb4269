import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A shorter one is guessed, or was never written to its end. */
export const SHORTEST_SECRET = 32

/** A secret that nobody can guess. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** The secret of a folder, made if it has none: whoever was signed in still is after a start. */
export function keptSecret(folder: string): string {
  const file = join(folder, 'secret')
  const kept = read(file)
  if (kept.length >= SHORTEST_SECRET) return kept
  const secret = newSecret()
  // Under its name it is there wholly or not at all, whenever the process ends.
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, secret, { mode: 0o600 })
  renameSync(beside, file)
  return secret
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
