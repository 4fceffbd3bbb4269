import { expect, it } from 'vitest'
import { ROUTES } from '../../src/routes/index.js'
import { filesWorld } from '../identity/files-world.js'

// GHSA-2ccr-g2rv-h677: tokens that stood in addresses, and so in logs and referrers.
it('no route takes a token in its address, but the one for links to files', () => {
  const taking = ROUTES.filter(({ path, query }) => {
    const names = [...path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name)
    const asked = 'shape' in query ? Object.keys(query.shape as object) : []
    return [...names, ...asked].some((name) => /token|secret|key|password|auth|jwt/i.test(name ?? ''))
  })
  expect(taking.map(({ id }) => id)).toEqual(['openDownloadLink'])
})

it('a token in an address lets nobody in', async () => {
  const { call, as } = await filesWorld()
  for (const name of ['token', 'access_token', 'jwt', 'auth', 'authorization']) {
    for (const path of ['/tickets', '/stream', '/files/x']) {
      expect((await call(`GET ${path}?${name}=${as.c1}`, { as: null })).status).toBe(401)
    }
  }
})

it('a link to a file opens that file for five minutes, and nothing else', async () => {
  const { uploaded, linkTo, read, call, post, as } = await filesWorld()
  const [id, other] = [await uploaded('one'), await uploaded('two')]
  const { status, path, expiresAt, json } = await linkTo(id)
  expect([status, Object.keys(json)]).toEqual([201, ['path', 'expiresAt']])
  const left = new Date(expiresAt).getTime() - Date.now()
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(5 * 60_000)
  expect(await (await read(path, null)).text()).toBe('one')
  expect(await (await read(path, as.b)).text()).toBe('one')
  const token = path.split('/').at(-1) ?? ''
  // Whoever reads a log learns nothing of it: neither whose it is, nor of what.
  const read64 = Buffer.from(token, 'base64url').toString('latin1')
  for (const word of [id, other, 'requester', 'download']) expect(read64).not.toContain(word)
  expect((await linkTo(id)).path).not.toBe(path)
  expect((await call('GET /tickets', { as: token })).status).toBe(401)
  expect((await post('/progress', { token })).status).toBe(401)
  expect((await read(`/files/${id}`, token)).status).toBe(401)
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect((await call(`${method} ${path}`, { as: null })).status).toBe(405)
})

it('a link stands below the path where the handler is mounted', async () => {
  const { handle, as } = await filesWorld({ options: { basePath: '/api/support' } })
  const authorization = `Bearer ${as.c1}`
  const at = (path: string) => `https://desk.test/api/support${path}`
  const type = 'application/octet-stream'
  const init = { method: 'POST', headers: { authorization, 'content-type': type }, body: 'one' }
  const { id } = (await (await handle(new Request(at('/files?name=a'), init))).json()) as { id: string }
  const made = await handle(new Request(at(`/files/${id}/links`), { method: 'POST', headers: { authorization } }))
  const { path } = (await made.json()) as { path: string }
  expect(path).toMatch(/^\/api\/support\/downloads\/[A-Za-z0-9_-]{60,}$/)
  expect(await (await handle(new Request(`https://desk.test${path}`))).text()).toBe('one')
})

it('what a link leads to tells no other site where it came from', async () => {
  const { uploaded, linkTo, read } = await filesWorld()
  const { path } = await linkTo(await uploaded('one'))
  for (const answer of [await read(path, null), await read(`${path}x`, null)]) {
    expect([answer.headers.get('referrer-policy'), answer.headers.get('location')]).toEqual(['no-referrer', null])
  }
})
