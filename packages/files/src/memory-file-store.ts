import type { FileStore } from '@docket/core/store'
import { keyTaken, requireFileKey } from './key.js'

/**
 * Makes a file store that lives and ends with the process, for tests and first steps.
 *
 * `put` rejects with `INVALID_INPUT` for a key that is taken or not 16 to 64 lower-case letters, digits and hyphens.
 */
export function memoryFileStore(): FileStore {
  const files = new Map<string, readonly Uint8Array[]>()
  return {
    async put(key, bytes) {
      requireFileKey(key)
      const chunks: Uint8Array[] = []
      for await (const chunk of bytes) chunks.push(chunk.slice())
      if (files.has(key)) throw keyTaken(key)
      files.set(key, chunks)
    },
    async get(key) {
      const chunks = files.get(key)
      return chunks ? copies(chunks) : null
    },
    async remove(key) {
      files.delete(key)
    },
  }
}

function copies(chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const chunk of chunks) yield chunk.slice()
    },
  }
}
