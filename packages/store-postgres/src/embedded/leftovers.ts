import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './postmaster-file.js'

const HOUR_MS = 60 * 60 * 1_000
const UNFINISHED = /^data\.(\d+)\.[0-9a-f]{8}(\.password)?$/

/** The name under which this process makes a data folder, before it is renamed. */
export function unfinishedName(random: string): string {
  return `data.${process.pid}.${random}`
}

/**
 * Removes data folders and password files that a process left which was killed while it made them. After an hour whatever
 * process has the id is another one.
 */
export function sweepLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = UNFINISHED.exec(name)?.[1]
    if (pid === undefined) continue
    try {
      const path = join(folder, name)
      if (isAlive(Number(pid)) && Date.now() - statSync(path).mtimeMs < HOUR_MS) continue
      rmSync(path, { recursive: true, force: true })
    } catch {
      // Somebody else sweeps it too, or initdb still writes to it; the next start will find what is left.
    }
  }
}
