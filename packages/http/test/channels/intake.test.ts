import { DocketError } from '@docket/core'
import { expect, it, vi } from 'vitest'
import type { Channel, ChannelMessage } from '../../src/index.js'
import { SMS, smsPost, withChannels } from './providers.js'

/** A channel that gives what it is made with. */
const giving = (...messages: ChannelMessage[]): Channel => ({
  receive: () => ({ tenant: 'a', messages, answer: { body: 'taken' } }),
})
const post = (name: string, headers: Record<string, string> = {}) =>
  new Request(`https://desk.test/channels/${name}`, { method: 'POST', body: 'x', headers })
const said = (id: string, text = id) => ({ id, from: { id: 'c9' }, text })

it('keeps all messages that can be kept, and has the provider send again what could not', async () => {
  const refused = said('two', 'x\u0000')
  const { send, errors, wordsOf } = await withChannels({
    channels: { chat: giving(refused, said('one'), said('three')) },
  })
  for (const time of [1, 2]) {
    const { status, text } = await send(post('chat'))
    expect([time, status, text.includes('u0000')]).toEqual([time, 500, false])
  }
  expect(await wordsOf('c9')).toEqual(['one', 'three'])
  expect(errors).toHaveLength(2)
  expect(errors[0]).toMatchObject({ message: expect.stringContaining('chat'), cause: { code: 'INVALID_INPUT' } })
})

it('answers 503 while the store is away, and 500 where the adapter fails or the desk has no such role', async () => {
  const { desk, ...world } = await withChannels({ channels: { chat: giving(said('one')) } })
  const away = new DocketError('STORE_UNAVAILABLE', 'The store is away; try again.')
  const spy = vi.spyOn(desk, 'as').mockReturnValue({ receive: () => Promise.reject(away) } as never)
  const { status, headers } = await world.send(post('chat'))
  expect([status, headers.get('retry-after')]).toEqual([503, '1'])
  spy.mockRestore()
  const failing: Record<string, Channel> = {
    throws: { receive: () => Promise.reject(new Error('CANARY')) },
    many: giving(...Array.from({ length: 101 }, (_, index) => said(`${index}`))),
    reserved: { receive: () => ({ tenant: '*', messages: [], answer: {} }) },
  }
  const other = await withChannels({ channels: failing })
  for (const name of Object.keys(failing)) {
    const { status: code, text } = await other.send(post(name))
    expect([name, code >= 400, text.includes('CANARY')]).toEqual([name, true, false])
  }
  expect(other.writes()).toBe(0)
})

it('takes no message by GET, which a page or a crawler could send', async () => {
  const { send, writes } = await withChannels({ channels: { chat: giving(said('one')) } })
  for (const method of ['GET', 'HEAD']) {
    expect((await send(new Request('https://desk.test/channels/chat', { method }))).status).toBe(500)
  }
  expect(writes()).toBe(0)
})

it('answers as the adapter says, by the desk as the channel’s service', async () => {
  const asked: string[] = []
  const chat: Channel = {
    receive: ({ method, body, query, headers }) => {
      asked.push(method, new TextDecoder().decode(body), String(query), headers.get('x-more') ?? '')
      const answer = async (desk: { list(): Promise<{ items: readonly unknown[] }> }) => {
        return { status: 202, headers: { 'x-own': '1' }, body: { seen: (await desk.list()).items.length > 0 } }
      }
      return { tenant: 'a', messages: [], answer }
    },
  }
  const { send } = await withChannels({ channels: { chat } })
  const request = new Request('https://desk.test/channels/chat?a=1&a=2', {
    method: 'POST',
    body: 'x',
    headers: { 'x-more': 'y' },
  })
  const { status, json, headers } = await send(request)
  expect([status, json, headers.get('x-own'), headers.get('content-type')]).toEqual([
    202,
    { seen: true },
    '1',
    'application/json',
  ])
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(asked).toEqual(['POST', 'x', 'a=1&a=2', 'y'])
})

it('limits an address, and more so one that proves nothing', async () => {
  const taken: { key: string; cost: number }[] = []
  const rateLimiter = {
    take: async (request: { key: string; cost: number }) => {
      taken.push(request)
      return { allowed: taken.length < 5, retryAfterMs: 1_000 }
    },
  }
  const { send } = await withChannels({ rateLimiter, clientAddress: () => '192.0.2.7' })
  expect((await send(smsPost())).status).toBe(200)
  expect((await send(smsPost(SMS, { signature: null }))).status).toBe(401)
  expect(taken).toEqual([1, 1, 5].map((cost) => ({ key: '["192.0.2.7"]', cost })))
  await send(smsPost())
  expect((await send(smsPost())).status).toBe(429)
})

it('takes forms and XML there and nowhere else, and from no page of another site', async () => {
  const { send, tenants, writes } = await withChannels()
  for (const type of ['application/x-www-form-urlencoded', 'text/xml', 'text/plain']) {
    const headers = { authorization: 'Bearer a:agent:ag1', 'content-type': type }
    const path = `https://desk.test/tickets/${tenants.a.own}/messages`
    expect((await send(new Request(path, { method: 'POST', body: 'body=x', headers }))).status).toBe(415)
  }
  const { url, headers, body } = smsPost()
  const foreign = new Headers([...headers, ['origin', 'https://evil.example'], ['sec-fetch-site', 'cross-site']])
  const request = new Request(url, { method: 'POST', headers: foreign, body, duplex: 'half' } as RequestInit)
  expect((await send(request)).status).toBe(403)
  expect(writes()).toBe(0)
})
