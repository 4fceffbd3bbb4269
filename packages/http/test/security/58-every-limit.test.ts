import { expect, it } from 'vitest'
import type { JsonSchema } from '../../src/openapi/json-schemas.js'
import type { Route } from '../../src/route/route-types.js'
import { ROUTES } from '../../src/routes/index.js'
import { PROBE_IDENTITY, PROBE_SECRET } from '../probes/identity.js'
import { bodyPlaces, type Place, valueAt, withValue } from '../probes/places.js'
import { requestOf } from '../probes/prober.js'
import { type Sample, samplesOf } from '../probes/samples.js'
import { everything, mounted } from '../world/mounted.js'

const RAW = '@raw@'
const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown

/** What nobody may put into a place, by name; `raw` stands for JSON that no value gives. */
function wrongFor({ schema }: Place, now: unknown): readonly (readonly [string, unknown, raw?: string])[] {
  const { type, maxLength, maxItems, enum: values, const: fixed, additionalProperties } = schema
  const types = Array.isArray(type) ? type : [type]
  const of = (name: string) => types.includes(name) && values === undefined && fixed === undefined
  const first: unknown = Array.isArray(now) ? now[0] : undefined
  const most = typeof maxItems === 'number' ? maxItems : 20_000
  return [
    ['depth', nested(100)],
    ['a number beyond all', RAW, '1e999'],
    ['a number below all', RAW, '-1e999'],
    ...(of('string')
      ? ([
          ['length', 'x'.repeat(typeof maxLength === 'number' ? maxLength + 1 : 300_000)],
          ['NUL', 'x\u0000'],
          ['half a pair', 'x\ud800'],
          ['the other half', '\udc00x'],
        ] as const)
      : []),
    ...(of('array') && first !== undefined && most < 40_000
      ? [['count', Array.from({ length: most + 1 }, (_, index) => numbered(first, index))] as const]
      : []),
    ...(of('object')
      ? ([
          ['__proto__', RAW, '{"__proto__":{"polluted":1}}'],
          ['constructor', { ...(now as object), constructor: { prototype: { polluted: 1 } } }],
        ] as const)
      : []),
    ...(of('object') && isRecord(additionalProperties)
      ? [['keys', Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`k${index}`, anyOf(now)]))] as const]
      : []),
  ]
}

const isRecord = (more: unknown): more is JsonSchema => typeof more === 'object' && more !== null
const anyOf = (now: unknown) => (typeof now === 'object' && now !== null ? (Object.values(now)[0] ?? 'x') : 'x')
const numbered = (item: unknown, index: number) => (typeof item === 'string' ? `${item}${index}` : item)
const bodyOf = (body: unknown, raw: string | undefined) => {
  const text = JSON.stringify(body)
  return raw === undefined ? text : text.replace(JSON.stringify(RAW), raw)
}

// The limits of the table, each by one more: 58 (unbounded input), 39 (nesting), 56 (keys of objects), 20 (odd values).
it('refuses what is too long, too many, too deep or too odd in every place of every body, and changes nothing', {
  timeout: 300_000,
}, async () => {
  const { send, errors, tenants, ...world } = await mounted({
    basePath: '/desk',
    secret: PROBE_SECRET,
    identity: PROBE_IDENTITY,
    clientAddress: () => '192.0.2.1',
  })
  const before = [await everything(world, 'a'), await everything(world, 'b')]
  const taken: string[] = []
  let [tried, places] = [0, 0]

  async function attempt(route: Route, sample: Sample, words: string, name: string): Promise<void> {
    const { url, headers, method } = requestOf(route, { token: 'a:admin:ad1' }, sample)
    headers.set('content-type', 'application/json')
    const { status, text } = await send(new Request(url, { method, headers, body: words }))
    tried += 1
    if (![400, 413, 422].includes(status)) taken.push(`${name}: ${status} ${text.slice(0, 200)}`)
  }

  for (const route of ROUTES) {
    const samples = samplesOf(route, tenants.a, { tenant: 'a', actor: 'admin:ad1' })
    for (const place of bodyPlaces(route)) {
      const fitting = samples.find(({ body }) => valueAt(body, place.path) !== undefined)
      const sample = fitting ?? samples.find(({ body }) => withValue(body, place.path, 0) !== undefined)
      if (!sample) continue
      places += 1
      for (const [what, value, raw] of wrongFor(place, valueAt(sample.body, place.path))) {
        const body = withValue(sample.body, place.path, value)
        await attempt(route, sample, bodyOf(body, raw), `${route.id} ${place.path.join('.')} ${what}`)
      }
    }
  }
  console.log(`${tried} inputs in ${places} places of bodies`)
  expect(taken).toEqual([])
  expect(errors).toEqual([])
  expect([await everything(world, 'a'), await everything(world, 'b')]).toEqual(before)
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted')
  expect(places).toBeGreaterThan(100)
})

// A proxy that reads the first of two keys, and a desk that reads the last: what is checked is what is done.
it('does what it has checked where a key comes twice', async () => {
  const { call, desk } = await mounted()
  const twice = (first: string, last: string) =>
    `{"subject":"Twice","requester":{"id":"${first}"},"requester":{"id":"${last}"}}`
  const as = 'a:requester:c1'
  expect((await call('POST /tickets', { as, body: twice('c1', 'c2') })).status).toBe(403)
  const own = await call('POST /tickets', { as, body: twice('c2', 'c1') })
  expect([own.status, own.json.requester.id]).toEqual([201, 'c1'])
  const { items } = await desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } }).list({ limit: 100 })
  expect(items.filter(({ subject }) => subject === 'Twice').map(({ requester }) => requester.id)).toEqual(['c1'])
})

it.each([
  ['names', (count: number) => Array.from({ length: count }, (_, index) => `n${index}=1`)],
  ['times the same name', (count: number) => Array<string>(count).fill('limit=5')],
  ['names without a value', (count: number) => Array<string>(count).fill('x')],
])('refuses a query of many %s, in no more time than it takes to read it', async (_, query) => {
  const { call, errors } = await mounted()
  for (const count of [100, 101, 1_000, 200_000]) {
    expect((await call(`GET /tickets?${query(count).join('&')}`)).status).toBe(400)
  }
  expect(errors).toEqual([])
})

it('answers whatever number and size of headers a server lets through', async () => {
  const { handle, errors } = await mounted()
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`x-header-${index}`, 'x']))
  for (const headers of [
    many,
    { cookie: Array.from({ length: 20_000 }, (_, index) => `c${index}=1`).join('; ') },
    { 'if-none-match': '"x",'.repeat(100_000) },
    { accept: 'a/b,'.repeat(100_000) },
    { 'accept-language': 'de;q=0.1,'.repeat(100_000) },
    { 'last-event-id': 'x'.repeat(1_000_000) },
    { 'x-forwarded-for': '10.0.0.1,'.repeat(100_000) },
  ]) {
    const answer = await handle(
      new Request('https://desk.test/tickets', { headers: { authorization: 'Bearer a:agent:ag1', ...headers } }),
    )
    expect(answer.status).toBe(200)
  }
  for (const headers of [{ 'idempotency-key': 'x'.repeat(201) }, { 'if-match': '"1"'.repeat(100_000) }]) {
    const request = new Request('https://desk.test/tickets', {
      method: 'POST',
      headers: { authorization: 'Bearer a:agent:ag1', 'content-type': 'application/json', ...headers },
      body: '{}',
    })
    expect((await handle(request)).status).toBe(400)
  }
  expect(errors).toEqual([])
})
