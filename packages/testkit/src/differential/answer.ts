import { isDeepStrictEqual } from 'node:util'
import { DocketError } from '@docket/core/store'

/** What a side answered, without what may differ between two stores: the words of an error, and absent values. */
export async function answerOf(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return plain(await run())
  } catch (error) {
    return { thrown: DocketError.is(error) ? error.code : String(error) }
  }
}

/** True when both sides said the same. */
export const sameAnswer = (left: unknown, right: unknown): boolean => isDeepStrictEqual(left, right)

function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}
