import { describe, expect, it } from 'vitest'
import { ROUTES } from '../../src/routes/index.js'
import { CALLERS } from '../probes/callers.js'
import { requestOf } from '../probes/prober.js'
import { samplesOf } from '../probes/samples.js'
import { everything, mounted } from '../world/mounted.js'

// A stream begins with a place in it that is sealed anew each time.
const reads = ROUTES.filter(({ method, id }) => method === 'GET' && id !== 'streamChanges')
const requester = CALLERS.find(({ name }) => name === 'requester')

// CVE-2026-34720, CVE-2026-107393, CVE-2025-29927: who one is, or where from, believed from a header.
describe('a header that others believe', () => {
  const HEADERS: Readonly<Record<string, string>> = {
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-user': 'ad1',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    'x-original-url': '/agents',
    'x-rewrite-url': '/agents',
    'x-remote-user': 'ad1',
    'remote-user': 'ad1',
    'cf-connecting-ip': '127.0.0.1',
    'x-real-ip': '127.0.0.1',
    'x-user-id': 'ad1',
    'x-user-role': 'admin',
    'x-tenant-id': 'b',
    'x-actor': 'admin:ad1',
    'x-middleware-subrequest': 'middleware:middleware:middleware',
    'x-http-method-override': 'DELETE',
    'x-method-override': 'PUT',
    forwarded: 'for=127.0.0.1;host=evil.example',
    cookie: 'role=admin; tenant=b; __proto__=x',
    host: 'evil.example',
    via: '1.1 evil.example',
    referer: 'https://evil.example/?token=x',
  }

  it('changes no answer of any route', { timeout: 120_000 }, async () => {
    if (!requester) throw new Error('There is no requester.')
    const { send, tenants } = await mounted({ basePath: '/desk' })
    for (const route of reads) {
      const [sample] = samplesOf(route, tenants.a, { tenant: 'a', actor: 'requester:c1' })
      if (!sample) throw new Error(`${route.id} has no sample.`)
      const plain = await send(requestOf(route, requester, sample))
      for (const [name, value] of [...Object.entries(HEADERS), ['all', '']] as const) {
        const headers = name === 'all' ? HEADERS : { [name]: value }
        const odd = await send(requestOf(route, requester, sample, headers))
        expect([odd.status, odd.text], `${route.id} ${name}`).toEqual([plain.status, plain.text])
        expect([...odd.headers].join(), `${route.id} ${name}`).not.toContain('evil')
      }
    }
  })

  it('makes nobody of somebody unknown', async () => {
    const { call } = await mounted()
    for (const [name, value] of Object.entries(HEADERS)) {
      expect((await call('GET /tickets', { as: null, headers: { [name]: value } })).status, name).toBe(401)
    }
  })

  it('changes no method', async () => {
    const { call, tenants, ...world } = await mounted()
    const before = await everything(world, 'a')
    await call(`GET /tickets/${tenants.a.own}`, { headers: HEADERS })
    expect(await everything(world, 'a')).toBe(before)
  })
})

// GHSA-569q-mpph-wgww: what one request said of the host, kept for the next.
it('keeps nothing that a request says of where it was sent', async () => {
  const { handle } = await mounted({ basePath: '/desk' })
  const get = async (url: string) => {
    const response = await handle(new Request(url, { headers: { authorization: 'Bearer a:agent:ag1' } }))
    return `${[...response.headers].join()}${await response.text()}`
  }
  for (const path of ['/desk/openapi.json', '/desk/docs', '/desk/meta', '/desk/tickets', '/desk/none']) {
    const before = await get(`https://shop.example${path}`)
    expect(await get(`https://evil.example${path}`)).toBe(before)
    expect(await get(`https://shop.example${path}`)).toBe(before)
    expect(before).not.toContain('.example')
  }
})

// GHSA-xmf8-cvqr-rfgj: a malformed header that made the server fail.
it('answers whatever stands in the headers that it reads', { timeout: 60_000 }, async () => {
  const { call, tenants, errors } = await mounted()
  const odd = [
    '',
    ' ',
    '"',
    '""',
    'W/"1"',
    '"1","2"',
    '"-1"',
    '"1e3"',
    '"0x1"',
    `"${'9'.repeat(40)}"`,
    'null',
    '\u00ff',
    '"a"',
    '%',
    '{}',
  ]
  for (const name of [
    'if-match',
    'idempotency-key',
    'content-type',
    'content-encoding',
    'origin',
    'accept',
    'sec-fetch-site',
    'content-length',
  ]) {
    for (const value of odd) {
      const { status } = await call(`PATCH /tickets/${tenants.a.own}`, { body: {}, headers: { [name]: value } })
      expect([200, 400, 403, 409, 412, 413, 415], `${name}: ${value} ${status}`).toContain(status)
    }
  }
  expect(errors).toEqual([])
})
