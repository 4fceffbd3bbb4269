import { createHmac } from 'node:crypto'
import { createHandler, type Handler, progressLinks, signedTokens, tokenAuthenticate } from '@docket/http'
import { articleSearch } from '@docket/http/articles'
import { socketAddress } from '@docket/http/node'
import { agentSite } from './agent/agent-site.js'
import { assets } from './assets.js'
import { type ShopDesk, TENANT } from './desk/support.js'
import { ARTICLES } from './help/articles.js'
import { SHORTEST_SECRET } from './kept-secret.js'
import { AGENTS } from './people.js'
import { sessionsOf } from './session.js'
import { shopSite } from './shop/shop-site.js'

/** What the shop is made of. */
export interface AppParts {
  readonly desk: ShopDesk
  /** What cookies, tokens and links are signed with; at least 32 characters that nobody can guess. */
  readonly secret: string
  readonly onError?: (error: unknown) => void
  /** Ends the streams, whose clients then come back where the shop goes on. */
  readonly signal?: AbortSignal
}

/** The shop: its pages, the desk below `/api/support`, and a place to work in below `/agent`. */
export async function createApp({ desk, secret, onError = console.error, signal }: AppParts): Promise<Handler> {
  if (secret.length < SHORTEST_SECRET) throw new TypeError(`\`secret\` has at least ${SHORTEST_SECRET} characters.`)
  // One secret is kept, and each purpose has its own key: what is signed for one opens no other.
  const secretFor = (purpose: string) => createHmac('sha256', secret).update(purpose).digest('base64url')
  const sessions = sessionsOf(secretFor('sessions'))
  const tokens = signedTokens({ keys: { k1: secretFor('tokens') }, current: 'k1' })
  const search = articleSearch(ARTICLES)
  const support = createHandler(desk, {
    // Visitors bring a token of ours; customers the shop's own cookie.
    authenticate: tokenAuthenticate(tokens, (request) => sessions.principalOf(request)),
    secret: secretFor('handler'),
    basePath: '/api/support',
    clientAddress: socketAddress,
    suggest: search,
    identity: {
      tokens,
      visitors: { tenantOf: () => TENANT },
    },
    // Customers may know who answers; without this they read "support".
    agentName: (_, agent) => AGENTS.find(({ id }) => id === agent)?.name ?? null,
    onError,
    ...(signal && { signal }),
  })
  const asset = await assets()
  const agents = agentSite(desk, sessions, progressLinks({ tokens }))
  const shop = shopSite(sessions)

  return async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/api/support/')) return support(request)
    const found = asset(pathname) ?? (await agents(request)) ?? (await shop(request))
    return found ?? new Response('There is nothing here.', { status: 404 })
  }
}
