import { DocketError, type ErrorCode, type ErrorKind } from '@docket/core'
import type { HttpErrorCode, ProblemCode, StatusOf } from '../schema/http-errors.js'
import { textResponse } from './text-response.js'

/** What went wrong, as `application/problem+json` (RFC 9457). */
export interface Problem {
  /** `urn:docket:` and the code. */
  readonly type: string
  readonly title: string
  readonly status: number
  /** A sentence that says what to do. */
  readonly detail: string
  readonly code: ProblemCode
  readonly retryable: boolean
  readonly [value: string]: unknown
}

/** What went wrong before the desk was asked. */
export class HttpError<Code extends HttpErrorCode = HttpErrorCode> extends Error {
  readonly status: number
  readonly code: Code
  readonly headers: Readonly<Record<string, string>>
  readonly more: Readonly<Record<string, unknown>>

  constructor(
    status: StatusOf<Code>,
    code: Code,
    message: string,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.more = more
    this.headers = headers
  }
}

/** Answers every proof of who one is that is none, whatever is wrong with it. */
export function unauthenticated(): HttpError {
  return new HttpError(401, 'UNAUTHENTICATED', 'Sign in first.', {}, { 'www-authenticate': 'Bearer' })
}

/** Answers every link that opens nothing, whatever is wrong with it. */
export function linkIsOver(): HttpError {
  const message = 'This link does not work any more; ask for a new one.'
  return new HttpError(401, 'UNAUTHENTICATED', message, {}, { 'www-authenticate': 'Bearer' })
}

/** Says that `authenticate` failed: nobody is somebody by that. */
export function authenticationFailed(): HttpError {
  const message = 'Who you are cannot be found out now; ask again later.'
  return new HttpError(503, 'AUTHENTICATION_FAILED', message, {}, { 'retry-after': '1' })
}

/** Answers for what there is not, and for what is not offered here: nobody can tell one from the other. */
export function noSuchAddress(): HttpError {
  return new HttpError(404, 'NOT_FOUND', 'There is no such address.')
}

/** Answers for what is asked beside the handler, by a wrong base. */
export function notBelow(basePath: string): HttpError {
  return new HttpError(404, 'NOT_FOUND', `There is no such address; all that is served here is below ${basePath}.`)
}

/** Says that another process is to be asked. */
export function stopping(): HttpError {
  return new HttpError(503, 'STOPPING', 'This process is to stop; ask again at once.', {}, { 'retry-after': '1' })
}

const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  illegal: 409,
  unavailable: 503,
  internal: 500,
}
const STATUS_OF_CODE: { readonly [Code in ErrorCode]?: number } = {
  IDEMPOTENCY_MISMATCH: 422,
  LIMIT_EXCEEDED: 422,
}

// A body that stalled, too much asked, and what cannot be answered now: the same may succeed later.
const RETRYABLE = [408, 429, 503]

/** Answers an error. What is a fault of ours says nothing of its inside, and is reported. */
export function problemOf(error: unknown, conditional: boolean, report: (error: unknown) => void): Response {
  if (error instanceof HttpError) {
    return problemResponse(
      {
        ...error.more,
        ...problem(error.status, error.code, error.message, RETRYABLE.includes(error.status)),
      },
      error.headers,
    )
  }
  if (DocketError.is(error) && error.kind !== 'internal') {
    const { code, kind, message, details, retryable } = error
    // Whoever said which version it had seen is told that the precondition failed.
    const status = code === 'VERSION_CONFLICT' && conditional ? 412 : (STATUS_OF_CODE[code] ?? STATUS_OF_KIND[kind])
    const again = status === 503 || code === 'BUSY' ? { 'retry-after': '1' } : {}
    return problemResponse({ ...details, ...problem(status, code, message, retryable) }, again)
  }
  report(error)
  return problemResponse(problem(500, 'INTERNAL', 'Something went wrong here, of which the desk was told.', false), {})
}

function problem(status: number, code: ProblemCode, detail: string, retryable: boolean): Problem {
  return { type: `urn:docket:${code}`, title: code.toLowerCase().replaceAll('_', ' '), status, detail, code, retryable }
}

function problemResponse(body: Problem | object, headers: Readonly<Record<string, string>>): Response {
  const { status } = body as Problem
  return textResponse(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
}
