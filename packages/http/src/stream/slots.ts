import type { Principal } from '../handler/principal.js'
import { HttpError } from '../handler/problem.js'

/** How many streams there are, and may be. */
export interface StreamSlots {
  /**
   * Takes a place; returns what gives it back.
   *
   * @throws HttpError 429 when the principal, or the process, has no more
   */
  take(principal: Principal): () => void
  readonly taken: number
}

const AGAIN = { 'retry-after': '5' }

/** Counts the streams of each principal and of all. */
export function streamSlots({ mostPerPrincipal, most }: { mostPerPrincipal: number; most: number }): StreamSlots {
  const own = new Map<string, number>()
  let taken = 0
  return {
    get taken() {
      return taken
    },
    take({ tenant, actor }) {
      const key = JSON.stringify([tenant, actor.type, actor.id])
      const before = own.get(key) ?? 0
      if (before >= mostPerPrincipal) {
        const message = `You have ${mostPerPrincipal} streams, which is all you can have; end one, or share one among tabs.`
        throw new HttpError(429, 'TOO_MANY_STREAMS', message, {}, AGAIN)
      }
      if (taken >= most)
        throw new HttpError(503, 'TOO_MANY_STREAMS', 'There are too many streams; come again.', {}, AGAIN)
      own.set(key, before + 1)
      taken += 1
      return () => {
        const left = (own.get(key) ?? 1) - 1
        if (left > 0) own.set(key, left)
        else own.delete(key)
        taken -= 1
      }
    },
  }
}
