import { DocketError, type ErrorCode, type ErrorKind } from '@docket/core'
import { textResponse } from './text-response.js'

/** What went wrong, as `application/problem+json` (RFC 9457). */
export interface Problem {
  /** `urn:docket:` and the code. */
  readonly type: string
  readonly title: string
  readonly status: number
  /** A sentence that says what to do. */
  readonly detail: string
  readonly code: string
  readonly retryable: boolean
  readonly [value: string]: unknown
}

/** What went wrong before the desk was asked. */
export class HttpError extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>
  readonly more: Readonly<Record<string, unknown>>

  constructor(
    status: number,
    code: string,
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

/** Answers an error. What is a fault of ours says nothing of its inside, and is reported. */
export function problemOf(error: unknown, conditional: boolean, report: (error: unknown) => void): Response {
  if (error instanceof HttpError) {
    return problemResponse(
      {
        ...error.more,
        ...problem(error.status, error.code, error.message, error.status === 503 || error.status === 429),
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
  return problemResponse(problem(500, 'INTERNAL', 'Something went wrong here; ask again later.', false), {})
}

function problem(status: number, code: string, detail: string, retryable: boolean): Problem {
  return { type: `urn:docket:${code}`, title: code.toLowerCase().replaceAll('_', ' '), status, detail, code, retryable }
}

function problemResponse(body: Problem | object, headers: Readonly<Record<string, string>>): Response {
  const { status } = body as Problem
  return textResponse(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
}
