import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { createHandler, signedTokens, tokenAuthenticate } from '@docket/http'
import { articleSearch } from '@docket/http/articles'
import { nodeListener, socketAddress } from '@docket/http/node'
import { memoryStore } from '@docket/store-memory'
import { buildScriptTag } from '../../../../scripts/script-tag.mjs'

const WORDS = ['battery', 'charger', 'screen', 'parcel', 'invoice', 'earbud', 'update', 'lamp', 'router', 'plug']

/** A page of a shop, once as it is (`/`) and once with the script tag (`/with`), with a desk behind it; files travel packed. */
export async function openSite() {
  const desk = await createDesk(defineDesk({ workflows: [supportWorkflow], access: defaultAccess() }), {
    store: memoryStore(),
  })
  const tokens = signedTokens({ keys: { k1: randomBytes(32).toString('base64url') }, current: 'k1' })
  const articles = WORDS.flatMap((one) =>
    WORDS.map((other) => ({
      id: `${one}-${other}`,
      locale: 'en',
      title: `The ${one} and the ${other}`,
      body: `What to do when the ${one} does not get on with the ${other}. `.repeat(8),
    })),
  )
  const handle = createHandler(desk, {
    authenticate: tokenAuthenticate(tokens),
    secret: randomBytes(32).toString('base64url'),
    basePath: '/api/support',
    clientAddress: socketAddress,
    suggest: articleSearch(articles),
    identity: { tokens, visitors: { tenantOf: () => 'shop' } },
  })
  const listener = nodeListener(handle)
  const { files } = await buildScriptTag()
  const packed = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, gzipSync(file, { level: 9 })]))
  const tag = '<script async src="/docket/docket.js" data-base-url="/api/support"></script>'
  const page = (head: string) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="description" content="A shop">${head}</head>
<body><main><h1>Shop</h1>${'<p>Earbuds, screens and chargers, repaired and not replaced.</p>'.repeat(30)}</main></body></html>`

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    const file = pathname.startsWith('/docket/') ? packed[pathname.slice('/docket/'.length)] : undefined
    if (pathname.startsWith('/api/support/')) listener(request, response)
    else if (file) {
      const headers = { 'content-type': 'text/javascript', 'content-encoding': 'gzip' }
      response.writeHead(200, { ...headers, 'timing-allow-origin': '*' }).end(file)
    } else if (pathname === '/' || pathname === '/with') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page(pathname === '/with' ? tag : ''))
    } else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
