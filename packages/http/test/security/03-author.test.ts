import { expect, it } from 'vitest'
import * as z from 'zod'
import { ROUTES } from '../../src/routes/index.js'
import { bodyPlaces, valueAt, withValue } from '../probes/places.js'
import { requestOf } from '../probes/prober.js'
import { samplesOf } from '../probes/samples.js'
import { mounted } from '../world/mounted.js'

const NAMES = ['author', 'authorId', 'owner', 'ownerId', 'createdBy', 'actor', 'actorId', 'by', 'uploader', 'tenant']
const OTHERS: readonly unknown[] = ['c2', { type: 'requester', id: 'c2' }, { type: 'system', id: 'docket' }]
// Of these a key is a name that whoever asks gives: a field's, an input's, a language's.
const isFree = (additional: unknown) => typeof additional === 'object' && additional !== null

// CVE-2026-114394, CVE-2026-114395: the author of a comment, note or ticket was who the body said it was; first at its top, and
// after that was mended still further in.
it('takes no author from a body, wherever in it one is named', { timeout: 120_000 }, async () => {
  const { send, tenants, written } = await mounted({ basePath: '/desk' })
  const taken: string[] = []
  let tried = 0
  for (const route of ROUTES.filter(({ body }) => body instanceof z.ZodType)) {
    const samples = samplesOf(route, tenants.a, { tenant: 'a', actor: 'agent:ag1' })
    const objects = bodyPlaces(route).filter(
      ({ schema }) => schema['type'] === 'object' && !isFree(schema['additionalProperties']),
    )
    for (const { path, schema } of objects) {
      const sample = samples.find(({ body }) => {
        const value = valueAt(body, path)
        return typeof value === 'object' && value !== null && !Array.isArray(value)
      })
      const known = Object.keys((schema['properties'] as object | undefined) ?? {})
      for (const [index, name] of NAMES.filter((one) => !known.includes(one)).entries()) {
        if (!sample) continue
        const body = withValue(sample.body, [...path, name], OTHERS[(tried + index) % OTHERS.length])
        const { status, json } = await send(requestOf(route, { token: 'a:agent:ag1' }, { ...sample, body }))
        tried += 1
        if (status !== 400 || json.code !== 'INVALID_INPUT')
          taken.push(`${route.id} ${path.join('.')}.${name} ${status}`)
      }
    }
  }
  console.log(`${tried} authors named`)
  expect(tried).toBeGreaterThan(300)
  expect(taken).toEqual([])
  expect(written).toEqual([])
})

it('takes no author from a query or a header', async () => {
  const { call, tenants, desk } = await mounted()
  const path = `/tickets/${tenants.a.own}`
  const body = { body: 'Words' }
  for (const name of NAMES) {
    for (const on of [`POST ${path}/messages`, `POST ${path}/notes`]) {
      expect((await call(`${on}?${name}=c2`, { body })).status, name).toBe(400)
      const headers = { [name]: 'c2', [`x-${name}`]: 'c2', 'x-user-id': 'c2', 'x-on-behalf-of': 'c2', from: 'c2' }
      const { status, json } = await call(on, { body, headers })
      expect([status, json.author]).toEqual([201, { type: 'agent', id: 'ag1' }])
    }
  }
  const { items } = await desk
    .as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } })
    .history(tenants.a.own, { limit: 500 })
  const said = items.filter(({ type }) => type === 'message.added').slice(-2 * NAMES.length)
  expect(new Set(said.map(({ actor }) => `${actor?.type}:${actor?.id}`))).toEqual(new Set(['agent:ag1']))
})
