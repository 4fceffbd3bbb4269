import { type ActorDesk, type Desk, DocketError } from '@docket/core'
import type { CheckedOptions } from './options.js'
import { isVerified, type Principal, shareOf, shareOfAddress } from './principal.js'
import { authenticationFailed, HttpError, unauthenticated } from './problem.js'

/** What a failed proof of who one is, a person or a provider, costs of an address's share. */
export const COST_OF_FAILURE = 5
/** So many desks are kept for who asked last: making one takes a fifth of what a plain GET takes in all. */
const MOST_DESKS = 256

/** Who asks, and whether they may ask so often. */
export function guardOf({ authenticate, onError, rateLimiter, clientAddress }: CheckedOptions) {
  async function principalOf(request: Request): Promise<Principal> {
    let found: Principal | null | undefined
    try {
      found = await authenticate(request)
    } catch (error) {
      onError(error)
      throw authenticationFailed()
    }
    if (found) return found
    await take(addressOf(request), COST_OF_FAILURE)
    throw unauthenticated()
  }

  const desks = new Map<string, ActorDesk>()

  /** A desk as whoever asks. A principal that no desk takes is a fault of the host's, of which nobody else hears. */
  function deskAs(desk: Desk, { tenant, actor, tier, locale }: Principal): ActorDesk {
    const principal = { tenant, actor, ...(tier !== undefined && { tier }), ...(locale !== undefined && { locale }) }
    try {
      const key = JSON.stringify(principal)
      const made = desks.get(key) ?? desk.as(principal)
      // The order of the map is the order of use, so that those who have not asked for long are forgotten first.
      desks.delete(key)
      if (desks.size >= MOST_DESKS) desks.delete(desks.keys().next().value as string)
      desks.set(key, made)
      return made
    } catch (cause) {
      throw DocketError.is(cause) ? new Error('`authenticate` gave a principal that no desk takes.', { cause }) : cause
    }
  }

  async function takeFromRate(request: Request, cost: number, principal: Principal | null): Promise<void> {
    if (principal) await take(shareOf(principal), cost)
    // Whoever has proved nothing can be any number of visitors: all that come from one address share what it has, too.
    if (!isVerified(principal)) await take(addressOf(request), cost)
  }

  /** Takes from a share; where nobody is known to whom it would belong, nothing is taken from others'. */
  async function take(key: string | null, cost: number): Promise<void> {
    if (key === null || cost === 0) return
    const { allowed, retryAfterMs } = await rateLimiter.take({ key, cost })
    if (allowed) return
    const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000))
    const message = `You ask too often; ask again in ${seconds} s.`
    throw new HttpError(429, 'RATE_LIMITED', message, { retryAfterMs }, { 'retry-after': String(seconds) })
  }

  const addressOf = (request: Request) => shareOfAddress(clientAddress, request)

  return { principalOf, deskAs, takeFromRate }
}
