import { randomBytes } from 'node:crypto'
import type { Principal } from '@docket/http'

/** Who is signed in, by the random value of a cookie. */
export interface Sessions {
  begin(principal: Principal): string
  end(id: string): void
  of(cookies: string | null | undefined): Principal | null
}

/** Sessions that live as long as the process. */
export function memorySessions(): Sessions {
  const known = new Map<string, Principal>()
  return {
    begin(principal) {
      const id = randomBytes(16).toString('base64url')
      known.set(id, principal)
      return id
    },
    end: (id) => void known.delete(id),
    of(cookies) {
      const [, id = ''] = /(?:^|; )session=([A-Za-z0-9_-]{22})(?:;|$)/.exec(cookies ?? '') ?? []
      return known.get(id) ?? null
    },
  }
}
