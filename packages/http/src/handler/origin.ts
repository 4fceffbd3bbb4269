import { HttpError } from './problem.js'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site's page had a browser send: a change must come from the same origin, from one that the host
 * has named, or from something that is no browser.
 */
export function refuseForeignOrigin(request: Request, origins: ReadonlySet<string>): void {
  if (!SAFE.has(request.method)) refuseForeign(request, origins)
}

/** Refuses what another site's page had a browser send, whatever it is to do. */
export function refuseForeign(request: Request, origins: ReadonlySet<string>): void {
  const origin = request.headers.get('origin')
  if (origin !== null && origins.has(origin)) return
  const site = request.headers.get('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return
  if (site === null && (origin === null || sameHost(origin, request))) return
  throw new HttpError(403, 'FOREIGN_ORIGIN', 'Another site may not do this; name its origin in `origins` if it may.')
}

/** What lets a named origin's page read the answer. */
export function corsHeaders(request: Request, origins: ReadonlySet<string>): Readonly<Record<string, string>> {
  const origin = request.headers.get('origin')
  if (origin === null || !origins.has(origin)) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'etag, retry-after',
  }
}

/** The answer to a browser that asks beforehand. */
export function preflight(request: Request, origins: ReadonlySet<string>, methods: readonly string[]): Response {
  const allow = methods.join(', ')
  const cors = corsHeaders(request, origins)
  const asked = Object.keys(cors).length > 0 && request.headers.has('access-control-request-method')
  return new Response(null, {
    status: 204,
    headers: {
      allow,
      ...(asked && {
        ...cors,
        'access-control-allow-methods': allow,
        'access-control-allow-headers':
          'authorization, content-type, docket-user, idempotency-key, if-match, last-event-id',
        'access-control-max-age': '600',
      }),
    },
  })
}

/** Where a browser does not say which site it is, its origin must be the host that it asks. */
function sameHost(origin: string, request: Request): boolean {
  try {
    return new URL(origin).host === new URL(request.url).host
  } catch {
    return false
  }
}
