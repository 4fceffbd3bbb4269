import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { createHandler, signedTokens, tokenAuthenticate } from '@docket/http'
import { nodeListener, socketAddress } from '@docket/http/node'
import { memoryStore } from '@docket/store-memory'
import { buildScriptTag } from '../../../scripts/script-tag.mjs'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

const support = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })

/** A server of two files, the script tag's and the desk. Whoever opens the widget is a visitor. */
export async function createSite(): Promise<Server> {
  const desk = await createDesk(support, { store: memoryStore() })
  const tokens = signedTokens({ keys: { k1: randomBytes(32).toString('base64url') }, current: 'k1' })
  const handle = createHandler(desk, {
    authenticate: tokenAuthenticate(tokens),
    secret: randomBytes(32).toString('base64url'),
    basePath: '/api/support',
    clientAddress: socketAddress,
    identity: { tokens, visitors: { tenantOf: () => 'shop' } },
  })
  const listener = nodeListener(handle)
  // In your project they lie in node_modules/@docket/react/dist/script; copy them to where your other files are.
  const { files } = await buildScriptTag({ quick: true })

  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname
    const name = path.startsWith('/docket/') ? path.slice('/docket/'.length) : ''
    if (path.startsWith('/api/support/')) listener(request, response)
    else if (Object.hasOwn(files, name)) response.writeHead(200, { 'content-type': 'text/javascript' }).end(files[name])
    else if (path === '/')
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-security-policy': POLICY })
        .end(read('index.html'))
    else if (path === '/page.css') response.writeHead(200, { 'content-type': 'text/css' }).end(read('page.css'))
    else response.writeHead(404).end()
  })
}

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url))
