import { LONGEST_SECONDS } from './claims.js'
import type { IssuedToken, SignedTokens } from './token-types.js'

/** Whom a progress link is for. */
export interface ProgressLink {
  readonly tenant: string
  /** The one ticket that it opens. */
  readonly ticketId: string
  /** The id of the ticket's requester: once it has another, the link opens nothing. */
  readonly requester: string
  /** Until when it is valid, at most 90 days from now. */
  readonly expires: Date
}

/** Makes progress links. */
export interface ProgressLinks {
  /**
   * A token for a link, to be carried in the link's fragment (`https://shop.example/progress#…`), which no server and no log
   * sees; the page sends it to `POST /progress`.
   *
   * @throws TypeError for a time that is over or too far
   */
  issue(link: ProgressLink): Promise<IssuedToken>
}

/**
 * Makes what makes links that show how one ticket comes on, to whoever has the link, without signing in.
 *
 * @example
 * ```ts
 * import { progressLinks, signedTokens } from '@docket/http'
 *
 * const tokens = signedTokens({ keys: { k1: process.env['DOCKET_TOKEN_KEY'] ?? '' }, current: 'k1' })
 * const expires = new Date(Date.now() + 30 * 24 * 60 * 60 * 1_000)
 * const { token } = await progressLinks({ tokens }).issue({
 *   tenant: 'acme', ticketId: 't1', requester: customerId, expires,
 * })
 * export const link = `https://shop.example/progress#${token}`
 * ```
 */
export function progressLinks({ tokens }: { readonly tokens: SignedTokens }): ProgressLinks {
  return {
    async issue({ tenant, ticketId, requester, expires }) {
      const seconds = Math.floor((expires.getTime() - tokens.now()) / 1_000)
      if (!(seconds > 0 && seconds <= LONGEST_SECONDS.progress)) {
        throw new TypeError('`expires` is an instant to come, at most 90 days from now.')
      }
      return tokens.sign({
        purpose: 'progress',
        tenant,
        actor: { type: 'requester', id: requester },
        seconds,
        ticketId,
      })
    },
  }
}
