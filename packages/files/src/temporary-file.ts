import { randomBytes } from 'node:crypto'
import { type FileHandle, lstat, open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { onDisk } from './disk-access.js'

const DAY_MS = 24 * 60 * 60 * 1_000

// Begins with what no key begins with.
const TEMPORARY = /^\.upload-[0-9a-f]{32}$/

/**
 * Writes and flushes the bytes into a new file under a temporary name; leaves none behind when that fails.
 *
 * @returns the file's path
 */
export async function writeTemporaryFile(directory: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const path = join(directory, `.upload-${randomBytes(16).toString('hex')}`)
  const file = await onDisk('begin the file', () => open(path, 'wx', 0o600))
  try {
    await writeAndClose(file, bytes)
  } catch (error) {
    await unlink(path).catch(() => {})
    throw error
  }
  return path
}

async function writeAndClose(file: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of bytes) await onDisk('write the file', () => file.writeFile(chunk))
    await onDisk('flush the file', () => file.sync())
  } finally {
    await file.close()
  }
}

/** Removes temporary files that were last written more than a day ago: no upload takes that long. */
export async function sweepTemporaryFiles(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!TEMPORARY.test(name)) continue
    const path = join(directory, name)
    // Another process may sweep at the same time.
    const found = await lstat(path).catch(() => undefined)
    if (found?.isFile() && found.mtimeMs < Date.now() - DAY_MS) await unlink(path).catch(() => {})
  }
}
