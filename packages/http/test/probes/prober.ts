import type { ActorDesk, Desk } from '@docket/core'
import { handlerOf } from '../../src/handler/create-handler.js'
import type { Handler } from '../../src/handler/options.js'
import type { ChannelMessage, ChannelRequest, Deflection } from '../../src/index.js'
import type { Route } from '../../src/route/route-types.js'
import { problemSchema } from '../../src/schema/problem-schema.js'
import { type CaseWorld, caseWorld, type MakeStore, type Written } from '../world/case-world.js'
import { textOf } from '../world/text-of.js'
import { authenticate, type Caller, leaksIn } from './callers.js'
import { outOfReach, tenantOf } from './foreign-ids.js'
import { PROBE_IDENTITY, PROBE_SECRET } from './identity.js'
import type { Sample } from './samples.js'

/** What came back. */
export interface Answer {
  readonly status: number
  /** Status, headers and body as text. */
  readonly whole: string
  readonly json: unknown
}

/** Sends requests to a world that is built anew after each that changed it, and looks at every answer. */
export class Prober {
  /** What is wrong, once each. */
  readonly wrong = new Set<string>()
  /** The methods that each route called. */
  readonly called = new Map<string, Set<string>>()
  /** The routes that have answered with success. */
  readonly succeeded = new Set<string>()
  probes = 0
  worlds = 0
  #world: CaseWorld | null = null
  #handle: Handler | null = null
  #route: Route | null = null

  readonly #routes: readonly Route[]
  readonly #make: MakeStore | undefined

  constructor(routes: readonly Route[], make?: MakeStore) {
    this.#routes = routes
    this.#make = make
  }

  /** The world as it was in the beginning. */
  async fresh(): Promise<CaseWorld> {
    if (this.#world?.writes() === 0) return this.#world
    this.worlds += 1
    this.#world = await caseWorld(this.#make)
    this.#handle = handlerOf(this.#recorded(this.#world.desk), OPTIONS, this.#routes)
    return this.#world
  }

  async send(
    route: Route,
    caller: Caller,
    sample: Sample,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const world = this.#world ?? (await this.fresh())
    const before = world.written.length
    this.probes += 1
    this.#route = route
    const response = await this.#handle?.(requestOf(route, caller, sample, headers))
    if (!response) throw new Error('There is no handler.')
    const text = await textOf(response)
    const { status } = response
    const whole = `${status}\n${[...response.headers].map((pair) => pair.join(': ')).join('\n')}\n\n${text}`
    for (const leak of leaksIn(whole, caller)) this.wrong.add(`${route.id} told ${caller.name} ${leak}`)
    const json = this.#checked(route, response, text, caller)
    this.#lookAtVictims(route, caller, status, world, world.written.slice(before))
    return { status, whole, json }
  }

  /** What was written must be the caller's to write, and nothing at all where it was refused: the victim is as it was before. */
  #lookAtVictims(
    route: Route,
    caller: Caller,
    status: number,
    { tenants }: CaseWorld,
    written: readonly Written[],
  ): void {
    const own = tenantOf(caller)
    const hidden = outOfReach(caller, tenants[own])
    const told = (what: string) => this.wrong.add(`${route.id} as ${caller.name} ${what}`)
    if (status >= 400 && written.length > 0) told(`wrote, and answered ${status}`)
    if (written.length > 0 && caller.principal === null && route.access !== 'everybody') told('wrote for nobody')
    for (const { tenant, tickets } of written) {
      if (tenant !== own) told(`wrote in the tenant ${tenant}`)
      if (tenant === own && tickets.some((id) => hidden.includes(id))) told('wrote on a ticket out of reach')
    }
  }

  /** The answer's JSON, which must be as the table says. */
  #checked(route: Route, { status, headers }: Response, text: string, caller: Caller): unknown {
    const type = headers.get('content-type') ?? ''
    if (status >= 500) this.wrong.add(`${route.id} failed for ${caller.name}: ${text}`)
    if (status >= 400) {
      const parsed = problemSchema.safeParse(JSON.parse(text))
      if (!parsed.success || type !== 'application/problem+json') this.wrong.add(`${route.id} refused with ${text}`)
      return parsed.data
    }
    this.succeeded.add(route.id)
    const says = route.success.shows === 'version'
    if (says !== headers.has('etag')) this.wrong.add(`${route.id} answers ${says ? 'without the' : 'with an'} etag`)
    if (status !== route.success.status) this.wrong.add(`${route.id} answered ${status}`)
    if (route.success.body === null || type !== 'application/json') return null
    const json: unknown = JSON.parse(text)
    const parsed = route.success.body.safeParse(json)
    if (!parsed.success) this.wrong.add(`${route.id} answers otherwise than described: ${parsed.error.message}`)
    return json
  }

  /** The desk, which writes down what routes call. */
  #recorded(desk: Desk): Desk {
    const heed = (name: string) => {
      const id = this.#route?.id ?? ''
      this.called.set(id, (this.called.get(id) ?? new Set()).add(name))
    }
    const watched = <Of extends object>(of: Of, prefix: string): Of =>
      Object.fromEntries(
        Object.entries(of).map(([name, member]) => {
          if (typeof member !== 'function') return [name, watched(member as object, `${name}.`)]
          return [
            name,
            (...given: unknown[]) => {
              heed(prefix + name)
              return (member as (...given: unknown[]) => unknown)(...given)
            },
          ]
        }),
      ) as Of
    return { ...desk, as: (principal) => watched<ActorDesk>(desk.as(principal), '') }
  }
}

const OPTIONS = {
  authenticate,
  secret: PROBE_SECRET,
  identity: PROBE_IDENTITY,
  webhooks: { secret: PROBE_SECRET },
  // A provider that proves nothing: what it brings is what its body says, in the tenant of the address.
  channels: {
    sms: {
      receive: ({ method, query, body }: ChannelRequest) => ({
        tenant: query.get('of') ?? 'a',
        messages: method === 'POST' ? [JSON.parse(new TextDecoder().decode(body)) as ChannelMessage] : [],
        answer: {},
      }),
    },
  },
  suggest: Object.assign(async () => [{ id: 'how-to', title: 'How to', snippet: 'Like this' }], {
    deflected: async ({ articleId }: Deflection) => articleId === 'how-to',
  }),
  clientAddress: () => '192.0.2.1',
  basePath: '/desk',
  rateLimiter: { take: async () => ({ allowed: true, retryAfterMs: 0 }) },
  onError: () => {},
}

/** A request for a route with an input. */
export function requestOf(
  { method, path }: Pick<Route, 'method' | 'path'>,
  { token }: Pick<Caller, 'token'>,
  { params, query, body, bytes }: Sample,
  headers: Readonly<Record<string, string>> = {},
): Request {
  const filled = path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const url = new URL(`http://desk.test/desk${filled}`)
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
  const sends = method !== 'GET' && body !== undefined
  const file = method === 'GET' ? undefined : bytes
  return new Request(url, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(sends && { 'content-type': 'application/json' }),
      ...(file !== undefined && { 'content-type': 'application/octet-stream' }),
      ...headers,
    },
    ...(sends && { body: JSON.stringify(body) }),
    ...(file !== undefined && { body: file }),
  })
}
