import type { HandlerOptions } from '../../src/handler/options.js'
import { type SignedTokensOptions, signedTokens, tokenAuthenticate, type VisitorOptions } from '../../src/index.js'
import { mounted } from '../world/mounted.js'

/** The key of the tests, which stands nowhere else. */
export const KEY = 'n0sBq4wYxT8gKf2LrVd6ZpUe1JhMc9Xa'
export const DAY = 24 * 60 * 60 * 1_000

/** A handler that knows who asks by tokens alone, with a clock that is set by hand. */
export async function identityWorld(
  more: {
    readonly tokens?: Partial<SignedTokensOptions>
    readonly visitors?: Partial<VisitorOptions>
    readonly options?: Partial<HandlerOptions>
  } = {},
) {
  const clock = { now: Date.UTC(2025, 2, 3, 9) }
  const tokens = signedTokens({ keys: { k1: KEY }, current: 'k1', now: () => clock.now, ...more.tokens })
  const world = await mounted({
    authenticate: tokenAuthenticate(tokens),
    clientAddress: () => '192.0.2.1',
    identity: { tokens, visitors: { tenantOf: () => 'a', ...more.visitors } },
    ...more.options,
  })
  const post = (path: string, body: unknown, as: string | null = null) => world.call(`POST ${path}`, { as, body })
  const customer = async (id: string, tenant = 'a') => {
    return (await tokens.issue({ tenant, actor: { type: 'requester', id } })).token
  }
  return { ...world, tokens, clock, post, customer }
}
