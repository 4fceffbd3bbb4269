// What docs/client.md shows for pages of visitors, for servers and for files, done with a desk.
import { randomBytes } from 'node:crypto'
import { createDesk } from '@docket/core'
import { createHandler, type Handler, signedTokens, tokenAuthenticate } from '@docket/http'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { createClient, fetchTransport } from '../src/index.js'
import { servedDesk, support } from './client-world.js'

const BASE = 'https://desk.test'

it('keeps a visitor the same over reloads, and over tokens that have expired', async () => {
  let now = Date.parse('2025-03-03T09:00:00Z')
  const key = randomBytes(32).toString('base64url')
  const tokens = signedTokens({ keys: { k1: key }, current: 'k1', now: () => now })
  const desk = await createDesk(support, { store: memoryStore() })
  const handle = createHandler(desk, {
    authenticate: tokenAuthenticate(tokens),
    secret: randomBytes(32).toString('base64url'),
    clientAddress: () => '192.0.2.1',
    identity: { tokens, visitors: { tenantOf: () => 'acme' } },
  })
  const page = new Map<string, string>()
  const first = await openPage(handle, page)
  await first.client.create({ subject: 'The lamp hums' })
  now += 16 * 60_000
  await first.client.create({ subject: 'It hums on' })
  first.client.close()

  now += 86_400_000
  const second = await openPage(handle, page)
  expect(second.visitor).toBe(first.visitor)
  const { items } = await second.client.list().load()
  expect(items.map(({ subject }) => subject).toSorted()).toEqual(['It hums on', 'The lamp hums'])

  // Too old to be refreshed: somebody else, who sees none of it.
  now += 8 * 86_400_000
  const third = await openPage(handle, page)
  expect(third.visitor).not.toBe(first.visitor)
  expect((await third.client.list().load()).items).toEqual([])
  second.client.close()
  third.client.close()
})

it('talks from a server with a cookie', async () => {
  const principal = { tenant: 'acme', actor: { type: 'requester', id: 'c1' } }
  const { handle } = await servedDesk({
    authenticate: (request) => (request.headers.get('cookie') === 'session=s1' ? principal : null),
  })
  const client = (session: string) =>
    createClient<typeof support>({
      baseUrl: BASE,
      user: 'c1',
      transport: fetchTransport({
        fetch: (url, init) => {
          const headers = new Headers(init.headers)
          headers.set('cookie', `session=${session}`)
          return handle(new Request(url, { ...init, headers }))
        },
      }),
      storage: null,
      tabs: null,
      attempts: 5,
    })
  const [known, unknown] = [client('s1'), client('s2')]
  expect(await known.create({ subject: 'The screen stays dark' })).toMatchObject({ requester: { id: 'c1' } })
  await expect(unknown.create({ subject: 'Mine too' })).rejects.toMatchObject({ status: 401 })
  known.close()
  unknown.close()
})

it('sends a file of a browser with a reply, and gives a link to it', async () => {
  const { client: clientOf, handle, closeAll } = await servedDesk()
  const client = clientOf()
  const ticket = await client.create({ subject: 'The lamp hums' })
  const file = Object.assign(new Blob(['hum']), { name: 'hum.txt' })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const { id } = await client.upload({ name: file.name, type: file.type || 'application/octet-stream', bytes })
  const message = await client.reply(ticket.id, { body: 'So it sounds.', attachments: [id] })
  expect(message.attachments.map(({ name }) => name)).toEqual(['hum.txt'])
  const { path } = await client.downloadLink(id)
  expect(await (await handle(new Request(`${BASE}${path}`))).text()).toBe('hum')
  closeAll()
})

/** The page of docs/client.md, with what it keeps. */
async function openPage(handle: Handler, page: Map<string, string>) {
  const known = async () => {
    const ask = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' }
      const request = new Request(`${BASE}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      const answer = await handle(request)
      if (answer.status === 401) return null
      const text = await answer.text()
      page.set('support-visitor', text)
      return JSON.parse(text) as { visitor: string; token: string }
    }
    const kept = page.get('support-visitor')
    const same = kept && (await ask('visitors/refresh', { token: (JSON.parse(kept) as { token: string }).token }))
    const visitor = same || (await ask('visitors', {}))
    if (!visitor) throw new Error('The desk takes no visitors.')
    return visitor
  }
  const { visitor } = await known()
  const client = createClient<typeof support>({
    baseUrl: BASE,
    user: visitor,
    token: async () => (await known()).token,
    transport: fetchTransport({ fetch: (url, init) => handle(new Request(url, init)) }),
    storage: null,
    tabs: null,
  })
  return { client, visitor }
}
