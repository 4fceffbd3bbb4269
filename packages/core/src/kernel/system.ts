import { createHash, randomFillSync } from 'node:crypto'
import type { Clock } from './clock.js'
import { formatUuid7, type Ids } from './ids.js'
import type { Random } from './random.js'

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** Ids as UUID version 7 from the given instant and the machine's cryptographic randomness. */
export const systemIds: Ids = {
  next(now) {
    if (pooled >= pool.length) {
      randomFillSync(pool)
      pooled = 0
    }
    pooled += 10
    return formatUuid7(now, pool.subarray(pooled - 10, pooled))
  },
}

/** The machine's cryptographic randomness, as numbers from 0 to 1. */
export const systemRandom: Random = {
  next() {
    randomFillSync(word)
    return (word[0] ?? 0) / 0x1_0000_0000
  },
}

/** The version of the time zones' data that the platform reckons with, such as `2025b`. */
export const timeZonesVersion: string = process.versions['tz'] ?? 'unknown'

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** SHA-256 of bytes that come in pieces, in hexadecimal. */
export function sha256Stream(): { update(bytes: Uint8Array): void; digest(): string } {
  const hash = createHash('sha256')
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') }
}

/** A sleep that can be cut short; never longer than a minute, so that no timer of the platform carries a deadline. */
export function sleep(milliseconds: number): { done: Promise<void>; wake(): void } {
  let wake = () => {}
  const done = new Promise<void>((resolve) => {
    const timeout = setTimeout(resolve, Math.min(Math.max(0, milliseconds), LONGEST_SLEEP))
    wake = () => {
      clearTimeout(timeout)
      resolve()
    }
  })
  return { done, wake: () => wake() }
}

/** The result of some work, or an error when it takes longer; the work itself is not ended by that. */
export async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  let timeout: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timeout)
  }
}

/** Waits until everything else that is ready in this process has had its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Waits a few milliseconds by chance, more with each try, so that those who collided do not collide again. */
export function shortPause(tries: number): Promise<void> {
  return sleep(systemRandom.next() * Math.min(100, tries * 4)).done
}

const LONGEST_SLEEP = 60_000
const pool = new Uint8Array(10 * 128)
let pooled = pool.length
const word = new Uint32Array(1)
