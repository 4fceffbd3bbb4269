import { describe, expect, it, vi } from 'vitest'
import { identityWorld } from '../identity/identity-world.js'

// CVE-2021-3740, GHSA-2vg6-77g8-24mp: sessions that outlived what they were for.
describe('a principal that is revoked', () => {
  it('is nobody from the next call on, also to come back', async () => {
    const revoked = new Set<string>()
    const { post, call, customer } = await identityWorld({
      tokens: { isRevoked: ({ actor }) => revoked.has(actor.id) },
    })
    const { json } = await post('/visitors', {})
    const token = await customer('c1')
    expect((await call('GET /tickets', { as: token })).status).toBe(200)
    revoked.add('c1').add(json.visitor)
    expect((await call('GET /tickets', { as: token })).status).toBe(401)
    expect((await call('GET /tickets', { as: json.token })).status).toBe(401)
    expect((await post('/visitors/refresh', { token: json.token })).status).toBe(401)
    expect((await call('GET /tickets', { as: await customer('c2') })).status).toBe(200)
  })

  // How long a check may be away, the options say: four seconds at most, and one for its answer.
  it.each([
    ['revoked', true],
    ['of whom cannot be said whether it is', new Error('no store')],
  ])('has its open stream ended by the next check: %s', async (_, answer) => {
    let now: boolean | Error = false
    let checks = 0
    const isRevoked = () => {
      checks += 1
      if (now instanceof Error) throw now
      return now
    }
    const options = { streams: { authenticateMs: 50 } }
    const { handle, customer } = await identityWorld({ tokens: { isRevoked }, options })
    const authorization = `Bearer ${await customer('c1')}`
    const { body, status } = await handle(new Request('https://desk.test/stream', { headers: { authorization } }))
    expect(status).toBe(200)
    const reader = body?.getReader()
    let ended = false
    const whole = (async () => {
      while (!(await reader?.read())?.done);
      ended = true
    })()
    await vi.waitFor(() => expect(checks).toBeGreaterThan(4), 10_000)
    expect(ended).toBe(false)
    now = answer
    await whole
    expect(ended).toBe(true)
  })

  it('reads nothing while it cannot be said whether it is', async () => {
    const isRevoked = () => Promise.reject(new Error('CANARY of the store'))
    const { call, customer, errors } = await identityWorld({ tokens: { isRevoked } })
    const { status, text } = await call('GET /tickets', { as: await customer('c1') })
    expect([status, text.includes('CANARY'), errors.length]).toEqual([503, false, 1])
  })
})

it('a key that is taken out ends what it has signed', async () => {
  const before = await identityWorld()
  const token = await before.customer('c1')
  const after = await identityWorld({ tokens: { keys: { k2: 'vQ3rTz7WmYk1PdXc5NbLs8JgHf2EuRa6' }, current: 'k2' } })
  expect((await before.call('GET /tickets', { as: token })).status).toBe(200)
  expect((await after.call('GET /tickets', { as: token })).status).toBe(401)
})
