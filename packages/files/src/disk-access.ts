import { open } from 'node:fs/promises'
import { DocketError } from '@docket/core/store'

/**
 * Does something on the disk.
 *
 * @param what - what is done, as in "could not …"
 * @throws DocketError `FILE_UNAVAILABLE` with the disk's error as its cause; a DocketError passes as it is
 */
export async function onDisk<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (DocketError.is(error)) throw error
    const reason = codeOf(error) ?? 'unknown error'
    const message = `The file store could not ${what} (${reason}); check its directory, its rights and the free space.`
    throw new DocketError('FILE_UNAVAILABLE', message, {}, { cause: error })
  }
}

/** True when there is no such file. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT'
}

/** Flushes which files a directory holds, so that a power cut does not undo it. */
export async function syncDirectory(directory: string): Promise<void> {
  // Windows flushes no directories, and cannot open one.
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
}
