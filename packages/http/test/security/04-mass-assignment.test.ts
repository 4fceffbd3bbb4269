import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Route } from '../../src/route/route-types.js'
import { ROUTES } from '../../src/routes/index.js'
import { requestOf } from '../probes/prober.js'
import { samplesOf } from '../probes/samples.js'
import { everything, mounted } from '../world/mounted.js'

// CVE-2026-114394, CVE-2026-114395 (author by a body's field), CVE-2026-40569 (mass assignment).
const COLUMNS = [
  'id',
  'tenant',
  'author',
  'actor',
  'createdBy',
  'ownerId',
  'owner',
  'version',
  'createdAt',
  'recordedAt',
]
const MORE = ['visibility', 'state', 'phase', 'assignee', 'links', 'sla', 'decisions', 'uploader', 'isAdmin', 'role']
// Numbers by any name are what it takes: that they change nothing else, its own test shows.
const WRITING = ROUTES.filter(({ body, id }) => body instanceof z.ZodType && id !== 'setInputs')

describe('a key that an input does not know', () => {
  it('is refused by every route that takes a body, and changes nothing', { timeout: 240_000 }, async () => {
    const { send, tenants, ...world } = await mounted({ basePath: '/desk' })
    const before = [await everything(world, 'a'), await everything(world, 'b')]
    const accepted: string[] = []
    let tried = 0
    const attempt = async (route: Route, extra: object, where: string) => {
      const [sample] = samplesOf(route, tenants.a, { tenant: 'a', actor: 'admin:ad1' })
      if (!sample) throw new Error(`${route.id} has no sample.`)
      const body = { ...(sample.body as object), ...extra }
      const { status, json } = await send(requestOf(route, { token: 'a:admin:ad1' }, { ...sample, body }))
      tried += 1
      if (status !== 400 || json.code !== 'INVALID_INPUT') accepted.push(`${route.id} ${where} ${status}`)
    }
    for (const route of WRITING) {
      const known = new Set(Object.keys(route.body instanceof z.ZodObject ? route.body.shape : {}))
      for (const column of [...COLUMNS, ...MORE].filter((name) => !known.has(name))) {
        await attempt(route, { [column]: 'x' }, column)
      }
      await attempt(route, JSON.parse('{"__proto__":{"author":"x"}}') as object, '__proto__')
    }
    console.log(`${tried} extra keys on ${WRITING.length} routes`)
    expect(accepted).toEqual([])
    expect([await everything(world, 'a'), await everything(world, 'b')]).toEqual(before)
  })

  it('is refused in a query, and in a body where none is asked for', async () => {
    const { call, tenants } = await mounted()
    for (const name of ['tenant', 'actor', '__proto__', 'constructor', 'role']) {
      expect((await call(`GET /tickets?${name}=b`)).status, name).toBe(400)
    }
    const path = `/tickets/${tenants.a.own}/assignment`
    expect((await call(`DELETE ${path}`, { body: { agent: 'ag2' } })).status).toBe(400)
    expect((await call(`DELETE ${path}`, { body: {} })).status).toBe(200)
  })
})

it('sets nothing but inputs where numbers of any name are taken', async () => {
  const { call, tenants } = await mounted()
  const body = { version: 99, createdAt: 5, assignee: 1 }
  const before = (await call(`GET /tickets/${tenants.a.own}`)).json
  const { json } = await call(`PATCH /tickets/${tenants.a.own}/inputs`, { as: 'a:service:sv1', body })
  expect(json.inputs).toEqual({ ...before.inputs, ...body })
  expect([json.version, json.createdAt, json.assignee]).toEqual([before.version + 1, before.createdAt, before.assignee])
})

it('takes the author from who asks, in every way to write', async () => {
  const { call, tenants, desk } = await mounted()
  const { own } = tenants.a
  const body = { body: 'Words' }
  for (const [as, type, id] of [
    ['a:requester:c1', 'requester', 'c1'],
    ['a:lead:le1', 'lead', 'le1'],
  ] as const) {
    const { json } = await call(`POST /tickets/${own}/messages`, { as, body })
    expect(json.author).toEqual({ type, id })
  }
  expect((await call(`POST /tickets/${own}/notes`, { as: 'a:requester:c1', body })).status).toBe(403)
  // A requester begins tickets for itself alone.
  const named = { subject: 'For another', requester: { id: 'c2' } }
  expect((await call('POST /tickets', { as: 'a:requester:c1', body: named })).status).toBe(403)
  const admin = desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } })
  expect((await admin.list({ where: { requester: 'c2' } })).items).toHaveLength(2)
})
