import { expect, it } from 'vitest'
import { everything, mounted } from '../world/mounted.js'

// CVE-2026-34722 and its like: what an input refers to must be in reach, and the victim must not carry a link back.
it('refuses references to what is foreign, and leaves no link back', async () => {
  const { call, tenants, ...world } = await mounted()
  const { a, b } = tenants
  const before = await everything(world, 'b')
  const path = `/tickets/${a.own}`
  const doors: readonly (readonly [string, unknown])[] = [
    [`POST ${path}/links`, { kind: 'parent-of', ticketId: b.own }],
    [`POST ${path}/links`, { kind: 'duplicates', ticketId: b.own }],
    [`DELETE ${path}/links/related/${b.own}`, undefined],
    [`PUT ${path}/merge`, { into: b.own }],
    [`POST ${path}/attachments`, { attachmentId: b.attached }],
    [`POST ${path}/attachments`, { attachmentId: b.free['agent:ag1'] }],
    [`POST ${path}/messages`, { body: 'Words', attachments: [b.free['agent:ag1']] }],
    [`POST ${path}/notes`, { body: 'Words', mentions: ['b-agent'] }],
    [`POST ${path}/notes`, { body: 'Words', about: { message: b.message } }],
    [`POST ${path}/notes`, { body: 'Words', about: { attachment: b.attached } }],
    [`POST ${path}/splits`, { subject: 'New', messages: [b.message] }],
    [`POST ${path}/splits`, { subject: 'New', messages: [a.message, b.note] }],
    [`POST ${path}/splits`, { subject: 'New', messages: [a.message], team: 'b-team' }],
    [`POST ${path}/checks`, { items: [{ item: 'look' }, { item: 'proof', attachmentId: b.attached }] }],
    [`POST ${path}/assignment`, { agent: 'b-agent' }],
    [`POST ${path}/assignment`, { team: 'b-team' }],
    [`PUT ${path}/category`, { category: 'b-cat' }],
    [`PUT ${path}/coordinator`, { agent: 'b-agent' }],
    [`POST ${path}/requests`, { to: { agent: 'b-agent' }, question: 'Why?' }],
    [`POST ${path}/requests/${b.request}/answers`, { body: 'So' }],
    ['POST /tickets', { subject: 'New', requester: { id: 'c1' }, team: 'b-team' }],
    ['POST /tickets', { subject: 'New', requester: { id: 'c1' }, category: 'b-cat' }],
    ['POST /tickets', { subject: 'New', requester: { id: 'c1' }, body: 'B', attachments: [b.free['agent:ag1']] }],
    ['POST /categories', { id: 'x', label: { en: 'X' }, parent: 'b-cat' }],
  ]
  for (const [on, body] of doors) {
    const as = on.includes('categories') ? 'a:admin:ad1' : 'a:agent:ag1'
    const { status } = await call(on, { as, ...(body !== undefined && { body }) })
    expect([400, 403, 404, 409], `${on} ${JSON.stringify(body)} ${status}`).toContain(status)
  }
  expect(await everything(world, 'b')).toBe(before)
})

it('tries nothing again that another tenant gave up', async () => {
  const { call, tenants } = await mounted()
  const { json } = await call('GET /dead-letters', { as: 'a:admin:ad1' })
  expect(json.items.length).toBeGreaterThan(0)
  const items = json.items.map(({ kind, id }: { kind: string; id: string }) => ({ ticketId: tenants.a.own, kind, id }))
  const retried = await call('POST /dead-letters/retries', { as: 'b:admin:ad1', body: { items } })
  expect([retried.status, retried.json]).toEqual([200, { retried: 0 }])
  expect((await call('GET /dead-letters', { as: 'a:admin:ad1' })).json).toEqual(json)
})
