import type { Authenticate, Principal } from '../handler/principal.js'
import type { SignedTokens } from './token-types.js'

/**
 * Makes an `authenticate` of tokens: who asks is whoever `Authorization: Bearer` names, and nobody by any other header, cookie
 * or address.
 *
 * @param otherwise - who asks where there is no such header at all, such as by the session of your app; a header that is wrong
 *   makes nobody somebody
 * @example
 * ```ts
 * import { createHandler, signedTokens, tokenAuthenticate } from '@docket/http'
 *
 * const tokens = signedTokens({ keys: { k1: process.env['DOCKET_TOKEN_KEY'] ?? '' }, current: 'k1' })
 * export const handle = createHandler(desk, {
 *   authenticate: tokenAuthenticate(tokens),
 *   secret: process.env['DOCKET_SECRET'] ?? '',
 * })
 * ```
 */
export function tokenAuthenticate(tokens: SignedTokens, otherwise: Authenticate = () => null): Authenticate {
  return async (request) => {
    const header = request.headers.get('authorization')
    if (header === null) return otherwise(request)
    const [, token] = /^Bearer ([A-Za-z0-9._-]+)$/i.exec(header) ?? []
    const claims = token === undefined ? null : await tokens.verify(token, ['user', 'visitor'])
    if (claims === null) return null
    const { tenant, actor, purpose, tier, locale } = claims
    const principal: Principal = {
      tenant,
      actor,
      verified: purpose === 'user',
      ...(tier !== undefined && { tier }),
      ...(locale !== undefined && { locale }),
    }
    return principal
  }
}
