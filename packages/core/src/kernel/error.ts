import { ERROR_CODES, type ErrorCode, type ErrorKind } from './error-codes.js'

/** One place in an input that is wrong. */
export interface InputIssue {
  /** Where, from the outside in. */
  readonly path: readonly (string | number)[]
  /** What is wrong, for programs. */
  readonly code: string
  /** What is wrong, for people. */
  readonly message: string
}

/** Why something was refused, for programs: a code and its values. Texts for people are made from it by a UI. */
export interface Reason {
  readonly code: string
  readonly [value: string]: unknown
}

/** What an error carries besides its sentence. */
export interface ErrorDetails {
  /** The places of an input that are wrong. */
  readonly issues?: readonly InputIssue[]
  /** Why a command was refused. */
  readonly reasons?: readonly Reason[]
  readonly [value: string]: unknown
}

const MARKER = Symbol.for('docket.error')

/**
 * The one error class of Docket.
 *
 * `code` is closed and stable, `kind` groups the codes, `retryable` says whether the same call may succeed later,
 * and the message is a sentence that says what to do. Test with {@link DocketError.is}, which also works when two
 * copies of the package are loaded.
 *
 * @example
 * ```ts
 * import { DocketError } from '@docket/core'
 *
 * export function actualVersion(error: unknown): unknown {
 *   return DocketError.is(error, 'VERSION_CONFLICT') ? error.details['actual'] : undefined
 * }
 * ```
 */
export class DocketError extends Error {
  override readonly name = 'DocketError'
  /** What went wrong, for programs. */
  readonly code: ErrorCode
  /** The family of the code. */
  readonly kind: ErrorKind
  /** True when the same call may succeed later without a change. */
  readonly retryable: boolean
  /** The values that belong to the code. Never a field value or a message body. */
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
    this.kind = ERROR_CODES[code].kind
    this.retryable = ERROR_CODES[code].retryable
    this.details = details
    Object.defineProperty(this, MARKER, { value: true })
  }

  /** True for an error of Docket, of the given code if one is given. */
  static is(error: unknown, code?: ErrorCode): error is DocketError {
    if (typeof error !== 'object' || error === null || !(MARKER in error)) return false
    return code === undefined || (error as unknown as DocketError).code === code
  }

  /** The error without stack and cause, as it may be sent to a caller. */
  toJSON(): { code: ErrorCode; kind: ErrorKind; retryable: boolean; message: string; details: ErrorDetails } {
    return {
      code: this.code,
      kind: this.kind,
      retryable: this.retryable,
      message: this.message,
      details: this.details,
    }
  }
}
