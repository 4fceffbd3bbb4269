import type { Reply, Route } from '../route/route-types.js'
import { corsHeaders } from './origin.js'
import { textResponse } from './text-response.js'

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
  return textResponse(JSON.stringify(reply.body), { status, headers })
}

/** An answer of ours with what every answer carries; without a body for whoever asked for the head alone. */
export function finished(request: Request, response: Response, origins: ReadonlySet<string>): Response {
  const { headers, status, statusText } = response
  for (const name in HEADERS) if (!headers.has(name)) headers.set(name, HEADERS[name] as string)
  for (const [name, value] of Object.entries(corsHeaders(request, origins))) headers.set(name, value)
  headers.append('vary', 'origin')
  if (request.method !== 'HEAD') return response
  void response.body?.cancel()
  return new Response(null, { status, statusText, headers })
}
