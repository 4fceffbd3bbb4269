import { retryDelay } from '../kernel/backoff.js'
import { DocketError } from '../kernel/error.js'
import { errorText } from '../kernel/error-text.js'
import type { JsonObject } from '../kernel/json.js'
import { systemRandom } from '../kernel/system.js'
import { LEADS } from '../notify/resolve-recipients.js'
import type { Outcome } from '../store/port.js'
import type { Runtime } from './runtime.js'

/** After so many attempts claimed work is given up. */
export const MOST_ATTEMPTS = 10

/** Work that this node cannot do is left to others for so many milliseconds. */
export const ELSEWHERE_MS = 15_000

/** The outcome of work that this node cannot do; it costs no attempt. */
export function leftToOthers(error: string, delayMs = ELSEWHERE_MS): Outcome {
  return { kind: 'wait', delayMs, error }
}

/**
 * The outcome of a message that this node does not know what to do with: left to others at ever longer intervals, 15 s to
 * 27 h, and with the last attempt given up, because the ticket's later messages wait behind it.
 */
export function unknownHere(runtime: Runtime, what: string, attempts: number, error: string): Outcome {
  if (attempts < MOST_ATTEMPTS) return { kind: 'retry', delayMs: ELSEWHERE_MS * 3 ** (attempts - 1), error }
  const message = `The ${what} was given up: no node that came by in two days knew what to do with it (${error}).`
  runtime.report(new DocketError('INTERNAL', message))
  return { kind: 'dead', error }
}

/** From so many claims on, work may be what ended the process that had claimed it. */
export const SUSPECT_FROM = 3

/**
 * Claimed work apart by whether it may kill its process: what is suspect comes the least often claimed first, else by
 * chance, so that work which only shared its claims gets its turn.
 */
export function bySuspicion<Leased extends { readonly attempts: number }>(claimed: readonly Leased[]) {
  const fresh = claimed.filter(({ attempts }) => attempts < SUSPECT_FROM)
  const suspect = claimed.filter(({ attempts }) => attempts >= SUSPECT_FROM)
  const lots = new Map(suspect.map((leased) => [leased, systemRandom.next()]))
  const lot = (leased: Leased) => lots.get(leased) ?? 0
  return { fresh, suspect: suspect.sort((a, b) => a.attempts - b.attempts || lot(a) - lot(b)) }
}

/** The outcome of work that was claimed too often; the claim counts, so what kills its process is given up too. */
export function claimedTooOften(attempts: number): Outcome | null {
  return attempts > MOST_ATTEMPTS ? { kind: 'dead', error: 'every attempt ended without an answer' } : null
}

/** The outcome of a failed attempt: again later, or given up and reported. */
export function failedAttempt(runtime: Runtime, what: string, attempts: number, thrown: unknown): Outcome {
  const error = errorText(thrown)
  if (attempts < MOST_ATTEMPTS) return { kind: 'retry', delayMs: retryDelay(attempts, runtime.random), error }
  const message = `The ${what} was given up after ${attempts} attempts; look at deadLetters() and mend its cause.`
  runtime.report(new DocketError('INTERNAL', message, {}, { cause: thrown }))
  return { kind: 'dead', error }
}

/** Lets the leads know of an effect that was given up: whoever waits for it would wait for good. */
export async function tellLeads(
  runtime: Runtime,
  { tenant, ticketId, id, data }: { tenant: string; ticketId: string; id: string; data: JsonObject },
): Promise<void> {
  const createdAt = runtime.clock.now()
  const told = { tenant, id: `${id}.dead.${createdAt}`, ticketId, kind: 'effect.failed', data, createdAt }
  try {
    await runtime.notifier.notify([{ ...told, recipient: LEADS }])
  } catch (error) {
    runtime.report(error)
  }
}
