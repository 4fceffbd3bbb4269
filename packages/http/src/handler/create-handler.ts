import type { CommandOptions, Desk, DeskShape } from '@docket/core'
import { memoryRateLimiter } from '../limit/rate-limiter.js'
import type { Reply, Route, RouteInput } from '../route/route-types.js'
import { ROUTES } from '../routes/index.js'
import { readHeaders } from './command-options.js'
import { routeMatcher } from './match-route.js'
import type { Handler, HandlerContext, HandlerOptions } from './options.js'
import { checkedOptions } from './options-check.js'
import { corsHeaders, preflight, refuseForeignOrigin } from './origin.js'
import type { Principal } from './principal.js'
import { HttpError, problemOf } from './problem.js'
import { readInput } from './read-input.js'

/** On every answer. */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  vary: 'origin',
}

/**
 * Makes a handler that serves a desk over HTTP: a function from a `Request` to a `Response`, to be mounted in the server
 * that you have. Every change goes through the desk as whoever asks, so that the desk's access policy alone decides.
 *
 * @throws TypeError where `authenticate` is missing or the secret can be guessed
 * @example
 * ```ts
 * import { createHandler } from '@docket/http'
 *
 * export const handle = createHandler(desk, {
 *   authenticate: async (request) => (await sessionOf(request)) ?? null, // { tenant, actor: { type, id } }
 *   secret: process.env['DOCKET_SECRET'] ?? '',
 *   basePath: '/api/support',
 * })
 * ```
 */
export function createHandler<Shape extends DeskShape>(desk: Desk<Shape>, given: HandlerOptions): Handler {
  const options = { rateLimiter: memoryRateLimiter(), ...checkedOptions(given) }
  const context: HandlerContext = { desk: desk as unknown as Desk, options }
  const match = routeMatcher(ROUTES)
  const origins = new Set(options.origins)

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const path = pathname.startsWith(`${options.basePath}/`) ? pathname.slice(options.basePath.length) : null
    const matched = path === null ? ({ found: false, methods: [] } as const) : match(request.method, path)
    if (!matched.found) {
      if (matched.methods.length === 0) throw new HttpError(404, 'NOT_FOUND', 'There is no such address.')
      if (request.method === 'OPTIONS') return preflight(request, origins, matched.methods)
      const allow = { allow: matched.methods.join(', ') }
      throw new HttpError(405, 'METHOD', `This address has ${matched.methods.join(', ')}.`, {}, allow)
    }
    const { route, params } = matched
    refuseForeignOrigin(request, origins)
    const principal = await principalOf(request, route)
    await takeFromRate(request, route, principal)
    const input = await readInput(route, request, params, searchParams)
    const commandOptions: CommandOptions = readHeaders(route, request)
    const actorDesk = principal && context.desk.as(deskPrincipal(principal))
    const run = route.run as (input: unknown) => Promise<Reply>
    const whole = { ...input, desk: actorDesk, principal, options: commandOptions, request, context }
    return respond(request, route, await run(whole satisfies Partial<RouteInput<unknown, unknown, unknown>> | object))
  }

  async function principalOf(request: Request, route: Route): Promise<Principal | null> {
    if (route.access === 'everybody') return null
    let found: Principal | null
    try {
      found = await options.authenticate(request)
    } catch (error) {
      options.onError(error)
      throw new HttpError(
        503,
        'AUTHENTICATION_FAILED',
        'Who you are cannot be found out now; ask again later.',
        {},
        {
          'retry-after': '1',
        },
      )
    }
    if (found !== null) return found
    throw new HttpError(401, 'UNAUTHENTICATED', 'Sign in first.', {}, { 'www-authenticate': 'Bearer' })
  }

  async function takeFromRate(request: Request, route: Route, principal: Principal | null): Promise<void> {
    const address = options.clientAddress?.(request) ?? null
    const key = principal
      ? JSON.stringify([principal.tenant, principal.actor.type, principal.actor.id])
      : JSON.stringify([address])
    const { allowed, retryAfterMs } = await options.rateLimiter.take({ key, cost: route.cost })
    if (allowed) return
    const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000))
    const after = { 'retry-after': String(seconds) }
    throw new HttpError(429, 'RATE_LIMITED', `You ask too often; ask again in ${seconds} s.`, { retryAfterMs }, after)
  }

  return async (request) => {
    let response: Response
    try {
      response = await answer(request)
    } catch (error) {
      response = problemOf(error, request.headers.has('if-match'), options.onError)
    }
    const headers = new Headers(response.headers)
    for (const [name, value] of Object.entries({ ...HEADERS, ...corsHeaders(request, origins) })) {
      if (!headers.has(name) || name === 'vary') headers.set(name, value)
    }
    const { status, statusText } = response
    return new Response(request.method === 'HEAD' ? null : response.body, { status, statusText, headers })
  }
}

function deskPrincipal({ tenant, actor, tier, locale }: Principal) {
  return { tenant, actor, ...(tier !== undefined && { tier }), ...(locale !== undefined && { locale }) }
}

function respond(_request: Request, route: Route, reply: Reply): Response {
  if (reply.response) return reply.response
  const status = reply.status ?? route.success.status
  const headers: Record<string, string> = { ...reply.headers }
  if (reply.version !== undefined) headers['etag'] = `"${reply.version}"`
  if (reply.body === undefined) return new Response(null, { status, headers })
  return new Response(JSON.stringify(reply.body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}
