import { expect, it } from 'vitest'
import { mounted } from './world/mounted.js'

const requester = { as: 'a:requester:c1' }

it('tells a requester the past of its ticket, with names only where the host gives them', async () => {
  const silent = await mounted()
  const path = `GET /tickets/${silent.tenants.a.own}/timeline`
  const told = (await silent.call(path, requester)).json
  expect(told.items[0]).toMatchObject({ type: 'created', state: 'open', seq: 1, at: expect.any(String) })
  expect(told.items).toContainEqual(expect.objectContaining({ type: 'assigned', agent: 'ag1' }))
  expect(told).toMatchObject({ next: null, agents: expect.arrayContaining(['ag1']), names: {} })
  // Who reads the directory sees what it says.
  const { name } =
    (await silent.desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } }).directory.agent('ag1')) ?? {}
  expect((await silent.call(path)).json.names).toMatchObject({ ag1: name })

  const named = await mounted({ agentName: async (tenant, agent) => (agent === 'ag1' ? `Ada of ${tenant}` : null) })
  expect((await named.call(path, requester)).json.names).toEqual({ ag1: 'Ada of a' })
})

it('is nobody else’s, and comes page by page', async () => {
  const { call, tenants } = await mounted()
  const path = `GET /tickets/${tenants.a.own}/timeline`
  for (const as of ['a:requester:c2', 'b:admin:ad1']) {
    expect((await call(path, { as })).status, as).toBe(404)
  }
  const whole = (await call(path, requester)).json.items
  const found: unknown[] = []
  for (let after = ''; ; ) {
    const { json } = await call(`${path}?limit=1${after}`, requester)
    found.push(...json.items)
    if (json.next === null) break
    after = `&after=${encodeURIComponent(json.next)}`
  }
  expect(found).toEqual(whole)
  expect(found.length).toBeGreaterThan(2)
})

it('says when one can urge again, until then', async () => {
  const { call, tenants } = await mounted()
  const path = `/tickets/${tenants.a.own}`
  expect((await call(`GET ${path}`, requester)).json.nudgeAgainAt).toBeNull()
  const { nudgeAgainAt } = (await call(`POST ${path}/nudges`, { ...requester, body: {} })).json
  expect((await call(`GET ${path}`, requester)).json.nudgeAgainAt).toBe(nudgeAgainAt)
  const { status, json } = await call(`POST ${path}/nudges`, { ...requester, body: {} })
  expect([status, json.reasons]).toEqual([409, [{ code: 'nudge-too-soon', againAt: Date.parse(nudgeAgainAt) }]])
})

it('refuses names that are no function', async () => {
  await expect(mounted({ agentName: 'Ada' as never })).rejects.toThrow('`agentName` is a function')
})
