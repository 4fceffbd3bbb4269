import type { TransportResponse } from './transport.js'

/** What went wrong, from the `application/problem+json` of the desk or on the way to it. */
export class ClientError extends Error {
  /** The HTTP status; 0 where no answer came. */
  readonly status: number
  /**
   * The desk's code, such as `TRANSITION_REFUSED`. Besides: `NETWORK` (no answer; a write may have taken effect),
   * `UNCERTAIN` (a write that nobody answered and that is too old to be sent again), `CLOSED` (the client was closed),
   * `HTTP` (an answer that is no problem, as a proxy gives it).
   */
  readonly code: string
  /** Why it was refused, each with its own code. */
  readonly reasons: readonly { readonly code: string; readonly [value: string]: unknown }[]
  /** Whether the same may succeed later. */
  readonly retryable: boolean
  /** When the desk wants to be asked again, in milliseconds from now; null where it did not say. */
  readonly retryAfterMs: number | null
  /** All values of the problem. */
  readonly problem: Readonly<Record<string, unknown>>

  constructor(
    status: number,
    code: string,
    message: string,
    problem: Readonly<Record<string, unknown>> = {},
    retryAfterMs: number | null = null,
  ) {
    super(message)
    this.name = 'ClientError'
    this.status = status
    this.code = code
    this.problem = problem
    this.retryAfterMs = retryAfterMs
    this.reasons = Array.isArray(problem['reasons']) ? (problem['reasons'] as ClientError['reasons']) : []
    this.retryable =
      status === 0 ? code === 'NETWORK' : [429, 502, 503, 504].includes(status) || problem['retryable'] === true
  }
}

/** No answer came. */
export function networkError(cause: unknown): ClientError {
  const error = new ClientError(0, 'NETWORK', 'The desk could not be reached.')
  error.cause = cause
  return error
}

/** The error that an answer tells of. */
export function errorOf(response: TransportResponse): ClientError {
  let problem: Record<string, unknown> = {}
  try {
    problem = (JSON.parse(response.body) ?? {}) as Record<string, unknown>
  } catch {
    // A proxy between us and the desk answers as it likes.
  }
  const { code, detail } = problem
  return new ClientError(
    response.status,
    typeof code === 'string' ? code : 'HTTP',
    typeof detail === 'string' ? detail : `The desk answered with ${response.status}.`,
    problem,
    retryAfterOf(response),
  )
}

/** Seconds, or an instant by the clock of whoever answered: the one here may be wrong. */
function retryAfterOf(response: TransportResponse): number | null {
  const value = response.header('retry-after')
  if (value === null || value === '') return null
  const seconds = Number(value)
  if (seconds >= 0) return seconds * 1_000
  const ms = Date.parse(value) - (Date.parse(response.header('date') ?? '') || Date.now())
  return ms >= 0 ? ms : null
}
