import { ACTIONS } from '@docket/core'
import type { Route } from './route-types.js'

const OPEN: ReadonlySet<string> = new Set([...ACTIONS, 'signedIn', 'everybody'])

/**
 * Checks the table before anything is served: what a route's access means must be known, and no request may mean two routes.
 *
 * @throws TypeError that names the route
 */
export function checkRoutes(routes: readonly Route[]): void {
  const ids = new Set<string>()
  for (const { id, access, body, method, keyed, versioned } of routes) {
    if (!OPEN.has(access))
      throw new TypeError(`The route ${id} has the access ${String(access)}, which nobody can have.`)
    if (ids.has(id)) throw new TypeError(`Two routes are called ${id}.`)
    if (method === 'GET' && (body !== null || keyed || versioned)) {
      throw new TypeError(`The route ${id} reads, and takes no body, key or version.`)
    }
    ids.add(id)
  }
  for (const [place, names] of partsByPlace(routes)) {
    const named = [...names].filter((name) => name.startsWith(':'))
    if (named.length > 1) throw new TypeError(`Below ${place} one thing has the names ${named.join(', ')}.`)
    // An id may be any text: one that is also a fixed part could never be asked for.
    if (named.length === 1 && names.size > 1) {
      throw new TypeError(`Below ${place} are both ids and fixed parts: ${[...names].join(', ')}.`)
    }
  }
}

/** The parts that follow each beginning of a path. */
function partsByPlace(routes: readonly Route[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { path } of routes) {
    let place = '/'
    for (const part of path.split('/').slice(1)) {
      const parts = found.get(place) ?? new Set<string>()
      found.set(place, parts.add(part))
      place += `${part.startsWith(':') ? ':' : part}/`
    }
  }
  return found
}
