import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildScriptTag } from '../../../scripts/script-tag.mjs'

/** What forbids all that can be forbidden. */
const STRICT =
  "default-src 'none'; script-src 'nonce-once'; style-src 'nonce-once'; style-src-attr 'none'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'"

/** A page with the script tag, on a server of its own; the script lies below a path of its own. */
export async function scriptPage({ attributes = '', body = '', policy = STRICT, head = '' } = {}) {
  const { files, entry } = await buildScriptTag()
  const asked: string[] = []
  const failing = new Set<string>()
  const authorizations = new Set<string>()
  const html = `<!doctype html><html lang="en"><head><title>Shop</title>${head}
    <script nonce="once" async src="/assets/v1/docket.js" data-base-url="/api/support" ${attributes}></script>
    </head><body><h1>Shop</h1>${body}</body></html>`
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname
    asked.push(path)
    if (path.startsWith('/api/')) authorizations.add(request.headers.authorization ?? 'none')
    const file = files[path.replace('/assets/v1/', '')]
    if (path === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      response.end(html)
    } else if (file !== undefined && !failing.has(path)) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(file)
    } else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    entry: `/assets/v1/${entry}`,
    asked,
    failing,
    authorizations,
    close,
  }
}
