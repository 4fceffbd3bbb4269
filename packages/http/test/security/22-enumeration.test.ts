import { expect, it } from 'vitest'
import { progressLinks } from '../../src/index.js'
import { filesWorld } from '../identity/files-world.js'
import { DAY } from '../identity/identity-world.js'

// CVE-2026-45294, CVE-2026-26895, CVE-2026-81033, GHSA-3vqc-c545-w7jg: answers that tell whether there is such a thing.
it('nobody learns by an answer whether there is such a file or ticket', async () => {
  const { call, post, as, tenants, tokens, clock, uploaded, linkTo } = await filesWorld()
  const whole = ({ status, text, headers }: Awaited<ReturnType<typeof call>>, id: string) =>
    `${status} ${[...headers].join()} ${text.replaceAll(id, '<id>')}`
  const mine = await uploaded('x')
  const files = [mine, tenants.a.attached, tenants.b.attached, ...Object.values(tenants.b.free), 'none', 'none-at-all']
  const read = await Promise.all(files.map(async (id) => whole(await call(`GET /files/${id}`, { as: as.c2 }), id)))
  expect(new Set(read).size).toBe(1)
  const linked = await Promise.all(
    files.map(async (id) => whole(await call(`POST /files/${id}/links`, { as: as.c2 }), id)),
  )
  expect(new Set(linked).size).toBe(1)
  expect((await linkTo(mine, as.c2)).status).toBe(404)

  const expires = new Date(clock.now + DAY)
  const tickets = [tenants.a.sameTeam, tenants.a.otherTeam, tenants.b.own, 'none']
  const links = await Promise.all(
    tickets.map((ticketId) => progressLinks({ tokens }).issue({ tenant: 'a', ticketId, requester: 'c1', expires })),
  )
  const shown = await Promise.all(links.map(async ({ token }) => whole(await post('/progress', { token }), '')))
  expect(new Set(shown).size).toBe(1)
})

it('nobody learns by an answer whether there is such a visitor', async () => {
  const { call, post, as } = await filesWorld()
  const made = async () => {
    const { status, json } = await post('/visitors', {})
    expect(status).toBe(201)
    return json as { token: string }
  }
  const [known, unknown] = [await made(), await made()]
  const begun = await call('POST /tickets', { as: known.token, body: { subject: 'By a visitor' } })
  expect(begun.status).toBe(201)
  const id = begun.json.requester.id as string

  // Whose token it is and when it was made are in each; nothing else may be.
  const told = ({ status, text, headers }: Awaited<ReturnType<typeof call>>) =>
    `${status} ${[...headers].join()} ${text.replaceAll(/[\w-]{20,}(\.[\w-]+)*/g, '<word>')}`
  const refreshed = ({ token }: { readonly token: string }) => post('/visitors/refresh', { token })
  const [one, other] = [await refreshed(known), await refreshed(unknown)]
  expect(one.status).toBe(200)
  expect(told(one)).toBe(told(other))
  // Whoever else asks for it by name is answered as for one that never was.
  for (const name of [as.c1, as.c2, as.b, unknown.token]) {
    const asked = await Promise.all(
      [id, id.replaceAll(/[a-z]/g, 'z'), 'visitor-none'].map(async (requester) => {
        const where = encodeURIComponent(JSON.stringify({ requester }))
        return told(await call(`GET /tickets?where=${where}`, { as: name }))
      }),
    )
    expect(new Set(asked).size).toBe(1)
    expect((await call(`GET /tickets/${begun.json.id as string}`, { as: name })).status).toBe(404)
  }
})
