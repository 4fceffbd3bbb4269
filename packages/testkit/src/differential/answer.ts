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

/** The first place at which two answers differ, from the outside in, with what each side has there. */
export function firstDifference(left: unknown, right: unknown): { place: string; left: unknown; right: unknown } {
  const path: string[] = []
  let [ours, theirs] = [left, right]
  while (isContainer(ours) && isContainer(theirs) && Array.isArray(ours) === Array.isArray(theirs)) {
    const [here, there] = [ours, theirs]
    const keys = [...new Set([...Object.keys(here), ...Object.keys(there)])]
    const key = keys.find((name) => !isDeepStrictEqual(Reflect.get(here, name), Reflect.get(there, name)))
    if (key === undefined) break
    path.push(key)
    ours = Reflect.get(here, key)
    theirs = Reflect.get(there, key)
  }
  return { place: path.join(' › '), left: ours, right: theirs }
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}
