import { describe, expect, it } from 'vitest'
import { ROUTES } from '../src/routes/index.js'
import { requestOf } from './probes/prober.js'
import { samplesOf } from './probes/samples.js'
import { mounted } from './world/mounted.js'

describe('an idempotency key', () => {
  const body = { body: 'Once' }

  it('lets a command take effect once, with the same answer', async () => {
    const { call, tenants } = await mounted()
    const send = () => call(`POST /tickets/${tenants.a.own}/messages`, { body, headers: { 'idempotency-key': 'k1' } })
    const [first, ...others] = await Promise.all([send(), send(), send()])
    expect([first?.status, ...others.map(({ text }) => text)]).toEqual([201, first?.text, first?.text])
    const { json } = await call(`GET /tickets/${tenants.a.own}/messages?limit=100`)
    expect(json.items.filter((message: { body: string }) => message.body === 'Once')).toHaveLength(1)
  })

  it('with another input is refused (422), on another ticket too', async () => {
    const { call, tenants } = await mounted()
    const headers = { 'idempotency-key': 'k1' }
    await call(`POST /tickets/${tenants.a.own}/messages`, { body, headers })
    for (const [ticket, words] of [
      [tenants.a.own, 'Twice'],
      [tenants.a.sameTeam, 'Once'],
    ] as const) {
      const { status, json } = await call(`POST /tickets/${ticket}/messages`, { body: { body: words }, headers })
      expect([status, json.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH'])
    }
  })

  it('is apart for each caller, tenant and command', async () => {
    const { call, tenants } = await mounted()
    const headers = { 'idempotency-key': 'k1' }
    const path = `/tickets/${tenants.a.own}`
    const made = [
      await call(`POST ${path}/messages`, { body, headers }),
      await call(`POST ${path}/messages`, { body, headers, as: 'a:lead:le1' }),
      await call(`POST ${path}/messages`, { body, headers, as: 'a:requester:c1' }),
      await call(`POST ${path}/notes`, { body, headers }),
      await call(`POST /tickets/${tenants.b.own}/messages`, { body, headers, as: 'b:admin:ad1' }),
    ]
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(made.map(({ json }) => json.id)).size).toBe(5)
  })

  it('tells nobody what another got, and does not outlive the right to see it', async () => {
    const { call, tenants } = await mounted()
    const headers = { 'idempotency-key': 'k1' }
    await call(`POST /tickets/${tenants.a.own}/notes`, { body: { body: 'Secret' }, headers })
    for (const as of ['a:requester:c2', 'b:admin:ad1', 'a:ghost:g1', 'a:requester:ag1']) {
      const { status, text } = await call(`POST /tickets/${tenants.a.own}/notes`, {
        body: { body: 'Secret' },
        headers,
        as,
      })
      expect([401, 403, 404]).toContain(status)
      expect(text).not.toContain('Secret')
    }
  })

  it.each(['', ' ', 'x'.repeat(201)])('takes no %j', async (key) => {
    const { call, tenants } = await mounted()
    const { status } = await call(`POST /tickets/${tenants.a.own}/messages`, {
      body,
      headers: { 'idempotency-key': key },
    })
    expect(status).toBe(400)
  })
})

describe('a version', () => {
  it("that is still the ticket's lets a command through, and one of the past or the future does not", async () => {
    const { call, tenants } = await mounted()
    const path = `/tickets/${tenants.a.own}`
    const etag = (await call(`GET ${path}`)).headers.get('etag') ?? ''
    const version = Number(etag.replaceAll('"', ''))
    for (const other of [0, 1, version - 1, version + 1, version + 1_000, 999_999_999]) {
      const { status, json } = await call(`PATCH ${path}`, {
        body: { subject: 'New' },
        headers: { 'if-match': `"${other}"` },
      })
      expect([status, json.code], String(other)).toEqual([412, 'VERSION_CONFLICT'])
    }
    const changed = await call(`PATCH ${path}`, { body: { subject: 'New' }, headers: { 'if-match': etag } })
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, `"${version + 1}"`])
    expect((await call(`PATCH ${path}`, { body: { subject: 'Newer' }, headers: { 'if-match': etag } })).status).toBe(
      412,
    )
    expect((await call(`PATCH ${path}`, { body: { subject: 'Any' }, headers: { 'if-match': '*' } })).status).toBe(200)
  })

  it("is the categories' too", async () => {
    const { call } = await mounted()
    const as = 'a:admin:ad1'
    const etag = (await call('GET /categories', { as })).headers.get('etag') ?? ''
    const rename = (label: string) =>
      call('PUT /categories/a-cat/label', { as, body: { label: { en: label } }, headers: { 'if-match': etag } })
    expect([(await rename('One')).status, (await rename('Two')).status]).toEqual([200, 412])
  })
})

describe('the header docket-user', () => {
  it('lets nobody else say what somebody wrote', async () => {
    const { call, tenants } = await mounted()
    const say = (as: string, user: string) =>
      call(`POST /tickets/${tenants.a.own}/messages`, { as, body: { body: 'Mine' }, headers: { 'docket-user': user } })
    for (const user of ['ag2', 'ag1 ', '', '%', 'AG1']) {
      const { status, json } = await say('a:lead:le1', user)
      expect([status, json.code]).toEqual([409, 'OTHER_USER'])
    }
    expect((await say('a:lead:le1', 'le1')).status).toBe(201)
    expect((await call('GET /tickets', { headers: { 'docket-user': 'x' } })).status).toBe(409)
  })
})

describe('a header that has no meaning for a route', () => {
  it('is refused by every one that does not heed it', async () => {
    const { send, tenants } = await mounted({ basePath: '/desk' })
    for (const route of ROUTES) {
      const [sample] = samplesOf(route, tenants.a, { tenant: 'a', actor: 'agent:ag1' })
      if (!sample) throw new Error(`${route.id} has no sample.`)
      const headers = {
        ...(!route.keyed && { 'idempotency-key': 'k' }),
        ...(!route.versioned && { 'if-match': '"1"' }),
      }
      for (const [name, value] of Object.entries(headers)) {
        const { status, json } = await send(requestOf(route, { token: 'a:agent:ag1' }, sample, { [name]: value }))
        expect([status, json.code], `${route.id} ${name}`).toEqual([400, 'INVALID_INPUT'])
      }
    }
  })
})

describe('HEAD and OPTIONS', () => {
  it('are answered everywhere, and change nothing', async () => {
    const { send, tenants } = await mounted({ basePath: '/desk' })
    for (const route of ROUTES) {
      const [sample] = samplesOf(route, tenants.a, { tenant: 'a', actor: 'admin:ad1' })
      if (!sample) throw new Error(`${route.id} has no sample.`)
      const asked = requestOf({ ...route, method: 'GET' }, { token: 'a:admin:ad1' }, sample)
      const options = await send(new Request(asked.url, { method: 'OPTIONS' }))
      expect([options.status, options.text], route.id).toEqual([204, ''])
      const allow = options.headers.get('allow')?.split(', ') ?? []
      expect(allow).toContain(route.method)
      expect(allow).toContain('OPTIONS')
      const head = await send(new Request(asked.url, { method: 'HEAD', headers: asked.headers }))
      if (allow.includes('GET')) {
        const get = await send(asked)
        expect([head.status, head.text], route.id).toEqual([get.status, ''])
        expect([...head.headers]).toEqual([...get.headers])
      } else {
        expect([head.status, head.headers.get('allow'), head.text], route.id).toEqual([405, allow.join(', '), ''])
      }
    }
  })

  it.each(['PROPFIND', 'PURGE', 'get', 'TEST'])('are not %s', async (method) => {
    const { call, tenants } = await mounted()
    const { status } = await call(`${method} /tickets/${tenants.a.own}`)
    expect(status).toBe(method === 'get' ? 200 : 405)
  })
})
