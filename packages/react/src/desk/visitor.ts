import { ClientError, type ClientStorage } from '@docket/client'
import { ask, type Place } from './ask.js'

interface Visitor {
  readonly token: string
  readonly expiresAt: string
}

/** A token for whoever has no name: made with what is sent first, and fresh for the same visitor ever after. */
export function visitorToken(place: Place, storage: Pick<ClientStorage, 'getItem' | 'setItem'>, name: string) {
  let given: string | undefined
  const kept = () => JSON.parse(storage.getItem(name) ?? 'null') as Visitor | null
  return {
    begun: () => kept() !== null,
    async token(): Promise<string> {
      let visitor = kept()
      // The one that is asked for again was refused; one that ends soon is not worth a try.
      if (!visitor || visitor.token === given || Date.parse(visitor.expiresAt) < Date.now() + 60_000) {
        const same = visitor && (await ask(place, 'visitors/refresh', { token: visitor.token }).catch(unlessOver))
        // Too old to be the same one: another.
        visitor = (same ?? (await ask(place, 'visitors', {}))) as Visitor
        storage.setItem(name, JSON.stringify(visitor))
      }
      given = visitor.token
      return given
    },
  }
}

function unlessOver(error: unknown): null {
  if (!(error instanceof ClientError && error.status === 401)) throw error
  return null
}
