import assert from 'node:assert/strict'
import type { HandlerFixtures, MountableHandler, SuitePrincipal } from './fixture.js'
import { observed, type SeenRequest } from './observed.js'
import { within } from './waiting.js'

/** What a case sends besides the method and path. */
export interface Asked {
  /** The agent, unless nobody asks. */
  readonly as?: 'agent' | 'nobody'
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, with the media type of JSON. */
  readonly json?: unknown
  /** Sent as it is. */
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  readonly signal?: AbortSignal
}

/** What a case works with. */
export interface HandlerCaseContext {
  readonly origin: string
  readonly basePath: string
  readonly patienceMs: number
  /** Asks the mounted handler for `METHOD /path`, below its base. */
  readonly ask: (on: string, asked?: Asked) => Promise<Response>
  /** Makes a ticket; gives its id and etag. */
  readonly ticket: (subject?: string) => Promise<{ readonly id: string; readonly etag: string }>
  /** The requests that came to the handler, in their order. */
  readonly seen: readonly SeenRequest[]
  /** The last request that came. */
  readonly last: () => SeenRequest
  /** Has the next request answered so, in place of the handler. */
  readonly answerNext: (answer: MountableHandler) => void
}

/** One sentence of what a mount must do, with the code that tries it. */
export interface HandlerCase {
  /** Stable: the group, a slash and a short name. */
  readonly id: string
  readonly group: string
  /** What must hold, as a sentence. */
  readonly title: string
  /** True when no mount may leave it out; another may be skipped with a reason. */
  readonly core: boolean
  /** Resolves when the mount keeps the promise; rejects with an assertion otherwise. */
  run(context: HandlerCaseContext): Promise<void>
}

/** Declares cases of one group. `advice` declares one that a mount may skip with a reason. */
export interface HandlerCaseGroup {
  (name: string, title: string, run: HandlerCase['run']): HandlerCase
  advice(name: string, title: string, run: HandlerCase['run']): HandlerCase
}

/** The group of this name. */
export function handlerGroup(group: string): HandlerCaseGroup {
  const declare = (core: boolean) => (name: string, title: string, run: HandlerCase['run']) => ({
    id: `${group}/${name}`,
    group,
    title,
    core,
    run,
  })
  return Object.assign(declare(true), { advice: declare(false) })
}

const BASE = '/api/support'
const PATIENCE_MS = 5_000
const SECRET = 'suite-Jq0x5ZkT3vR8mW1bYc7NfH2sLd9GuP4e'
const TOKEN = 'Bearer agent-of-the-suite'
const AGENT: SuitePrincipal = { tenant: 'suite', actor: { type: 'agent', id: 'suite-agent' } }

/** Runs a case on a desk and a server of its own and ends the server, whatever came out. */
export async function runHandlerCase(handlerCase: HandlerCase, fixtures: HandlerFixtures): Promise<void> {
  const { handle, seen, answerNext } = observed(
    await fixtures.handler({
      authenticate: ({ headers }) => (headers.get('authorization') === TOKEN ? AGENT : null),
      secret: SECRET,
      basePath: BASE,
      onError: () => {},
    }),
  )
  const fixture = await fixtures.mount(handle, BASE)
  const { origin, fetch: send = fetch } = fixture
  const { patienceMs = PATIENCE_MS } = fixtures

  async function ask(on: string, { as = 'agent', headers, json, body, signal }: Asked = {}): Promise<Response> {
    const [method = 'GET', path = ''] = on.split(' ')
    const sent = json === undefined ? body : JSON.stringify(json)
    const init = {
      method,
      headers: {
        ...(as === 'agent' && { authorization: TOKEN }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
      ...(sent instanceof ReadableStream && { duplex: 'half' as const }),
      ...(signal && { signal }),
    }
    return within(patienceMs, `the answer to ${on}`, send(`${origin}${BASE}${path}`, init))
  }

  const context: HandlerCaseContext = {
    origin,
    basePath: BASE,
    patienceMs,
    ask,
    async ticket(subject = 'The lamp flickers') {
      const json = { ...fixtures.ticket, subject, requester: { id: 'suite-customer' } }
      const made = await ask('POST /tickets', { json })
      assert.equal(made.status, 201, 'the status of a new ticket')
      const { id } = (await made.json()) as { id: string }
      return { id, etag: made.headers.get('etag') ?? '' }
    },
    seen,
    last: () => {
      const request = seen.at(-1)
      assert.ok(request, 'a request should have come to the handler')
      return request
    },
    answerNext,
  }
  try {
    await handlerCase.run(context)
  } catch (error) {
    // A server that cuts a connection has its client throw what no case knows of.
    assert.ok(error instanceof assert.AssertionError, `the server should have answered: ${String(error)}`)
    throw error
  } finally {
    await fixture.destroy()
  }
}
