import { HttpError } from '../handler/problem.js'

/** How many streams there are, and may be. */
export interface StreamSlots {
  /**
   * Takes a place of each who is to have one; returns what gives it back.
   *
   * @param owners - under which name each is counted, and how many it may have
   * @throws HttpError 429 when one of them, or 503 when the process has no more
   */
  take(owners: ReadonlyMap<string, number>): () => void
  readonly taken: number
}

const AGAIN = { 'retry-after': '5' }

/** Counts the streams of each owner and of all. */
export function streamSlots(most: number): StreamSlots {
  const own = new Map<string, number>()
  let taken = 0
  const add = (key: string, number: number) => {
    const now = (own.get(key) ?? 0) + number
    if (now > 0) own.set(key, now)
    else own.delete(key)
  }
  return {
    get taken() {
      return taken
    },
    take(owners) {
      for (const [key, mostOfOwner] of owners) {
        if ((own.get(key) ?? 0) < mostOfOwner) continue
        const message = `You have ${mostOfOwner} streams, which is all you can have; end one, or share one among tabs.`
        throw new HttpError(429, 'TOO_MANY_STREAMS', message, {}, AGAIN)
      }
      if (taken >= most)
        throw new HttpError(503, 'TOO_MANY_STREAMS', 'There are too many streams; come again.', {}, AGAIN)
      for (const key of owners.keys()) add(key, 1)
      taken += 1
      return () => {
        for (const key of owners.keys()) add(key, -1)
        taken -= 1
      }
    },
  }
}
