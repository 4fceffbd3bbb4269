import { DocketError } from '../src/kernel/error.js'
import type { ErrorCode } from '../src/kernel/error-codes.js'

/** The DocketError of this code that a call throws; fails when it throws nothing or something else. */
export function thrown(code: ErrorCode, call: () => unknown): DocketError {
  try {
    call()
  } catch (error) {
    if (DocketError.is(error, code)) return error
    throw error
  }
  throw new Error(`nothing was thrown, where ${code} was expected`)
}
