import type { TransportResponse } from './transport.js'

/** What went wrong, from the `application/problem+json` of the desk or on the way to it. */
export class ClientError extends Error {
  /** The HTTP status; 0 where no answer came. */
  declare readonly status: number
  /**
   * The desk's code, such as `TRANSITION_REFUSED`. Besides: `NETWORK` (no answer; a write may have taken effect),
   * `UNCERTAIN` (a write that nobody answered and that is too old to be sent again), `CLOSED` (the client was closed),
   * `HTTP` (an answer that is no problem, as a proxy gives it).
   */
  declare readonly code: string
  /** Why it was refused, each with its own code. */
  declare readonly reasons: readonly { readonly code: string; readonly [value: string]: unknown }[]
  /** Whether the same may succeed later. */
  declare readonly retryable: boolean
  /** When the desk wants to be asked again, in milliseconds from now; null where it did not say. */
  declare readonly retryAfterMs: number | null
  /** All values of the problem. */
  declare readonly problem: Readonly<Record<string, unknown>>

  constructor(
    status: number,
    code: string,
    message: string,
    problem: Readonly<Record<string, unknown>> = {},
    retryAfterMs: number | null = null,
  ) {
    super(message)
    const reasons = Array.isArray(problem['reasons']) ? problem['reasons'] : []
    const retryable = [429, 502, 503, 504].includes(status) || code === 'NETWORK' || problem['retryable'] === true
    Object.assign(this, { name: 'ClientError', status, code, reasons, retryable, retryAfterMs, problem })
  }
}

/** What was thrown, if it is an error of ours; else no answer came. */
export function asClientError(cause: unknown): ClientError {
  if (cause instanceof ClientError) return cause
  const error = new ClientError(0, 'NETWORK', 'The desk could not be reached.')
  error.cause = cause
  return error
}

/** The error that an answer tells of. */
export function errorOf({ status, header, body }: TransportResponse): ClientError {
  let problem: Record<string, unknown> = {}
  try {
    problem = { ...JSON.parse(body) }
  } catch {
    // A proxy between us and the desk answers as it likes.
  }
  const { code = 'HTTP', detail = `The desk answered with ${status}.` } = problem
  // Seconds, or an instant by the clock of whoever answered: the one here may be wrong.
  const given = header('retry-after') || 'never'
  const ms = Number(given) * 1_000
  const wait = ms >= 0 ? ms : Date.parse(given) - (Date.parse(String(header('date'))) || Date.now())
  return new ClientError(status, String(code), String(detail), problem, wait >= 0 ? wait : null)
}
