import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, RequestError } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Handler } from '../handler/options.js'
import { HttpError, problemOf } from '../handler/problem.js'
import { textOfResponse } from '../handler/text-response.js'

/** What a server of `node:http` calls with each request, Express as middleware, and Fastify with the raw two. */
export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** How a handler is mounted in a server of Node's. */
export interface NodeListenerOptions {
  /** Is told of errors that nobody else hears of; `console.error` if left out. */
  readonly onError?: (error: unknown) => void
}

/** From where requests came; a request is remembered no longer than it lasts. */
const addresses = new WeakMap<Request, string>()

/**
 * Lets a server of Node's ask a handler. Bodies stream both ways, no faster than the other side takes them; whoever goes
 * early aborts the request. How long a request may take to come, the server's own time-outs say.
 *
 * Mount it before whatever reads bodies, such as `express.json()`: a body that was read comes no second time, which is
 * reported, and answered with 500. The path is the whole one, wherever it is mounted; `basePath` of the handler says where.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http'
 * import { createHandler } from '@docket/http'
 * import { nodeListener, socketAddress } from '@docket/http/node'
 *
 * const handle = createHandler(desk, {
 *   authenticate: async (request) => (request.headers.has('cookie') ? principal : null),
 *   secret: process.env['DOCKET_SECRET'] ?? '',
 *   clientAddress: socketAddress,
 * })
 * export const server = createServer(nodeListener(handle))
 * ```
 */
export function nodeListener(handle: Handler, { onError = console.error }: NodeListenerOptions = {}): NodeListener {
  const listen = getRequestListener(
    async (request, { incoming, outgoing }) => {
      // What somebody has read before, such as a parser of bodies, would look like a body that broke off.
      if (incoming.readableDidRead) return problemOf(new Error(BODY_READ), false, onError)
      const { remoteAddress } = incoming.socket
      if (remoteAddress !== undefined) addresses.set(request, remoteAddress)
      const response = await handle(request)
      return incoming.complete && sendText(response, outgoing as ServerResponse) ? RESPONSE_ALREADY_SENT : response
    },
    {
      // The host's own `Request` and `Response` are left as they are.
      overrideGlobalObjects: false,
      errorHandler: (error) => {
        const odd = error instanceof RequestError
        const message = 'The request has no address that makes sense; mend its `host` header or its path.'
        return problemOf(odd ? new HttpError(400, 'INVALID_INPUT', message) : error, false, onError)
      },
    },
  )
  return (incoming: IncomingMessage & { readonly originalUrl?: string }, outgoing) => {
    // Express takes the place where something is mounted off the path.
    if (incoming.originalUrl !== undefined) incoming.url = incoming.originalUrl
    listen(incoming, outgoing).catch(onError)
  }
}

/** Sends a response whose text is known at once; false for one that is a stream. */
function sendText(response: Response, outgoing: ServerResponse): boolean {
  const text = textOfResponse(response)
  if (text === undefined || outgoing.headersSent || outgoing.destroyed) return false
  const headers = [...response.headers].flat()
  outgoing.writeHead(response.status, [...headers, 'content-length', String(Buffer.byteLength(text))])
  outgoing.end(text)
  return true
}

/**
 * The address of the socket by which a request came to a {@link nodeListener}, as `clientAddress` of the handler: right
 * where no proxy stands before the server. Null for any other request.
 */
export function socketAddress(request: Request): string | null {
  return addresses.get(request) ?? null
}

const BODY_READ = 'Something has read the body before the handler could; mount the handler before parsers of bodies.'
