import type { Reply, Route } from '../route/route-types.js'
import { corsHeaders } from './origin.js'

/** On every answer that does not say otherwise. */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** What a route answered, as a response. */
export function respond(route: Route, reply: Reply): Response {
  if (reply.response) return reply.response
  const status = reply.status ?? route.success.status
  const headers = new Headers(reply.headers)
  if (reply.version !== undefined) headers.set('etag', `"${reply.version}"`)
  if (reply.body === undefined) return new Response(null, { status, headers })
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  return new Response(JSON.stringify(reply.body), { status, headers })
}

/** A response with what every answer carries; without a body for whoever asked for the head alone. */
export function finished(request: Request, response: Response, origins: ReadonlySet<string>): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(HEADERS)) if (!headers.has(name)) headers.set(name, value)
  for (const [name, value] of Object.entries(corsHeaders(request, origins))) headers.set(name, value)
  headers.append('vary', 'origin')
  const { status, statusText } = response
  if (request.method === 'HEAD') void response.body?.cancel()
  return new Response(request.method === 'HEAD' ? null : response.body, { status, statusText, headers })
}
