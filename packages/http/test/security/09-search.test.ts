import { expect, it } from 'vitest'
import { mounted } from '../world/mounted.js'

const MARKED = 'Zweibrückener Zwiebelturm'
const SPELLINGS = [
  'Zwiebelturm',
  'zwiebelturm',
  'ZWIEBELTURM',
  'Zwiebel',
  'zweibrückener zwiebelturm',
  'Zweibrückener',
  'zweibruckener',
  '"Zwiebelturm"',
  'Zwiebelturm OR lamp',
  'Zwiebelturm*',
  '*',
  '%',
  '_',
  'lamp',
]

// CVE-2026-9152, GHSA-6qj9-33j4-rvhg: a search that looked into everybody's, or told by its count that there is something.
it('finds nothing that one does not reach, by no spelling, field, note, file or name, and counts none of it', async () => {
  const { call, desk, tenants } = await mounted()
  const as = (tenant: string, type: string, id: string) => desk.as({ tenant, actor: { type, id } })
  const theirs = await as('b', 'agent', 'ag1').create({ subject: MARKED, requester: { id: 'c1' }, body: MARKED })
  const hidden = await as('a', 'agent', 'ag1').create({ subject: MARKED, requester: { id: 'c2' }, body: MARKED })
  await as('a', 'agent', 'ag1').note(tenants.a.own, { body: MARKED })
  await as('a', 'agent', 'ag1').tag(tenants.a.own, { add: [MARKED.slice(0, 20)] })
  for (const text of SPELLINGS) {
    const found = await call(`GET /search?text=${encodeURIComponent(text)}`, { as: 'a:requester:c1' })
    if (found.status === 400) continue
    const ids: string[] = found.json.items.map(({ ticket }: { ticket: { id: string } }) => ticket.id)
    for (const secret of [theirs.id, hidden.id, tenants.a.sameTeam, tenants.b.own]) {
      expect(found.text, text).not.toContain(secret)
    }
    // What only a note says finds nothing for whoever reads no notes.
    if (text.toLowerCase().includes('zwie')) expect(ids, text).toEqual([])
    expect(found.text).not.toContain('CANARY_b')
  }
  const none = await call('GET /search?text=Nirgendwo', { as: 'a:requester:c1' })
  const some = await call('GET /search?text=Zwiebelturm', { as: 'a:requester:c1' })
  expect([some.status, some.text]).toEqual([none.status, none.text])
  expect([...some.headers].join()).toBe([...none.headers].join())
  // Else nothing would have been hidden.
  const agent = await call('GET /search?text=Zwiebelturm')
  expect(agent.text).toContain(hidden.id)
  expect(agent.text).not.toContain(theirs.id)
})

it('names nothing out of reach as something that may be the same', async () => {
  const { call, desk } = await mounted()
  const of = (tenant: string) => desk.as({ tenant, actor: { type: 'agent', id: 'ag1' } })
  const [mine, theirs] = await Promise.all(
    ['a', 'b'].map((tenant) => of(tenant).create({ subject: MARKED, requester: { id: 'c9' }, body: MARKED })),
  )
  const body = { subject: MARKED, body: MARKED, requester: 'c9' }
  const agent = await call('POST /possible-duplicates', { body })
  expect([agent.text.includes(mine?.id ?? ''), agent.text.includes(theirs?.id ?? '')]).toEqual([true, false])
  const other = await call('POST /possible-duplicates', { as: 'a:requester:c1', body })
  expect(other.text).not.toContain(mine?.id)
  expect(other.text).not.toContain(theirs?.id)
})
