import { setTimeout as later } from 'node:timers/promises'
import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { memoryFileStore } from '@docket/files'
import { createHandler, type Handler, type HandlerOptions } from '@docket/http'
import { memoryStore } from '@docket/store-memory'
import * as z from 'zod'
import { createDeskClient } from '../src/desk/index.js'
import { type ClientOptions, createClient, fetchTransport } from '../src/index.js'

/** The desk that clients talk to. */
export const support = defineDesk({
  workflows: [supportWorkflow],
  access: defaultAccess(),
  fields: z.object({ order: z.string().optional() }),
  indexed: ['order'],
  macros: { thank: { do: [{ action: 'reply', body: 'Thank you.' }] } },
})

/** The way between a client and the desk, which a test breaks as it likes. */
export type Way = (request: () => Request, handle: Handler) => Promise<Response>

/** A desk that is served. Whoever asks says so by a token such as `agent:a1`. */
export async function servedDesk(options: Partial<HandlerOptions> = {}) {
  const desk = await createDesk(support, { store: memoryStore(), files: memoryFileStore() })
  const refused = new Set<string>()
  const asked: string[] = []
  const handle = createHandler(desk, {
    authenticate: (request) => {
      const token = /^Bearer (\w+):(\w+)/.exec(request.headers.get('authorization') ?? '')
      if (!token || refused.has(request.headers.get('authorization') ?? '')) return null
      return { tenant: 'acme', actor: { type: token[1] ?? '', id: token[2] ?? '' } }
    },
    secret: 'hT4kW9zQ2mX7rB1vN6cY8pL3sJ5dF0gE',
    rateLimiter: { take: async () => ({ allowed: true, retryAfterMs: 0 }) },
    onError: () => {},
    ...options,
  })
  const as = (type: string, id: string) => desk.as({ tenant: 'acme', actor: { type, id } })
  const clients: { close(): void }[] = []
  /** A client of a requester. `way` may break what it likes. */
  const client = (more: Partial<ClientOptions> = {}, way: Way = (request, serve) => serve(request())) => {
    const made = createClient<typeof support>({ ...usual('requester', 'c1', way), ...more })
    clients.push(made)
    return made
  }
  /** A client of an agent. */
  const deskClient = (more: Partial<ClientOptions> = {}, way: Way = (request, serve) => serve(request())) => {
    const made = createDeskClient<typeof support>({ ...usual('agent', 'a1', way), ...more })
    clients.push(made)
    return made
  }
  const usual = (type: string, id: string, way: Way): ClientOptions => ({
    baseUrl: 'https://desk.test',
    user: id,
    token: () => `${type}:${id}`,
    transport: fetchTransport({
      fetch: (url, init) => {
        const request = () => new Request(url, init)
        asked.push(`${init.method} ${new URL(url).pathname}`)
        return way(request, handle)
      },
    }),
    storage: null,
    tabs: null,
  })
  const closeAll = () => {
    for (const one of clients) one.close()
  }
  return { desk, handle, as, client, deskClient, refused, asked, closeAll }
}

/** Timers that are a thousand times as fast, apart from those that say how long an answer is waited for. */
export const fastTimer = (run: () => void, ms: number) => {
  const timer = setTimeout(run, ms < 30_000 ? ms / 1_000 : ms)
  return () => clearTimeout(timer)
}

/** Waits until something holds, patiently, since the machine may be busy. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 2_000) throw new Error(`It never came that ${what}.`)
    await later(5)
  }
}
