import { describe, expect, it } from 'vitest'
import { ROUTES } from '../../src/routes/index.js'
import { requestOf } from '../probes/prober.js'
import { samplesOf } from '../probes/samples.js'
import { everything, mounted } from '../world/mounted.js'

// CVE-2025-71399, CVE-2026-2880, GHSA-r99w-jh2x-3mg9: paths that a check and the route read differently.
describe('a path', () => {
  it.each([
    '//tickets',
    '/tickets/',
    '/tickets//',
    '///tickets',
    '/Tickets',
    '/TICKETS',
    '/tickets;a',
    '/tickets;a=b',
    '/%74ickets',
    '/ticket%73',
    '/tickets%2f',
    '/tickets%2F',
    '/tickets%00',
    '/tickets%20',
    '/tickets.json',
    '/tickets%5c',
    '/tickets%3f',
    '/tickets%23',
    '/tickets/..%2fagents',
    '/tickets/%2e%2e%2fagents',
    '/tickets/x%2f..%2f..',
    '/tickets/%',
    '/tickets/%zz',
    '/tickets/%ff',
    '/tickets/;',
    '/tickets/x;y',
    '/tickets/%c0%ae',
    '/tickets/%252e',
    '/api/tickets',
    '/desk',
    '/',
    '',
    '/__proto__',
    '/constructor',
    '/tickets/x/__proto__',
    '/tickets/x/y/z',
    '*',
  ])('%j is none of ours', async (path) => {
    const { handle } = await mounted({ basePath: '/desk' })
    for (const base of ['/desk', '/DESK', '/desk/desk', '/deskx', '']) {
      const response = await handle(
        new Request(`https://desk.test${base}${path}`, { headers: { authorization: 'Bearer a:admin:ad1' } }),
      )
      expect(response.status, `${base}${path}`).toBe(404)
      expect(await response.text()).not.toContain('CANARY')
    }
  })

  it('is read once: an id is what was written', async () => {
    const { call, tenants } = await mounted()
    const { own } = tenants.a
    const spelled = Array.from(own, (char) => `%${char.charCodeAt(0).toString(16)}`)

      .join('')
      .replaceAll('%2e', '.')
    expect((await call(`GET /tickets/${spelled}`)).json.id).toBe(own)
    expect((await call(`GET /tickets/${spelled.replaceAll('%', '%25')}`)).status).toBe(404)
  })

  it('says nothing of what was asked for where there is nothing', async () => {
    const { call } = await mounted()
    for (const path of ['/<script>alert(1)</script>', '/none?x=<script>', '/tickets/<script>']) {
      const { text, headers } = await call(`GET ${path}`)
      expect([text.includes('script'), headers.get('content-type')]).toEqual([false, 'application/problem+json'])
    }
  })
})

describe('below a path of the host', () => {
  it('every route answers there, and nowhere else', async () => {
    const { send, tenants } = await mounted({ basePath: '/api/v1/desk' })
    for (const route of ROUTES) {
      const [sample] = samplesOf(route, tenants.a, { tenant: 'a', actor: 'agent:ag1' })
      if (!sample) throw new Error(`${route.id} has no sample.`)
      const elsewhere = requestOf(route, { token: 'a:agent:ag1' }, sample)
      const { status, json } = await send(elsewhere)
      expect([status, json.detail], route.id).toEqual([
        404,
        'There is no such address; all that is served here is below /api/v1/desk.',
      ])
      const here = new Request(elsewhere.url.replace('.test/desk', '.test/api/v1/desk'), {
        headers: elsewhere.headers,
        method: 'OPTIONS',
      })
      expect((await send(here)).status, route.id).toBe(204)
    }
  })

  it.each(['api', '/api/', 'https://x.example/api', '/a b', '//api', '/', '/a/../b?', '/<x>'])(
    '%j is refused',
    async (basePath) => {
      await expect(mounted({ basePath })).rejects.toThrow('`basePath`')
    },
  )
})

// CVE-2023-29003, CVE-2023-29008, GHSA-7f39-jjj6-7fwv, CVE-2025-71381.
describe('a change that another site has a browser send', () => {
  const body = JSON.stringify({ body: 'Words of another site' })
  const CROSS: readonly Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'https://blog.desk.test' },
    { 'sec-fetch-site': 'SAME-ORIGIN', origin: 'https://evil.example' },
    { 'sec-fetch-site': '', origin: 'https://evil.example' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://desk.test.evil.example' },
    { origin: 'https://desk.test:8443' },
    { origin: 'https://shop.example.evil.example' },
    { origin: 'http://shop.example' },
    { origin: 'https://SHOP.example:444' },
    { origin: '' },
    { origin: 'garbage' },
  ]
  const TYPES = [
    'application/json',
    'text/plain',
    'TEXT/PLAIN',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    null,
  ]

  it('is refused, whatever it says to be', async () => {
    const { send, tenants, ...world } = await mounted({ origins: ['https://shop.example'] })
    const before = await everything(world, 'a')
    for (const headers of CROSS) {
      for (const type of TYPES) {
        const request = new Request(`https://desk.test/tickets/${tenants.a.own}/messages`, {
          method: 'POST',
          headers: { authorization: 'Bearer a:agent:ag1', ...headers },
          body: new TextEncoder().encode(body),
        })
        if (type !== null) request.headers.set('content-type', type)
        const { status, headers: answered } = await send(request)
        expect(status, JSON.stringify([headers, type])).toBe(403)
        expect(answered.get('access-control-allow-origin')).toBe(null)
      }
    }
    expect(await everything(world, 'a')).toBe(before)
  })

  it('is refused by every route that changes something', async () => {
    const { send, tenants, ...world } = await mounted({ basePath: '/desk' })
    const before = await everything(world, 'a')
    for (const route of ROUTES.filter(({ method }) => method !== 'GET')) {
      const [sample] = samplesOf(route, tenants.a, { tenant: 'a', actor: 'admin:ad1' })
      if (!sample) throw new Error(`${route.id} has no sample.`)
      const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
      expect((await send(requestOf(route, { token: 'a:admin:ad1' }, sample, headers))).status, route.id).toBe(403)
    }
    expect(await everything(world, 'a')).toBe(before)
  })

  it('must be JSON also from where it may come from', async () => {
    const { call, tenants } = await mounted()
    for (const type of TYPES.slice(1, -1)) {
      const headers = { 'sec-fetch-site': 'same-origin', 'content-type': type ?? '' }
      const { status } = await call(`POST /tickets/${tenants.a.own}/messages`, { body, headers })
      expect(status, String(type)).toBe(415)
    }
  })

  it.each([
    ['the same origin', { 'sec-fetch-site': 'same-origin', origin: 'https://desk.test' }],
    ['the same host, of an older browser', { origin: 'https://desk.test' }],
    ['a named origin', { 'sec-fetch-site': 'cross-site', origin: 'https://shop.example' }],
    ['no browser', {}],
    ["a person's own address bar", { 'sec-fetch-site': 'none' }],
  ])('is let through from %s', async (_, headers) => {
    const { call, tenants } = await mounted({ origins: ['https://shop.example'] })
    const { status } = await call(`POST /tickets/${tenants.a.own}/messages`, { body, headers })
    expect(status).toBe(201)
  })
})

describe('an answer', () => {
  it('can be read by a page of a named origin, and by none of another', async () => {
    const { call } = await mounted({ origins: ['https://shop.example'] })
    for (const on of ['GET /tickets', 'GET /none', 'GET /docs', 'OPTIONS /tickets']) {
      const named = await call(on, { headers: { origin: 'https://shop.example' } })
      expect(named.headers.get('access-control-allow-origin'), on).toBe('https://shop.example')
      expect(named.headers.get('vary')).toContain('origin')
      const other = await call(on, {
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' },
      })
      expect(
        [...other.headers.keys()].filter((name) => name.startsWith('access-control')),
        on,
      ).toEqual([])
      expect(other.headers.get('vary')).toContain('origin')
    }
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' }
    const asked = await call('OPTIONS /tickets', { headers, as: null })
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([204, 'POST, GET, HEAD, OPTIONS'])
  })

  it('is taken for nothing else, and kept by nobody', async () => {
    const { call } = await mounted()
    for (const on of [
      'GET /tickets',
      'GET /none',
      'POST /tickets',
      'GET /openapi.json',
      'GET /docs',
      'OPTIONS /tickets',
    ]) {
      const { headers } = await call(on)
      expect(headers.get('x-content-type-options'), on).toBe('nosniff')
      expect(headers.get('cache-control'), on).toBe('no-store')
      expect(headers.get('referrer-policy'), on).toBe('no-referrer')
      expect(headers.get('content-security-policy'), on).toContain("default-src 'none'")
    }
  })

  it.each(['*', 'shop.example', 'https://shop.example/', 'https://shop.example/x', '', 'null'])(
    'names no origin such as %j',
    async (origin) => {
      await expect(mounted({ origins: [origin] })).rejects.toThrow('`origins`')
    },
  )
})
