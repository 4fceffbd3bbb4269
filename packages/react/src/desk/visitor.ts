import type { ClientError, Kept } from '@docket/client'
import { ask, type Place } from './ask.js'

interface Visitor {
  readonly token: string
  readonly expiresAt: string
}

/** A token for whoever has no name: made with what is asked first, and fresh for the same visitor ever after. */
export function visitorToken(place: Place, storage: Kept) {
  const name = `docket:${encodeURIComponent(place.baseUrl)}:visitor`
  let given: string | undefined
  let running: Promise<string> | undefined
  /** Null where there is none, or what others keep under this name. */
  const kept = () => {
    const found = storage.get(name) as Visitor | null
    return typeof found?.token === 'string' ? found : null
  }

  async function fresh(): Promise<string> {
    let visitor = kept()
    // The one that is asked for again was refused; one that ends soon is not worth a try.
    if (!visitor || visitor.token === given || !(Date.parse(visitor.expiresAt) > Date.now() + 60_000)) {
      const same = visitor && (await ask(place, 'visitors/refresh', { token: visitor.token }).catch(unlessOver))
      // Too old to be the same one: another.
      visitor = (same ?? (await ask(place, 'visitors', {}))) as Visitor
      storage.set(name, visitor)
    }
    given = visitor.token
    return given
  }

  return {
    begun: () => kept() !== null,
    /** Who asks while one is on its way gets that one: two would be two visitors. */
    token: (): Promise<string> => {
      running ??= fresh().finally(() => {
        running = undefined
      })
      return running
    },
  }
}

function unlessOver(error: ClientError): null {
  if (error.status !== 401) throw error
  return null
}
