import type { Route } from '../route/route-types.js'
import { openPath } from './open-api.js'

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h2{margin-top:2.5rem}dt{font-family:ui-monospace,monospace;margin-top:1rem}dd{margin:0 0 0 1.5rem;color:#444}
b{display:inline-block;min-width:4.5rem}@media(prefers-color-scheme:dark){body{color:#eee;background:#111}dd{color:#bbb}}`

/** The routes as a page without scripts, and the headers that it is sent with. */
export async function docsPage(
  routes: readonly Route[],
  basePath: string,
): Promise<{ readonly text: string; readonly headers: Readonly<Record<string, string>> }> {
  const tags = [...new Set(routes.map(({ tag }) => tag))]
  const sections = tags.map((tag) => {
    const entries = routes.filter((route) => route.tag === tag).map(entry)
    return `<h2>${escaped(tag)}</h2><dl>${entries.join('')}</dl>`
  })
  const text = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Docket over HTTP</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body><h1>Docket over HTTP</h1>
<p>Below <code>${escaped(basePath || '/')}</code>. The same for programs: <a href="openapi.json">openapi.json</a>.</p>
${sections.join('\n')}</body></html>`
  const policy = `default-src 'none'; style-src 'sha256-${await digestOf(STYLE)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  return { text, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy } }
}

function entry({ id, method, path, summary, access, keyed, versioned }: Route): string {
  const heeds = [...(keyed ? ['Idempotency-Key'] : []), ...(versioned ? ['If-Match'] : [])]
  const more = heeds.length > 0 ? ` Heeds ${heeds.join(' and ')}.` : ''
  return `<dt id="${escaped(id)}"><b>${method}</b>${escaped(openPath(path))}</dt><dd>${escaped(summary)} Needs ${escaped(access)}.${more}</dd>`
}

async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}
