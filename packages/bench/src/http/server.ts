import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { nodeListener } from '@docket/http/node'
import { memoryStore } from '@docket/store-memory'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { answerParent } from '../measure/served.js'
import { servedDesk, servedHandler } from './desk.js'

// One server in a process of its own: a desk's, or one that gives the same bytes.

/** What a server answers, as the desk's own has answered it. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const answers: { get: Answer; post: Answer } = {
  get: { status: 200, headers: {}, body: '' },
  post: { status: 200, headers: {}, body: '' },
}

let found = ''

/** What a server must at least do with a body: read it, and know what it asks for. */
function look(body: string): void {
  found = (JSON.parse(body) as { type: string }).type
}

const raw: RequestListener = (incoming, outgoing) => {
  const { status, headers, body } = incoming.method === 'GET' ? answers.get : answers.post
  if (incoming.method === 'GET') {
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
    return
  }
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  incoming.on('end', () => {
    look(Buffer.concat(chunks).toString())
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
  })
}

async function bare(request: Request): Promise<Response> {
  if (request.method !== 'GET') look(await request.text())
  const { status, headers, body } = request.method === 'GET' ? answers.get : answers.post
  return new Response(body, { status, headers })
}

/** What is left when a desk is asked without checks of anybody or anything: its work, and that of the server. */
function asking(agent: Awaited<ReturnType<typeof servedDesk>>['agent']): RequestListener {
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const id = incoming.url?.split('/')[2] ?? ''
    if (incoming.method === 'GET') return give(outgoing, await agent.get(id))
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    give(outgoing, await agent.send(id, JSON.parse(Buffer.concat(chunks).toString())))
  }
  return (incoming, outgoing) => void answer(incoming, outgoing)
}

function give(outgoing: ServerResponse, ticket: object): void {
  const body = JSON.stringify(ticket)
  outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
}

const app = new Hono()
  .get('/tickets/:id', ({ body }) => body(answers.get.body, answers.get.status as 200, answers.get.headers))
  .post('/tickets/:id/events', async (context) => {
    look(await context.req.text())
    return context.body(answers.post.body, answers.post.status as 200, answers.post.headers)
  })

/** A fetch handler as a listener; it settles every fault by itself. */
function listening(handle: Parameters<typeof getRequestListener>[0], overrideGlobalObjects = true): RequestListener {
  const listen = getRequestListener(handle, { overrideGlobalObjects })
  return (incoming, outgoing) => void listen(incoming, outgoing)
}

async function listenerOf(kind: string): Promise<{ listener: RequestListener; ids: readonly string[] }> {
  if (kind === 'raw') return { listener: raw, ids: [] }
  if (kind === 'bare') return { listener: listening(bare, false), ids: [] }
  if (kind === 'hono') return { listener: listening(app.fetch), ids: [] }
  const { desk, agent, ids } = await servedDesk(memoryStore())
  if (kind === 'desk') return { listener: asking(agent), ids }
  return { listener: nodeListener(servedHandler(desk)), ids }
}

const { listener, ids } = await listenerOf(process.argv[2] ?? '')
const server = createServer(listener)
server.keepAliveTimeout = 600_000
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  answerParent(
    { port, ids },
    { answers: (given: typeof answers) => void Object.assign(answers, given), found: () => found },
  )
})
