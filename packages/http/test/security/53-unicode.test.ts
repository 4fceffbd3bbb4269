import { expect, it } from 'vitest'
import type { Principal } from '../../src/index.js'
import { mounted } from '../world/mounted.js'

/** Names that look, fold or compose to the same, and are not. */
const ALIKE = [
  ['c1', 'C1', 'c１', 'с1', 'c1\u200b', 'c\u20601', 'ⅽ1', 'c¹'],
  ['kim', 'KIM', 'Kim', 'kım', 'KİM', '\u212aim', 'ｋim', 'k\u0131m'],
  ['josé', 'jose\u0301', 'JOSÉ', 'jose', 'josè'],
  ['straße', 'strasse', 'STRASSE', 'straẞe'],
  ['ann@shop.example', 'ann＠shop.example', 'Ann@shop.example', 'ann@shop。example', 'аnn@shop.example'],
  ['ﬁt', 'fit', 'ﬁt\u200d', 'ﬁt\ufe0f'],
] as const

const principal = (tenant: string, id: string): Principal => ({ tenant, actor: { type: 'requester', id } })

// GHSA-7rqj-j65f-68wh, CVE-2026-53595: two that became one by folding, composing or a collation.
it('two principals never become one, however alike they are written, nor two tenants', async () => {
  const [, ...rest] = ALIKE.flat()
  const all = [...new Set(['c1', ...rest])]
  const { call, desk } = await mounted({
    authenticate: (request) => {
      const [tenant = '', id = ''] = JSON.parse(atob(request.headers.get('x-who') ?? '')) as string[]
      return principal(tenant, id)
    },
  })
  const headers = (tenant: string, id: string) => {
    const words = JSON.stringify([tenant, id]).replace(
      /[\u0080-\uffff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    return { 'x-who': btoa(words) }
  }
  const made = new Map<string, string>()
  for (const id of all) {
    const { status, json } = await call('POST /tickets', {
      as: null,
      headers: headers('unicode', id),
      body: { subject: `Of ${id}` },
    })
    expect(status, id).toBe(201)
    made.set(id, json.id)
  }
  for (const id of all) {
    const { json } = await call('GET /tickets?limit=100', { as: null, headers: headers('unicode', id) })
    expect(
      json.items.map((ticket: { id: string }) => ticket.id),
      id,
    ).toEqual([made.get(id)])
    for (const [other, ticket] of made) {
      const { status } = await call(`GET /tickets/${ticket}`, { as: null, headers: headers('unicode', id) })
      expect(status, `${id} ${other}`).toBe(id === other ? 200 : 404)
    }
    // Nor is a tenant another one that is written alike.
    for (const tenant of ['Unicode', 'UNICODE', 'ｕnicode', 'unıcode', 'unicode\u200b']) {
      const elsewhere = await call(`GET /tickets/${made.get(id)}`, { as: null, headers: headers(tenant, id) })
      expect(elsewhere.status, tenant).not.toBe(200)
    }
  }
  const agent = desk.as({ tenant: 'unicode', actor: { type: 'agent', id: 'ag1' } })
  for (const id of all) {
    const { items } = await agent.list({ where: { requester: id } })
    expect(
      items.map((ticket) => ticket.id),
      id,
    ).toEqual([made.get(id)])
  }
})
