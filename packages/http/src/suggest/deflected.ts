import type { HandlerContext } from '../handler/options.js'
import { HttpError } from '../handler/problem.js'
import { unref } from '../handler/unref.js'
import type { Deflection } from './suggest.js'

/** Whoever tells of it waits no longer; it is told again later. */
const MOST_MS = 2_000

/**
 * Tells the host that something solved it. False where nobody is told, or there is no such article.
 *
 * @throws HttpError 503 where the host fails, which then hears of it, or does not answer in time
 */
export async function tellDeflected(
  { options: { suggest, onError } }: HandlerContext,
  deflection: Deflection,
): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`\`deflected\` did not answer within ${MOST_MS} ms.`)), MOST_MS)
    unref(timer)
  })
  try {
    const told = Promise.resolve().then(() => suggest?.deflected?.(deflection) ?? false)
    return (await Promise.race([told, late])) === true
  } catch (error) {
    onError(error)
    throw new HttpError(503, 'NOT_READY', 'It cannot be counted now; say it again later.', {}, { 'retry-after': '1' })
  } finally {
    clearTimeout(timer)
  }
}
