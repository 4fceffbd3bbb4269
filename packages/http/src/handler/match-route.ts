import type { Method, Route } from '../route/route-types.js'

/** The route for a path, the parts of the path by name, or the methods that the path has besides. */
export type Match =
  | { readonly found: true; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly found: false; readonly methods: readonly string[] }

interface Node {
  readonly fixed: Map<string, Node>
  named: Node | null
  readonly routes: Map<Method, { readonly route: Route; readonly names: readonly string[] }>
}

/** Makes what finds routes: by whole parts of a path, exactly as they are written. */
export function routeMatcher(routes: readonly Route[]): (method: string, path: string) => Match | null {
  const root = emptyNode()
  for (const route of routes) {
    let node = root
    const names: string[] = []
    for (const part of route.path.split('/').slice(1)) {
      if (part.startsWith(':')) {
        names.push(part.slice(1))
        node = node.named ??= emptyNode()
      } else {
        const next = node.fixed.get(part) ?? emptyNode()
        node.fixed.set(part, next)
        node = next
      }
    }
    if (node.routes.has(route.method)) throw new Error(`Two routes are ${route.method} ${route.path}.`)
    node.routes.set(route.method, { route, names })
  }
  return (method, path) => {
    const values: string[] = []
    let node: Node | null = root
    for (const part of path.split('/').slice(1)) {
      const fixed: Node | undefined = node.fixed.get(part)
      const value: string | null = fixed ? null : decoded(part)
      if (!fixed && value !== null && node.named) values.push(value)
      node = fixed ?? (value === null ? null : node.named)
      if (node === null) return null
    }
    const hit = node.routes.get((method === 'HEAD' ? 'GET' : method) as Method)
    if (!hit) return node.routes.size === 0 ? null : { found: false, methods: methodsOf(node) }
    const params = Object.fromEntries(hit.names.map((name, index) => [name, values[index] ?? '']))
    return { found: true, route: hit.route, params }
  }
}

/** A part of a path as it is meant; null for one that could be read in two ways. */
function decoded(part: string): string | null {
  if (part === '' || /[;\\]|%2f|%5c|%00|%2e/i.test(part)) return null
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/** HEAD is where GET is, and OPTIONS is everywhere. */
function methodsOf({ routes }: Node): string[] {
  return [...routes.keys(), ...(routes.has('GET') ? ['HEAD'] : []), 'OPTIONS']
}

function emptyNode(): Node {
  return { fixed: new Map(), named: null, routes: new Map() }
}
