import { describe, expect, it, vi } from 'vitest'
import { everything, mounted } from '../world/mounted.js'

type Body = ConstructorParameters<typeof Response>[0]

const post = (body: Body, headers: Record<string, string> = {}) =>
  new Request('https://desk.test/tickets', {
    method: 'POST',
    headers: { authorization: 'Bearer a:agent:ag1', 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  } as RequestInit)
const ticket = JSON.stringify({ subject: 'New', requester: { id: 'c1' } })

// CVE-2025-59139, CVE-2026-44456: bodies whose size nobody counted, or after the handler had run.
describe('a body', () => {
  it('of 10 GB in chunks is given up after the first megabyte, and nothing is begun', async () => {
    const { send, ...world } = await mounted()
    const before = await everything(world, 'a')
    const chunk = new TextEncoder().encode(' '.repeat(65_536))
    let sent = 0
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += chunk.byteLength
        if (sent > 10 * 2 ** 30) controller.close()
        else controller.enqueue(chunk)
      },
      cancel: () => {
        cancelled = true
      },
    })
    const { status, json } = await send(post(body))
    expect([status, json.code, cancelled]).toEqual([413, 'BODY_TOO_LARGE', true])
    expect(sent).toBeLessThan(2 * 2 ** 20)
    expect(await everything(world, 'a')).toBe(before)
  })

  it('that says to be smaller than it is, is counted all the same', async () => {
    const { send } = await mounted()
    const large = JSON.stringify({ subject: 'x'.repeat(1_100_000) })
    expect((await send(post(large, { 'content-length': '10' }))).status).toBe(413)
    expect((await send(post(large, { 'content-length': '99999999999' }))).status).toBe(413)
  })

  it.each(['gzip', 'br', 'deflate', 'GZIP', 'identity, gzip', 'x'])(
    'that is packed as %s is refused',
    async (encoding) => {
      const { send } = await mounted()
      expect((await send(post(ticket, { 'content-encoding': encoding }))).status).toBe(415)
    },
  )

  it('that stalls is given up', async () => {
    const { send } = await mounted()
    vi.useFakeTimers()
    try {
      const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array([123])) })
      const answer = send(post(body))
      await vi.advanceTimersByTimeAsync(16_000)
      expect(await answer).toMatchObject({ status: 408, json: { code: 'BODY_STALLED', retryable: true } })
    } finally {
      vi.useRealTimers()
    }
  })

  it('that comes in drops is given up after a minute', async () => {
    const { send } = await mounted()
    vi.useFakeTimers()
    try {
      const drop = new Uint8Array([32])
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) =>
          new Promise<void>((resolve) => setTimeout(resolve, 10_000)).then(() => controller.enqueue(drop)),
      })
      const answer = send(post(body))
      await vi.advanceTimersByTimeAsync(90_000)
      expect(await answer).toMatchObject({ status: 408, json: { code: 'BODY_STALLED', retryable: true } })
    } finally {
      vi.useRealTimers()
    }
  })

  it('that breaks off is no fault of the desk', async () => {
    const { send, errors } = await mounted()
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('reset')) })
    expect([(await send(post(body))).status, errors]).toEqual([400, []])
  })

  it.each([
    ['no JSON', '{'],
    ['text behind JSON', `${ticket} x`],
    ['two values', `${ticket}${ticket}`],
    ['a list', `[${ticket}]`],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a number', '1'],
    ['half a character', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0x00])],
    ['NaN', '{"subject":NaN}'],
  ])('that is %s is refused', async (_, body) => {
    const { send, errors } = await mounted()
    expect([(await send(post(body as Body))).status, errors]).toEqual([400, []])
  })
})

// CVE-2025-14874 and its like: nesting that exhausts the stack.
it.each([
  ['lists', `{"fields":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`],
  ['objects', `{"fields":${'{"x":'.repeat(10_000)}1${'}'.repeat(10_000)}}`],
  ['just too deep', `{"fields":{"x":${'['.repeat(40)}${']'.repeat(40)}}}`],
])('refuses %s that are nested too deep', async (_, body) => {
  const { send } = await mounted()
  const { status, json } = await send(post(body))
  expect([status, json.code]).toEqual([400, 'BODY_TOO_DEEP'])
})

it('refuses more values than anybody means', async () => {
  const { send } = await mounted()
  expect((await send(post(`{"tags":[${'1,'.repeat(60_000)}1]}`))).status).toBe(413)
})

// CVE-2026-35209, GHSA-h726-x36v-rx45: keys that change what objects are.
it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s, however deep', async (key) => {
  const { send, call, tenants } = await mounted()
  const keys = Object.getOwnPropertyNames(Object.prototype).join()
  for (const inner of [
    `{"${key}":{"polluted":1}}`,
    `{"subject":"x","fields":{"${key}":{"polluted":1}}}`,
    `{"subject":"x","fields":{"order":[{"${key}":1}]}}`,
    `{"subject":"x","\\u005f\\u005fproto__":1,"${key}":1}`,
  ]) {
    expect((await send(post(inner))).status, inner).toBe(400)
  }
  const where = encodeURIComponent(`{"fields":{"${key}":"x"}}`)
  expect((await call(`GET /tickets?where=${where}`)).status).toBe(400)
  expect((await call(`GET /tickets/${tenants.a.own}?${key}=1`)).status).toBe(400)
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(keys)
})

it('is told nothing of by who went before the end', async () => {
  const { send, errors, tenants } = await mounted()
  const gone = new AbortController()
  gone.abort()
  const request = new Request('https://desk.test/batches', {
    method: 'POST',
    headers: { authorization: 'Bearer a:agent:ag1', 'content-type': 'application/json' },
    body: JSON.stringify({ tickets: [tenants.a.own], do: 'greet' }),
    signal: gone.signal,
  })
  expect([(await send(request)).status, errors]).toEqual([400, []])
})
