import type { Authenticate, Principal } from './principal.js'
import { unref } from './unref.js'

/** An answer that takes longer than this says nothing any more. */
const ANSWER_MS = 1_000

/** How it is asked who a stream or an upload belongs to. */
export interface Checking {
  readonly authenticate: Authenticate
  readonly authenticateMs: number
  readonly onError: (error: unknown) => void
}

/**
 * Asks again and again who sent a request, and calls `over` once it is not the principal any more, or cannot be found out
 * within a second: a failure never lets anybody read on. Returns the end.
 */
export function keepChecking(
  request: Request,
  principal: Principal,
  { authenticate, authenticateMs, onError }: Checking,
  over: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false

  function wait(milliseconds: number, then: () => void): void {
    clearTimeout(timer)
    if (ended) return
    timer = setTimeout(then, milliseconds)
    unref(timer)
  }

  async function check(): Promise<void> {
    const begun = performance.now()
    wait(ANSWER_MS, over)
    try {
      const found = await authenticate(request)
      if (ended) return
      if (isSame(found, principal)) wait(Math.max(0, authenticateMs - (performance.now() - begun)), again)
      else over()
    } catch (error) {
      onError(error)
      if (!ended) over()
    }
  }

  const again = () => void check()
  // Not all at once that came at once.
  wait(Math.random() * authenticateMs, again)
  return () => {
    ended = true
    clearTimeout(timer)
  }
}

/** Whether who was found is still the same principal. */
export function isSame(found: Principal | null, { tenant, actor }: Principal): boolean {
  return found?.tenant === tenant && found.actor.type === actor.type && found.actor.id === actor.id
}
