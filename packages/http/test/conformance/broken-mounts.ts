import { text } from 'node:stream/consumers'
import type { MountableHandler, MountHandler } from '@docket/testkit'
import express from 'express'
import { nodeListener } from '../../src/node/index.js'
import { bare, listenBy } from './mounts.js'

/** A mount that does one thing wrong, and the cases that must notice. */
export interface BrokenMount {
  readonly name: string
  /** Cases each of which must fail on the broken mount. */
  readonly caughtBy: readonly string[]
  readonly mount: MountHandler
}

/** The handler behind something that changes what is asked or answered. */
const behind =
  (change: (request: Request, handle: MountableHandler) => Promise<Response>): MountHandler =>
  (handle, basePath) =>
    bare((request) => change(request, handle), basePath)

type Body = NonNullable<RequestInit['body']> | null

/** A request with some of it changed. */
const changed = (request: Request, change: { url?: string; headers?: Headers; body?: Body; method?: string }) =>
  new Request(change.url ?? request.url, {
    method: change.method ?? request.method,
    headers: change.headers ?? request.headers,
    signal: request.signal,
    ...('body' in change ? { body: change.body } : request.body && { body: request.body, duplex: 'half' }),
  })

/** An answer with some of its headers changed. */
function answered(response: Response, change: (headers: Headers) => void, body: Body = response.body): Response {
  const headers = new Headers(response.headers)
  change(headers)
  return new Response(body, { status: response.status, headers })
}

const hasBody = ({ status }: Response) => ![204, 304].includes(status)

export const brokenMounts: readonly BrokenMount[] = [
  {
    name: 'gathers an answer before it sends it',
    caughtBy: ['answers/pieces', 'streams/at-once', 'streams/resume', 'streams/left'],
    mount: behind(async (request, handle) => {
      const response = await handle(request)
      return answered(response, () => {}, hasBody(response) ? await response.arrayBuffer() : null)
    }),
  },
  {
    name: 'gathers a body before it asks the handler',
    caughtBy: ['requests/pieces', 'requests/large'],
    mount: behind(async (request, handle) =>
      handle(request.body ? changed(request, { body: await request.arrayBuffer() }) : request),
    ),
  },
  {
    name: 'drops the headers that it does not know from an answer',
    caughtBy: ['answers/headers', 'methods/head', 'commands/versions', 'commands/fresh', 'files/bytes'],
    mount: behind(async (request, handle) => {
      const response = await handle(request)
      return answered(response, (headers) => {
        for (const name of [...headers.keys()]) if (!/^content-(type|length)$/.test(name)) headers.delete(name)
      })
    }),
  },
  {
    name: 'drops the headers that it does not know from a request',
    caughtBy: ['requests/headers', 'commands/once', 'commands/versions', 'streams/resume'],
    mount: behind(async (request, handle) => {
      const known = [...request.headers].filter(([name]) => ['authorization', 'content-type'].includes(name))
      return handle(changed(request, { headers: new Headers(known) }))
    }),
  },
  {
    name: 'reads JSON and writes it anew',
    caughtBy: ['requests/body', 'requests/json'],
    mount: behind(async (request, handle) => {
      if (request.headers.get('content-type') !== 'application/json') return handle(request)
      try {
        return await handle(changed(request, { body: JSON.stringify(await request.json()) }))
      } catch {
        return new Response('Unexpected token', { status: 400 })
      }
    }),
  },
  {
    name: 'takes what it is mounted below off the path',
    caughtBy: ['requests/path', 'requests/percent', 'commands/words'],
    mount: (handle, basePath) =>
      bare((request) => handle(changed(request, { url: request.url.replace(basePath, '') })), basePath),
  },
  {
    name: 'decodes the path before it asks',
    caughtBy: ['requests/percent'],
    mount: behind(async (request, handle) => {
      const { origin, pathname, search } = new URL(request.url)
      return handle(changed(request, { url: `${origin}${decodeURIComponent(pathname)}${search}` }))
    }),
  },
  {
    name: 'reads the query and writes it anew',
    caughtBy: ['requests/query'],
    mount: behind(async (request, handle) => {
      const url = new URL(request.url)
      return handle(changed(request, { url: `${url.origin}${url.pathname}?${url.searchParams.toString()}` }))
    }),
  },
  {
    name: 'leaves out the query',
    caughtBy: ['requests/query', 'answers/problem'],
    mount: behind(async (request, handle) => handle(changed(request, { url: request.url.replace(/\?.*/, '') }))),
  },
  {
    name: 'asks under another name than it was asked',
    caughtBy: ['requests/origin'],
    mount: behind(async (request, handle) =>
      handle(changed(request, { url: request.url.replace('desk.test', 'backend.internal') })),
    ),
  },
  {
    name: 'does not tell that whoever asked has gone',
    caughtBy: ['streams/left', 'streams/left-early'],
    mount: behind(async (request, handle) => {
      const { signal: _, ...rest } = { signal: null, method: request.method, headers: request.headers }
      return handle(new Request(request.url, { ...rest, ...(request.body && { body: request.body, duplex: 'half' }) }))
    }),
  },
  {
    name: 'takes half a body for a whole one',
    caughtBy: ['files/broken-off'],
    mount: behind(async (request, handle) => {
      if (!request.body) return handle(request)
      const reader = request.body.getReader()
      const body = new ReadableStream({
        async pull(controller) {
          const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
          if (done) controller.close()
          else controller.enqueue(value)
        },
        cancel: (reason) => reader.cancel(reason),
      })
      const { method, headers } = request
      return handle(new Request(request.url, { method, headers, body, duplex: 'half' }))
    }),
  },
  {
    name: 'reads every body as a text',
    caughtBy: ['files/bytes'],
    mount: behind(async (request, handle) =>
      handle(request.body ? changed(request, { body: await request.text() }) : request),
    ),
  },
  {
    name: 'writes every body as a text',
    caughtBy: ['answers/bytes', 'files/bytes'],
    mount: behind(async (request, handle) => {
      const response = await handle(request)
      const isFile = response.headers.get('content-type')?.startsWith('application/octet-stream')
      return isFile ? answered(response, () => {}, await response.text()) : response
    }),
  },
  {
    name: 'takes each body for JSON',
    caughtBy: ['requests/media-types'],
    mount: behind(async (request, handle) => {
      const headers = new Headers(request.headers)
      if (request.body) headers.set('content-type', 'application/json')
      return handle(changed(request, { headers }))
    }),
  },
  {
    name: 'asks with GET for HEAD',
    caughtBy: ['methods/head', 'methods/head-of-stream'],
    mount: behind(async (request, handle) => {
      if (request.method !== 'HEAD') return handle(request)
      const response = await handle(changed(request, { method: 'GET' }))
      return answered(response, () => {}, null)
    }),
  },
  {
    name: 'answers OPTIONS by itself, and lets everybody in',
    caughtBy: ['methods/options'],
    mount: behind(async (request, handle) => {
      const headers = { 'access-control-allow-origin': '*', 'access-control-allow-methods': '*' }
      return request.method === 'OPTIONS' ? new Response(null, { status: 204, headers }) : handle(request)
    }),
  },
  {
    name: 'knows GET and POST alone',
    caughtBy: ['methods/all', 'commands/versions'],
    mount: behind(async (request, handle) =>
      ['GET', 'HEAD', 'POST'].includes(request.method) ? handle(request) : new Response(null, { status: 405 }),
    ),
  },
  {
    name: 'has a page of its own for what went wrong',
    caughtBy: ['answers/problem', 'requests/json', 'requests/media-types'],
    mount: behind(async (request, handle) => {
      const response = await handle(request)
      if (response.status < 400) return response
      const headers = { 'content-type': 'text/html' }
      return new Response('<h1>Something went wrong</h1>', { status: response.status, headers })
    }),
  },
  {
    name: 'answers 200 to whatever went well, and 500 to whatever did not',
    caughtBy: ['answers/status', 'commands/words'],
    mount: behind(async (request, handle) => {
      const response = await handle(request)
      return new Response(response.body, { status: response.ok ? 200 : 500, headers: response.headers })
    }),
  },
  {
    name: 'has one cookie at most',
    caughtBy: ['answers/several'],
    mount: behind(async (request, handle) => {
      const response = await handle(request)
      return answered(response, (headers) => {
        const [first] = headers.getSetCookie()
        if (first !== undefined) headers.set('set-cookie', first)
      })
    }),
  },
  {
    name: 'puts several cookies into one',
    caughtBy: ['answers/several'],
    mount: behind(async (request, handle) => {
      const response = await handle(request)
      return answered(response, (headers) => {
        const cookies = headers.getSetCookie()
        if (cookies.length > 0) headers.set('set-cookie', cookies.join(', '))
      })
    }),
  },
  {
    name: 'has its own word on what an answer varies with',
    caughtBy: ['answers/several', 'answers/headers'],
    mount: behind(async (request, handle) =>
      answered(await handle(request), (headers) => headers.set('vary', 'accept-encoding')),
    ),
  },
  {
    name: 'keeps answers for the next who ask',
    caughtBy: ['commands/fresh'],
    mount: (handle, basePath) => {
      const kept = new Map<string, Response>()
      const cached: MountableHandler = async (request) => {
        const known = kept.get(request.url)
        if (request.method === 'GET' && known) return known.clone()
        const response = await handle(request)
        if (request.method === 'GET' && response.ok && !request.url.endsWith('/stream'))
          kept.set(request.url, response.clone())
        return response
      }
      return bare(cached, basePath)
    },
  },
  {
    name: 'has a parser of bodies before it',
    caughtBy: ['requests/body', 'requests/json', 'commands/words'],
    mount: (handle, basePath) => {
      const app = express()
      app.use(express.json())
      app.use(basePath, nodeListener(handle, { onError: () => {} }))
      return listenBy(app)
    },
  },
  {
    name: 'lets Express tell the path below which it is mounted',
    caughtBy: ['requests/path', 'commands/words'],
    mount: (handle, basePath) => {
      const listen = nodeListener(handle)
      const app = express()
      app.use(basePath, (incoming, outgoing) => {
        incoming.originalUrl = incoming.url
        listen(incoming, outgoing)
      })
      return listenBy(app)
    },
  },
  {
    name: 'asks only when a body is whole, in a server of Node',
    caughtBy: ['requests/pieces', 'requests/large'],
    mount: (handle) =>
      listenBy((incoming, outgoing) => {
        void text(incoming)
          .then(async (body) => {
            const { method = 'GET', headers, url = '/' } = incoming
            const given = Object.entries(headers).map(([name, value]) => [name, String(value)] as const)
            const target = `http://${headers.host}${url}`
            const init = {
              method,
              headers: given.filter(([name]) => name !== 'transfer-encoding').map((pair) => [...pair]),
            }
            const response = await handle(new Request(target, { ...init, ...(body && { body }) } as RequestInit))
            outgoing.writeHead(response.status, Object.fromEntries(response.headers))
            outgoing.end(Buffer.from(await response.arrayBuffer()))
          })
          .catch(() => outgoing.destroy())
      }),
  },
]
