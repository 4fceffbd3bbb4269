import { DocketError, type Reason } from '../kernel/error.js'
import type { ErrorCode } from '../kernel/error-codes.js'
import type { Phase } from '../store/record-types.js'

/** Why a command changes nothing. A value until the desk's edge, so that one can ask "why not?" without exceptions. */
export interface Refusal {
  readonly refused: ErrorCode
  /** A sentence that says what to do. */
  readonly message: string
  readonly reasons: readonly Reason[]
}

/** A refusal with one reason or several. */
export function refuse(refused: ErrorCode, message: string, ...reasons: readonly Reason[]): Refusal {
  return { refused, message, reasons }
}

/** The refusal of what makes sense only while somebody is to work on the ticket. */
export function refuseDone(phase: Phase): Refusal {
  return refuse('COMMAND_REFUSED', 'The ticket is solved; reopen it first.', { code: 'not-open', phase })
}

/** True for a refusal. */
export function isRefusal(value: object): value is Refusal {
  return 'refused' in value
}

/** The refusal as the error that a caller gets. */
export function refusalError(refusal: Refusal, details: Record<string, unknown> = {}): DocketError {
  return new DocketError(refusal.refused, refusal.message, { reasons: refusal.reasons, ...details })
}
