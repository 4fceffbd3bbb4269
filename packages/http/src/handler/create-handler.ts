import type { Desk, DeskShape } from '@docket/core'
import { checkRoutes } from '../route/check-routes.js'
import type { Reply, Route } from '../route/route-types.js'
import { ROUTES } from '../routes/index.js'
import { readHeaders } from './command-options.js'
import { guardOf } from './guard.js'
import { routeMatcher } from './match-route.js'
import type { Handler, HandlerContext, HandlerOptions } from './options.js'
import { checkedOptions } from './options-check.js'
import { preflight, refuseForeignOrigin } from './origin.js'
import { HttpError, noSuchAddress, notBelow, problemOf } from './problem.js'
import { readInput } from './read-input.js'
import { finished, respond } from './respond.js'

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
 *   // Who asks, as your app knows it: { tenant, actor: { type, id } }, or null for nobody.
 *   authenticate: async (request) => (request.headers.has('cookie') ? principal : null),
 *   secret: process.env['DOCKET_SECRET'] ?? '',
 *   basePath: '/api/support',
 * })
 * ```
 */
export function createHandler<Shape extends DeskShape>(desk: Desk<Shape>, options: HandlerOptions): Handler {
  return handlerOf(desk as unknown as Desk, options, ROUTES)
}

/** A handler with a table of its own. */
export function handlerOf(desk: Desk, given: HandlerOptions, routes: readonly Route[]): Handler {
  const options = checkedOptions(given)
  checkRoutes(routes)
  const context: HandlerContext = { desk, options, routes, probe: { running: null } }
  const match = routeMatcher(routes)
  const guard = guardOf(options)
  const origins = new Set(options.origins)

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const path = pathname.startsWith(`${options.basePath}/`) ? pathname.slice(options.basePath.length) : null
    if (path === null) throw notBelow(options.basePath)
    const matched = match(request.method, path)
    if (matched === null) throw noSuchAddress()
    if (!matched.found) {
      if (request.method === 'OPTIONS') return preflight(request, origins, matched.methods)
      const methods = matched.methods.join(', ')
      throw new HttpError(405, 'METHOD', `This address has ${methods}.`, {}, { allow: methods })
    }
    const { route, params } = matched
    refuseForeignOrigin(request, origins)
    const principal = route.access === 'everybody' ? null : await guard.principalOf(request)
    const charge = (cost: number) => guard.takeFromRate(request, cost, principal)
    await charge(route.cost)
    const asked = principal && { principal, desk: guard.deskAs(desk, principal) }
    const headers = readHeaders(route, request, principal)
    const input = await readInput(route, request, params, searchParams)
    const whole = { ...asked, ...input, options: headers, request, charge, route, context }
    const run = route.run as unknown as (input: object) => Promise<Reply>
    return respond(route, await run(whole))
  }

  return async (request) => {
    let response: Response
    try {
      response = await answer(request)
    } catch (thrown) {
      // Whoever went before the answer is no fault of ours to be told of.
      const gone = request.signal.aborted && thrown === request.signal.reason
      const error = gone ? new HttpError(400, 'ABORTED', 'You went before this was done.') : thrown
      response = problemOf(error, request.headers.has('if-match'), options.onError)
    }
    return finished(request, response, origins)
  }
}
