import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { OptionError } from './options.js'

/**
 * Takes a folder for this process; gives what lets it go. Two demos on one folder would share a server, which the first to
 * end takes from the other. What a killed process took is free.
 */
export function claimFolder(folder: string): () => void {
  const file = join(folder, 'process')
  const holder = holderOf(file)
  if (holder !== null && isAlive(holder)) {
    throw new OptionError(
      `The demo runs already on ${folder}, as process ${holder}. End that one with Ctrl+C, or take another folder and ` +
        `another port: npm run demo -- --data <folder> --port 0. If it is something else, remove ${file}.`,
    )
  }
  if (holder !== null) rmSync(file, { force: true })
  try {
    // Of two that start at once, one finds it written.
    writeFileSync(file, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new OptionError(`Another start of the demo has just taken ${folder}. Let that one go on.`)
  }
  return () => rmSync(file, { force: true })
}

function holderOf(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8')) || null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // There, but somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
