import { type ActorDesk, type Desk, DocketError } from '@docket/core'
import type { CheckedOptions } from './options.js'
import type { Principal } from './principal.js'
import { HttpError } from './problem.js'

/** What a failed proof of who one is costs of an address's share. */
const COST_OF_FAILURE = 5
/** So many desks are kept for who asked last: making one takes longer than what most ask of it. */
const MOST_DESKS = 256

/** Who asks, and whether they may ask so often. */
export function guardOf({ authenticate, onError, rateLimiter, clientAddress }: CheckedOptions) {
  async function principalOf(request: Request): Promise<Principal> {
    let found: Principal | null | undefined
    try {
      found = await authenticate(request)
    } catch (error) {
      onError(error)
      const message = 'Who you are cannot be found out now; ask again later.'
      throw new HttpError(503, 'AUTHENTICATION_FAILED', message, {}, { 'retry-after': '1' })
    }
    if (found) return found
    await take(addressOf(request), COST_OF_FAILURE)
    throw new HttpError(401, 'UNAUTHENTICATED', 'Sign in first.', {}, { 'www-authenticate': 'Bearer' })
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
    const { tenant, actor } = principal ?? {}
    await take(actor ? JSON.stringify([tenant, actor.type, actor.id]) : addressOf(request), cost)
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

  function addressOf(request: Request): string | null {
    const address = clientAddress?.(request) ?? null
    return address === null ? null : JSON.stringify([address])
  }

  return { principalOf, deskAs, takeFromRate }
}
