import { inspect } from 'node:util'
import { afterEach, expect, it, vi } from 'vitest'
import type { Route } from '../../src/route/route-types.js'
import { ROUTES } from '../../src/routes/index.js'
import { CALLERS, type Caller } from '../probes/callers.js'
import { samplesFor } from '../probes/foreign-ids.js'
import { PROBE_IDENTITY, PROBE_SECRET, progressClaims, tokenBy, visitorClaims } from '../probes/identity.js'
import { bodyPlaces, valueAt, withValue } from '../probes/places.js'
import { requestOf } from '../probes/prober.js'
import type { Sample } from '../probes/samples.js'
import { mounted } from '../world/mounted.js'

afterEach(() => {
  vi.restoreAllMocks()
})

const open = () =>
  mounted({ basePath: '/desk', secret: PROBE_SECRET, identity: PROBE_IDENTITY, clientAddress: () => '192.0.2.1' })
type World = Awaited<ReturnType<typeof open>>

const callerOf = (name: string) => CALLERS.find((caller) => caller.name === name) as Caller
const STAFF = ['admin', 'agent', 'service'].map(callerOf)
const OUTSIDE = ['requester', 'another requester', 'nobody', 'unknown role', 'requester of another tenant'].map(
  callerOf,
)

/** What whoever has the ticket is shown of it: what is said to it or is its own. Categories are everybody's of the tenant. */
const MEANT = new Set(
  [
    ...['createTicket.subject', 'createTicket.body', 'createTicket.channel', 'updateTicket.subject'],
    ...['createTicket.requester.tier', 'createTicket.requester.locale', 'reply.body', 'reply.channel'],
    ...['splitTicket.subject', 'splitTicket.channel', 'rateTicket.comment'],
    ...['addCategory.id', 'addCategory.label.?', 'renameCategory.label.?'],
  ].flatMap((place) =>
    OUTSIDE.slice(0, place.includes('Category') ? 2 : 1).map(({ name }) => `CANARY.${place}. to ${name}`),
  ),
)

const canaryOf = (route: Route, path: readonly string[]) => `CANARY.${route.id}.${path.join('.')}.`
const PLANTED = /CANARY\.[A-Za-z]+\.[A-Za-z.*?]*\./g

/** The places of a sample's body where a person writes what they like: no id, no name of the definition's, no form of its own. */
function freePlaces(route: Route, sample: Sample): (readonly string[])[] {
  return bodyPlaces(route).flatMap(({ path, schema }) => {
    const { type, enum: values, const: fixed, format, pattern, 'x-docket-id': kind } = schema
    const free = [values, fixed, format, pattern, kind].every((one) => one === undefined)
    return type === 'string' && free && typeof valueAt(sample.body, path) !== 'object' ? [path] : []
  })
}

/** Has places filled by somebody of the desk; whether they were taken. */
async function plant(world: World, route: Route, by: Caller, sample: Sample, paths: readonly (readonly string[])[]) {
  const body = paths.reduce<unknown>((all, path) => withValue(all, path, canaryOf(route, path)), sample.body)
  if (body === undefined) return false
  const { status } = await world.send(requestOf(route, by, { ...sample, body }))
  return status < 300
}

/** What is the same for everybody, whatever is in the store. */
const STATIC = new Set(['getOpenApi', 'getDocs'])

/** Everything that somebody outside is answered, whatever they ask; every stream and page included. */
async function crawl(world: World, caller: Caller, whole: boolean): Promise<string> {
  const { tenants, send, desk } = world
  const { tenant = 'a', actor = { type: 'requester', id: 'c1' } } = caller.principal ?? {}
  const known = await desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } }).list({ limit: 100 })
  const tickets = [tenants.a.merged, tenants.a.closed, ...known.items.map(({ id }) => id)]
  const said: string[] = []
  const ask = async (route: Route, sample: Sample) => {
    const { text, headers } = await send(requestOf(route, caller, sample))
    said.push(text, [...headers].join())
  }
  for (const route of ROUTES.filter(({ method, id }) => method === 'GET' && (whole || !STATIC.has(id)))) {
    const [sample, ...more] = samplesFor(route, caller, world)
    if (!sample) continue
    for (const one of [sample, ...more]) await ask(route, one)
    const ids = route.path.includes(':ticketId') ? tickets : []
    for (const ticketId of ids) await ask(route, { ...sample, params: { ...sample.params, ticketId } })
  }
  const links = tickets.map((id) => tokenBy(progressClaims(tenant, actor.id, id)))
  const visitor = tokenBy(visitorClaims('a'))
  for (const body of [...links.map((token) => ({ token, locale: 'de' })), { token: visitor }]) {
    const { text } = await world.call('POST /desk/progress', { as: null, body })
    said.push(text)
  }
  return said.join('\n')
}

// OTRS GHSA-6ww2-5f5r-f44h, CVE-2026-48210, CVE-2021-21435, CVE-2020-1775, CVE-2010-4761, Znuny CVE-2025-26847.
it('what the desk writes reaches those outside only where it is meant for them, and no log', {
  timeout: 300_000,
}, async () => {
  const logged: unknown[] = []
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...words) => void logged.push(words))
  }
  const [planted, shown, inLogs] = [new Set<string>(), new Set<string>(), new Set<string>()]

  async function look(world: World, whole: boolean) {
    for (const caller of whole ? OUTSIDE : OUTSIDE.slice(0, 2)) {
      const said = await crawl(world, caller, whole)
      for (const canary of said.match(PLANTED) ?? []) shown.add(`${canary} to ${caller.name}`)
    }
    const log = inspect([logged, world.errors], { depth: 20, maxArrayLength: null, maxStringLength: null })
    for (const canary of log.match(PLANTED) ?? []) inLogs.add(canary)
  }

  let world = await open()
  const attempt = async (route: Route, by: Caller, index: number, paths: readonly (readonly string[])[]) => {
    if (world.writes() > 0) world = await open()
    const sample = samplesFor(route, by, world)[index] as Sample
    if (!(await plant(world, route, by, sample, paths))) return false
    for (const path of paths) planted.add(canaryOf(route, path))
    await look(world, false)
    return true
  }
  for (const route of ROUTES.filter(({ method }) => method !== 'GET')) {
    for (const by of STAFF) {
      for (const [index, sample] of samplesFor(route, by, world).entries()) {
        const paths = freePlaces(route, sample).filter((path) => !planted.has(canaryOf(route, path)))
        if (paths.length === 0 || (await attempt(route, by, index, paths))) continue
        for (const path of paths.length > 1 ? paths : []) {
          await attempt(route, by, index, [path])
        }
      }
    }
  }
  await look(world, true)
  vi.restoreAllMocks()
  console.log(`${planted.size} places filled by the desk, ${shown.size} of them shown to somebody outside`)
  expect([...inLogs]).toEqual([])
  expect([...shown].filter((one) => !MEANT.has(one)).sort()).toEqual([])
  expect(planted.size).toBeGreaterThan(40)
  // Else nothing would have been looked at.
  expect(shown.size).toBeGreaterThan(10)
})
