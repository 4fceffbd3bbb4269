import { constants } from 'node:fs'
import { link, lstat, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileStore } from '@docket/core/store'
import { isMissing, onDisk, syncDirectory } from './disk-access.js'
import { isFileKey, keyTaken, requireFileKey } from './key.js'
import { sweepTemporaryFiles, writeTemporaryFile } from './temporary-file.js'

/** Where a disk file store keeps its files. */
export interface DiskFileStoreOptions {
  /** The directory, made when there is none. Nothing else should write to it, and no web server should serve it. */
  readonly directory: string
}

/**
 * Makes a file store in a directory, one file per key, readable by the process's user only.
 *
 * A file is written under a temporary name, flushed, and only then linked to its key, so that it is never visible in
 * part, never overwritten, and survives a power cut once `put` has resolved. The file system must know hard links.
 * What an interrupted upload left behind is removed when a store is made, once it is a day old. Symbolic links in the
 * directory are not followed: they are no files of the store.
 *
 * `put` rejects with `INVALID_INPUT` for a key that is taken or not 16 to 64 lower-case letters, digits and hyphens,
 * with the source's own error when that fails, and with `FILE_UNAVAILABLE` when the disk does.
 */
export function diskFileStore({ directory }: DiskFileStoreOptions): FileStore {
  let start: Promise<void> | undefined
  const started = () => {
    start ??= prepare(directory).catch((error: unknown) => {
      start = undefined
      throw error
    })
    return start
  }
  // Nobody waits for this first attempt; a put makes another and tells of its failure.
  started().catch(() => {})

  return {
    async put(key, bytes) {
      requireFileKey(key)
      await started()
      const temporary = await writeTemporaryFile(directory, bytes)
      try {
        await publish(temporary, key, directory)
      } finally {
        await unlink(temporary).catch(() => {})
      }
    },
    async get(key) {
      if (!isFileKey(key)) return null
      const path = join(directory, key)
      return (await isFile(path)) ? contentOf(path) : null
    },
    async remove(key) {
      if (!isFileKey(key)) return
      const path = join(directory, key)
      if (!(await isFile(path))) return
      await onDisk('remove the file', async () => {
        await unlink(path).catch(unlessMissing)
        await syncDirectory(directory)
      })
    },
  }
}

async function prepare(directory: string): Promise<void> {
  await onDisk('make the directory', async () => {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await sweepTemporaryFiles(directory)
  })
}

async function publish(temporary: string, key: string, directory: string): Promise<void> {
  const path = join(directory, key)
  await onDisk('keep the file', async () => {
    await link(temporary, path).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'EEXIST' ? keyTaken(key, { cause }) : cause
    })
    try {
      await syncDirectory(directory)
    } catch (error) {
      await unlink(path).catch(() => {})
      throw error
    }
  })
}

function isFile(path: string): Promise<boolean> {
  return onDisk('find the file', async () => {
    const found = await lstat(path).catch(unlessMissing)
    return found?.isFile() ?? false
  })
}

// Opened when it is read, not before: a caller that drops the answer leaves no open file behind.
function contentOf(path: string): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      const file = await onDisk('read the file', () => open(path, constants.O_RDONLY | constants.O_NOFOLLOW))
      try {
        for (;;) {
          const chunk = new Uint8Array(CHUNK_BYTES)
          const { bytesRead } = await onDisk('read the file', () => file.read(chunk))
          if (bytesRead === 0) return
          yield chunk.subarray(0, bytesRead)
        }
      } finally {
        await file.close()
      }
    },
  }
}

function unlessMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error
}

const CHUNK_BYTES = 64 * 1024
