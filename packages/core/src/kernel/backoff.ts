import type { Random } from './random.js'

const FIRST_MS = 1_000
const LONGEST_MS = 3_600_000

/** Milliseconds until the next attempt: doubling from one second to an hour, each between half and all of it. */
export function retryDelay(attempts: number, random: Random): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 30))
  return Math.round(whole * (0.5 + random.next() / 2))
}
