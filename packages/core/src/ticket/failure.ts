import { DocketError } from '../kernel/error.js'

/** What is reported of a policy that failed. */
export function failureOf(what: string, error: unknown): DocketError {
  if (DocketError.is(error, 'POLICY_FAILED')) return error
  return new DocketError('POLICY_FAILED', `The ${what} threw; mend it.`, {}, { cause: error })
}
