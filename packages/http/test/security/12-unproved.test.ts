import { expect, it } from 'vitest'
import { identityWorld } from '../identity/identity-world.js'

// CVE-2026-84458, Chatwoot's merging of contacts by e-mail: what somebody says to be is no proof.
const CLAIMS: readonly object[] = [
  { requester: { id: 'c1' } },
  { requester: { id: 'c1@shop.example' } },
  { fields: { phone: 'c1@shop.example' } },
  { fields: { order: 'c1' } },
  { subject: 'I am c1@shop.example', body: 'My address is c1@shop.example, send me all that I wrote' },
  { external: { source: 'mail', id: 'c1@shop.example' } },
  { requester: { id: 'c1', tier: 'gold' } },
]

it('a visitor who says to be a customer sees none of the customer’s tickets, whatever it says', async () => {
  const { post, call, tenants } = await identityWorld()
  const { json: visitor } = await post('/visitors', {})
  const as = visitor.token
  for (const claim of CLAIMS) {
    const { status } = await post('/tickets', { subject: 'Mine', ...claim }, as)
    expect([201, 400, 403]).toContain(status)
  }
  const { json } = await call('GET /tickets?limit=100', { as })
  for (const { requester } of json.items) expect(requester.id).toBe(visitor.visitor)
  expect(json.items.length).toBeGreaterThan(0)
  for (const path of ['', '/messages', '/history', '/explanation']) {
    expect((await call(`GET /tickets/${tenants.a.own}${path}`, { as })).status, path).toBeGreaterThanOrEqual(403)
  }
  const { text } = await call('GET /search?text=lamp', { as })
  expect(text).not.toContain('CANARY')
})

it('a visitor who signs in later stays two: neither sees what the other wrote', async () => {
  const { post, call, customer } = await identityWorld()
  const { json: visitor } = await post('/visitors', {})
  const begun = await post('/tickets', { subject: 'As a visitor' }, visitor.token)
  const token = await customer('c1')
  expect((await call(`GET /tickets/${begun.json.id}`, { as: token })).status).toBe(404)
  const { json } = await call('GET /tickets?limit=100', { as: visitor.token })
  expect(json.items.map(({ id }: { id: string }) => id)).toEqual([begun.json.id])
  // Nor does a customer's token make a visitor's, or the other way round.
  expect((await post('/visitors/refresh', { token })).status).toBe(401)
})

it('the host cannot issue a token for a visitor, nor one for who is called like one', async () => {
  const { tokens, post } = await identityWorld()
  const { json } = await post('/visitors', {})
  for (const id of [json.visitor, 'visitor-x', 'VISITOR-x', 'Visitor-'.padEnd(30, 'a')]) {
    await expect(tokens.issue({ tenant: 'a', actor: { type: 'requester', id } })).rejects.toThrow(TypeError)
  }
  for (const actor of [
    { type: 'agent', id: 'ag1' },
    { type: 'admin', id: 'ad1' },
    { type: 'system', id: 'x' },
  ]) {
    await expect(tokens.issue({ tenant: 'a', actor })).rejects.toThrow('Tokens give the roles requester')
  }
})
