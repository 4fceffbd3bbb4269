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
