import type { InputIssue } from '@docket/core'
import type { TransportResponse } from './transport.js'

/** What went wrong, from the `application/problem+json` of the desk or on the way to it. */
export class ClientError extends Error {
  /** The HTTP status; 0 where no answer came. */
  declare readonly status: number
  /**
   * The desk's code, such as `TRANSITION_REFUSED`. By the client itself, with the status 0: `NETWORK` (no answer, or none
   * of the desk's; a write may have taken effect), `TOKEN` (`token` failed), `UNCERTAIN` (a write that nobody answered and
   * that is too old to be sent again), `DISCARDED` (it was given up), `CLOSED` (the client was closed), `INVALID_INPUT` (an
   * id, a key or an address that is none), `IDEMPOTENCY_MISMATCH` (what waits under this key has another input). `HTTP`: an
   * answer that is no problem, as a proxy gives it. `OTHER_USER` is the desk's: somebody else has signed in, so that what
   * waits is kept until its user is back.
   */
  declare readonly code: string
  /** Why it was refused, each with its own code. */
  declare readonly reasons: readonly { readonly code: string; readonly [value: string]: unknown }[]
  /** What does not fit in the input, and where. */
  declare readonly issues: readonly InputIssue[]
  /** Whether the same may succeed later. The client has tried again then, except for a 409 that names no time. */
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
    const [reasons, issues] = [problem['reasons'], problem['issues']].map((one) => (Array.isArray(one) ? one : []))
    // What is no answer of the desk's, or asks for another try: ways elsewhere, too slow, too often, what proxies say.
    const again = /^(3|408|429|5(?!0[01]))/.test(String(status))
    const retryable = again || /^(NETWORK|TOKEN|OTHER_USER)$/.test(code) || problem['retryable'] === true
    Object.assign(this, { name: 'ClientError', status, code, reasons, issues, retryable, retryAfterMs, problem })
  }
}

/** What was thrown, if it is an error of ours; else, unless another code is given, no answer came. */
export function asClientError(
  cause: unknown,
  code = 'NETWORK',
  message = 'The desk could not be reached.',
): ClientError {
  if (cause instanceof ClientError) return cause
  const error = new ClientError(0, code, message)
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

/**
 * What an answer of the desk's says; null where it says nothing. For those who ask it by a transport themselves.
 *
 * @throws {@link ClientError} for what the desk refuses.
 */
export function answerOf(response: TransportResponse): unknown {
  if (response.status >= 300) throw errorOf(response)
  return response.status === 204 ? null : JSON.parse(response.body)
}
