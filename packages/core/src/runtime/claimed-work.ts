import { retryDelay } from '../kernel/backoff.js'
import { DocketError } from '../kernel/error.js'
import type { Outcome } from '../store/port.js'
import type { Runtime } from './runtime.js'

/** After so many attempts claimed work is given up. */
const MOST_ATTEMPTS = 10

/** Work that this node cannot do is left to others for so many milliseconds. */
const ELSEWHERE_MS = 15_000

/** The outcome of work that this node cannot do; it costs no attempt. */
export function leftToOthers(error: string): Outcome {
  return { kind: 'wait', delayMs: ELSEWHERE_MS, error }
}

/** The outcome of work that was claimed too often; the claim counts, so what kills its process is given up too. */
export function claimedTooOften(attempts: number): Outcome | null {
  return attempts > MOST_ATTEMPTS ? { kind: 'dead', error: 'every attempt ended without an answer' } : null
}

/** The outcome of a failed attempt: again later, or given up and reported. */
export function failedAttempt(runtime: Runtime, what: string, attempts: number, thrown: unknown): Outcome {
  const error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}`.slice(0, 500) : 'it threw no Error'
  if (attempts < MOST_ATTEMPTS) return { kind: 'retry', delayMs: retryDelay(attempts, runtime.random), error }
  const message = `The ${what} was given up after ${attempts} attempts; look at deadLetters() and mend its cause.`
  runtime.report(new DocketError('INTERNAL', message, {}, { cause: thrown }))
  return { kind: 'dead', error }
}
