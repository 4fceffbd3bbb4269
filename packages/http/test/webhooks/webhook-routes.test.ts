import { describe, expect, it } from 'vitest'
import { derivedSecret } from '../../src/webhooks/derived-secret.js'
import { mounted, SECRET } from '../world/mounted.js'

const ADMIN = { as: 'a:admin:ad1' }
const MASTER = 'vD8sKq2LxW5nTz1RjY7bHc4MfP9gUa3E'

describe('an endpoint over HTTP', () => {
  it('is put, shown, disabled, enabled and removed', async () => {
    const { call } = await mounted()
    const body = { url: 'https://HOOKS.example:443/in?x=1', events: ['ticket.created'] }
    const put = await call('PUT /webhooks/w1', { ...ADMIN, body })
    const expected = {
      id: 'w1',
      url: 'https://hooks.example/in?x=1',
      events: ['ticket.created'],
      status: 'active',
      disabled: null,
      secretNumber: 1,
      rotatedAt: null,
    }
    expect([put.status, put.json]).toEqual([200, expected])
    expect((await call('GET /webhooks/w1', ADMIN)).json).toEqual(expected)
    expect((await call('GET /webhooks', ADMIN)).json.items.map(({ id }: { id: string }) => id)).toEqual([
      'a-hook',
      'w1',
    ])
    const disabled = await call('PUT /webhooks/w1', { ...ADMIN, body: { ...body, status: 'disabled' } })
    expect(disabled.json).toMatchObject({ status: 'disabled', disabled: { reason: 'byHand' } })
    expect((await call('PUT /webhooks/w1', { ...ADMIN, body })).json).toEqual(expected)
    await call('PUT /webhooks/w1', { ...ADMIN, body: { ...body, status: 'removed' } })
    expect((await call('GET /webhooks', ADMIN)).json.items).toHaveLength(1)
  })

  it.each([
    { url: 'http://hooks.example/' },
    { url: 'https://hooks.example/', events: ['ticket.exploded'] },
    { url: 'https://hooks.example/', events: [] },
    { url: 'https://hooks.example/', secret: 'mine' },
    { events: null },
  ])('is not %j', async (body) => {
    const { call } = await mounted()
    expect((await call('PUT /webhooks/w1', { ...ADMIN, body })).status).toBe(400)
  })

  it.each(['a:agent:ag1', 'a:lead:le1', 'a:requester:c1', 'a:service:sv1'])('is nothing to %s', async (as) => {
    const { call } = await mounted({ webhooks: { secret: MASTER } })
    for (const path of ['', '/a-hook', '/a-hook/secret', '/a-hook/attempts']) {
      expect((await call(`GET /webhooks${path}`, { as })).status).toBe(403)
    }
  })
})

describe('its secret', () => {
  it('is shown to admins, is kept by nobody on the way, and is the one that signs', async () => {
    const { call } = await mounted({ webhooks: { secret: MASTER } })
    const shown = await call('GET /webhooks/a-hook/secret', ADMIN)
    const secret = await derivedSecret(MASTER, 'a', { id: 'a-hook', secretNumber: 1 })
    expect([shown.status, shown.json]).toEqual([200, { secret, secretNumber: 1 }])
    expect(shown.headers.get('cache-control')).toBe('no-store')
    expect(shown.text).not.toContain(MASTER)
  })

  it('is not shown where the handler was not given it, nor for an endpoint that is none', async () => {
    const { call } = await mounted()
    expect((await call('GET /webhooks/a-hook/secret', ADMIN)).status).toBe(404)
    const { call: other } = await mounted({ webhooks: { secret: MASTER } })
    expect((await other('GET /webhooks/b-hook/secret', ADMIN)).status).toBe(404)
  })

  it('is another after a rotation, which happens once however often it is sent', async () => {
    const { call } = await mounted({ webhooks: { secret: MASTER } })
    const rotate = (secretNumber: number) =>
      call('POST /webhooks/a-hook/rotation', { ...ADMIN, body: { secretNumber } })
    const before = (await call('GET /webhooks/a-hook/secret', ADMIN)).json
    expect((await rotate(1)).json).toMatchObject({ secretNumber: 2, rotatedAt: expect.any(String) })
    expect((await rotate(1)).json.secretNumber).toBe(2)
    expect((await rotate(7)).json.secretNumber).toBe(2)
    const after = (await call('GET /webhooks/a-hook/secret', ADMIN)).json
    expect(after.secretNumber).toBe(2)
    expect(after.secret).not.toBe(before.secret)
  })

  it.each(['', 'short', 'x'.repeat(40)])('cannot be derived from %j', async (secret) => {
    await expect(mounted({ webhooks: { secret } })).rejects.toThrow('`webhooks` needs a `secret`')
  })

  it("is never the handler's own by accident: both are given", async () => {
    expect(await derivedSecret(SECRET, 'a', { id: 'w1', secretNumber: 1 })).not.toContain(SECRET)
  })
})
