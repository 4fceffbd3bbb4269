import { ClientError, type Transport } from '@docket/client'

interface Visitor {
  readonly token: string
  readonly expiresAt: string
}

/** Keeps one text over reloads, as far as the browser lets it. */
interface Place {
  get(): string | null
  set(text: string): void
}

/** A token for whoever has no name: made with what is sent first, and fresh for the same visitor ever after. */
export interface VisitorToken {
  (): Promise<string>
  readonly begun: () => boolean
}

/** Makes a visitor's token. */
export function visitorToken(baseUrl: string, transport: Transport, place: Place): VisitorToken {
  let given: string | null = null

  async function ask(path: string, body: object): Promise<Visitor | null> {
    const { status, body: text } = await transport.request({
      method: 'POST',
      url: `${baseUrl}/visitors${path}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: new AbortController().signal,
    })
    if (status === 401) return null
    if (status > 299) throw new ClientError(status, 'HTTP', 'Visitors cannot write to this desk now.')
    return JSON.parse(text) as Visitor
  }

  const token = async () => {
    const kept = place.get()
    const before = kept === null ? null : (JSON.parse(kept) as Visitor)
    const fresh = before && Date.parse(before.expiresAt) - Date.now() > 60_000
    // The one that is asked for again was refused.
    if (before && fresh && before.token !== given) {
      given = before.token
      return before.token
    }
    // Too old to be the same visitor: a new one.
    const next = (before && (await ask('/refresh', { token: before.token }))) ?? (await ask('', {}))
    if (next === null) throw new ClientError(401, 'UNAUTHENTICATED', 'Visitors cannot write to this desk.')
    place.set(JSON.stringify(next))
    given = next.token
    return next.token
  }
  return Object.assign(token, { begun: () => place.get() !== null })
}
