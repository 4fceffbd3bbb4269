import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createHandler } from '../../src/index.js'
import { DAY, identityWorld, KEY } from '../identity/identity-world.js'
import { SECRET } from '../world/mounted.js'

const hash = (words: string) => createHmac('sha256', KEY).update(words).digest('hex')

// Chatwoot #2694, #2762, #4805, PR #14884, PR #14945: identity without proof, or with one that nobody looked at.
describe('a widget', () => {
  it.each([
    ['no proof', {}],
    ['an empty one', { authorization: '' }],
    ['a random one', { authorization: `Bearer ${randomBytes(32).toString('hex')}` }],
    ['the hash of the customer', { authorization: `Bearer ${hash('c1')}` }],
    ['the hash of another', { authorization: `Bearer ${hash('c2')}` }],
    ['its name beside it', { 'x-user-id': 'c1', 'x-user-hash': hash('c1') }],
    ['a cookie', { cookie: `user=c1; hash=${hash('c1')}` }],
  ])('with %s is nobody', async (_, headers) => {
    const { call, tenants } = await identityWorld()
    for (const on of ['GET /tickets', `GET /tickets/${tenants.a.own}`]) {
      const { status, text } = await call(on, { as: null, headers })
      expect([status, text.includes('CANARY')]).toEqual([401, false])
    }
    const change = await call(`PATCH /tickets/${tenants.a.own}`, { as: null, headers, body: { subject: 'Taken' } })
    expect(change.status).toBe(401)
  })

  it('cannot say who it is in what it sends, when it begins as when it changes', async () => {
    const { post, call, tenants } = await identityWorld()
    const { json } = await post('/visitors', {})
    for (const body of [
      { id: 'c1' },
      { visitor: 'c1' },
      { identifier: 'c1', hash: hash('c1') },
      { email: 'c1@x.example' },
    ]) {
      expect((await post('/visitors', body)).status).toBe(400)
      expect((await post('/visitors/refresh', { token: json.token, ...body })).status).toBe(400)
    }
    const change = await call(`PATCH /tickets/${tenants.a.own}`, { as: json.token, body: { subject: 'Taken' } })
    expect(change.status).toBeGreaterThanOrEqual(403)
  })

  it('is shown to be unproved, and a customer to be proved', async () => {
    const { tokens, post, customer } = await identityWorld()
    const { json } = await post('/visitors', { locale: 'de' })
    expect(await tokens.verify(json.token, ['visitor'])).toMatchObject({
      purpose: 'visitor',
      actor: { type: 'requester', id: json.visitor },
      locale: 'de',
    })
    expect(await tokens.verify(await customer('c1'), ['user'])).toMatchObject({ purpose: 'user' })
    expect(await tokens.verify(json.token, ['user'])).toBeNull()
  })
})

describe('visitors', () => {
  it('are each somebody new, of 128 random bits', async () => {
    const { post } = await identityWorld()
    const made = await Promise.all(Array.from({ length: 200 }, () => post('/visitors', {})))
    const names = made.map(({ json }) => json.visitor)
    expect(new Set(names).size).toBe(200)
    for (const name of names) expect(name).toMatch(/^visitor-[A-Za-z0-9_-]{22}$/)
  })

  it('stay who they are: within the time for coming back, and up to the whole age', async () => {
    const { post, clock, call } = await identityWorld({ visitors: { graceDays: 2, mostDays: 5 } })
    const { json: first } = await post('/visitors', {})
    const begun = clock.now
    expect(new Date(first.expiresAt).getTime()).toBe(begun + 15 * 60_000)
    clock.now += DAY
    expect((await call('GET /tickets', { as: first.token })).status).toBe(401)
    let { json: latest } = await post('/visitors/refresh', { token: first.token })
    expect(latest.visitor).toBe(first.visitor)
    expect((await call('GET /tickets', { as: latest.token })).status).toBe(200)
    for (let day = 2; day < 5; day += 1) {
      clock.now = begun + day * DAY
      latest = (await post('/visitors/refresh', { token: latest.token })).json
    }
    clock.now = begun + 5 * DAY - 60_000
    const { json: last } = await post('/visitors/refresh', { token: latest.token })
    expect(new Date(last.expiresAt).getTime()).toBe(begun + 5 * DAY)
    clock.now = begun + 5 * DAY
    expect((await post('/visitors/refresh', { token: last.token })).status).toBe(401)
  })

  it('who stay away for longer are forgotten', async () => {
    const { post, clock } = await identityWorld({ visitors: { graceDays: 2 } })
    const { json } = await post('/visitors', {})
    clock.now += 2 * DAY + 15 * 60_000
    expect((await post('/visitors/refresh', { token: json.token })).status).toBe(401)
  })

  it('are limited by address, and not taken at all without one', async () => {
    const keys: string[] = []
    const rateLimiter = {
      take: async ({ key }: { key: string }) => {
        keys.push(key)
        return { allowed: keys.length < 3, retryAfterMs: 500 }
      },
    }
    const { post, tokens, desk } = await identityWorld({ options: { rateLimiter } })
    expect([(await post('/visitors', {})).status, (await post('/visitors', {})).status]).toEqual([201, 201])
    expect((await post('/visitors', {})).status).toBe(429)
    expect(new Set(keys)).toEqual(new Set(['["192.0.2.1"]']))
    const options = {
      authenticate: () => null,
      secret: SECRET,
      identity: { tokens, visitors: { tenantOf: () => 'a' } },
    }
    expect(() => createHandler(desk, options)).toThrow('needs `clientAddress`')
  })

  it('are taken by no tenant that does not want them, and none where the host offers none', async () => {
    const { post } = await identityWorld({ visitors: { tenantOf: () => null } })
    const without = await identityWorld({ options: { identity: undefined as never } })
    for (const world of [post, without.post]) {
      const { status, json } = await world('/visitors', {})
      expect([status, json.code]).toEqual([404, 'NOT_FOUND'])
    }
    expect((await without.post('/progress', { token: 'x' })).status).toBe(404)
  })
})
