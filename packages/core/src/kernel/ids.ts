import type { Instant } from './clock.js'

/** Makes ids. An id is never shown as a capability: knowing one gives no right to what it names. */
export interface Ids {
  /**
   * A new id, unique for good within a store.
   *
   * @param now - the instant of the command, which time-ordered ids begin with
   */
  next(now: Instant): string
}

/**
 * Formats a version 7 UUID (RFC 9562): 48 bits of time, then 74 random bits.
 *
 * @param now - milliseconds since 1970-01-01T00:00:00Z
 * @param bytes - ten random bytes
 */
export function formatUuid7(now: Instant, bytes: Uint8Array): string {
  const time = Math.max(0, now).toString(16).padStart(12, '0')
  let tail = ''
  for (let index = 0; index < 10; index += 1) {
    let byte = bytes[index] ?? 0
    if (index === 0) byte = (byte & 0x0f) | 0x70
    if (index === 2) byte = (byte & 0x3f) | 0x80
    tail += HEX[byte]
  }
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
