import { describe, expect, it } from 'vitest'
import { filesWorld } from '../identity/files-world.js'

const bytes = new TextEncoder().encode('CANARY of c1')

// CVE-2026-114400, GHSA-gvg7-4p32-j648, GHSA-fwrv-4rw4-97fw, CVE-2026-54010: files apart from what they belong to.
describe('a file', () => {
  it('is its uploader’s alone until it is on something', async () => {
    const { uploaded, read, as, linkTo } = await filesWorld()
    const id = await uploaded(bytes)
    expect((await read(`/files/${id}`)).status).toBe(200)
    const missing = await (await read('/files/none')).text()
    for (const token of [as.c2, as.b]) {
      const answer = await read(`/files/${id}`, token)
      expect([answer.status, await answer.text()]).toEqual([404, missing])
      expect((await linkTo(id, token)).status).toBe(404)
    }
    expect((await read(`/files/${id}`, null)).status).toBe(401)
  })

  it('of another cannot be put on one’s own ticket', async () => {
    const { uploaded, call, as, read } = await filesWorld()
    const id = await uploaded(bytes)
    const begun = await call('POST /tickets', { as: as.c2, body: { subject: 'Mine' } })
    for (const [path, body] of [
      [`/tickets/${begun.json.id}/attachments`, { attachmentId: id }],
      [`/tickets/${begun.json.id}/messages`, { body: 'See', attachments: [id] }],
      ['/tickets', { subject: 'New', body: 'See', attachments: [id] }],
    ] as const) {
      expect((await call(`POST ${path}`, { as: as.c2, body })).status, path).toBeGreaterThanOrEqual(400)
    }
    expect((await read(`/files/${id}`, as.c2)).status).toBe(404)
  })

  it('is read by whoever may read its ticket, and by nobody once that is erased, link or not', async () => {
    const { uploaded, call, as, read, linkTo, desk } = await filesWorld()
    const id = await uploaded(bytes)
    const begun = await call('POST /tickets', { as: as.c1, body: { subject: 'Mine', body: 'See', attachments: [id] } })
    const { path } = await linkTo(id)
    expect([(await read(`/files/${id}`)).status, (await read(path, null)).status]).toEqual([200, 200])
    expect((await read(`/files/${id}`, as.c2)).status).toBe(404)
    await desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } }).erase(begun.json.id)
    expect([(await read(`/files/${id}`)).status, (await read(path, null)).status]).toEqual([404, 404])
  })

  it('of a note is nothing for the requester', async () => {
    const { desk, tenants, read, linkTo } = await filesWorld()
    const agent = desk.as({ tenant: 'a', actor: { type: 'agent', id: 'ag1' } })
    const { id } = await agent.upload({ name: 'internal.png', type: 'image/png', bytes })
    await agent.note(tenants.a.own, { body: 'See', attachments: [id] })
    expect([(await read(`/files/${id}`)).status, (await linkTo(id)).status]).toEqual([404, 404])
  })

  it('lies in no folder that is served', async () => {
    const { uploaded, read } = await filesWorld()
    const id = await uploaded(bytes, 'report.pdf')
    for (const path of [
      '/files',
      '/files/',
      `/files/${id}/`,
      '/files/report.pdf',
      '/uploads/report.pdf',
      '/downloads',
      '/downloads/',
    ]) {
      expect([404, 405], path).toContain((await read(path)).status)
    }
  })
})
