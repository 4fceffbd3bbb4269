/**
 * Where the bytes of attachments are kept. Keys are made by Docket, opaque and random; a store treats anything else
 * as a key that does not exist.
 */
export interface FileStore {
  /**
   * Keeps the bytes under a new key. When the promise resolves all bytes are kept; when it rejects none are.
   * An existing key is never overwritten.
   *
   * @param key - lower-case letters, digits and hyphens
   */
  put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void>

  /** The bytes, or null when there is no such key. */
  get(key: string): Promise<AsyncIterable<Uint8Array> | null>

  /** Removes the bytes. Removing a key that does not exist is fine. */
  remove(key: string): Promise<void>
}
