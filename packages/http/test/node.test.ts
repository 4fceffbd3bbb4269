import { once } from 'node:events'
import { request as ask, createServer, type IncomingMessage, type Server, type ServerOptions } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Handler } from '../src/index.js'
import { nodeListener, socketAddress } from '../src/node/index.js'
import { mounted } from './world/mounted.js'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A server that asks a handler; gives its port. */
async function serve(handle: Handler, limits: ServerOptions = {}): Promise<number> {
  const server = createServer(limits, nodeListener(handle))
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const CHUNK = new TextEncoder().encode('x'.repeat(65_536))

/** A body without an end, and what becomes of it. */
function endless() {
  const seen = { pulled: 0, cancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        seen.pulled += CHUNK.byteLength
        controller.enqueue(CHUNK)
      },
      cancel: () => {
        seen.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { body, seen }
}

async function responseOf(port: number, path = '/', headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const sent = ask({ port, host: '127.0.0.1', path, headers, agent: false })
  sent.on('error', () => {})
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return response
}

describe('an answer', () => {
  it('comes as it is made, before its end', async () => {
    const made: { end?: () => void } = {}
    const port = await serve(async () => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('first'))
          made.end = () => controller.close()
        },
      })
      return new Response(body)
    })
    const response = await responseOf(port)
    const [first] = (await once(response, 'data')) as [Buffer]
    expect(first.toString()).toBe('first')
    made.end?.()
    expect(await text(response)).toBe('')
  })

  it('is made no faster than it is taken, and no further than somebody listens', async () => {
    const { body, seen } = endless()
    const port = await serve(async () => new Response(body))
    const socket = connect(port, '127.0.0.1')
    socket.pause()
    socket.write('GET / HTTP/1.1\r\nhost: desk.test\r\n\r\n')
    // What the kernel takes for both sides has an end; a server that does not wait for it makes gigabytes.
    let before = -1
    await vi.waitUntil(
      () => {
        const still = seen.pulled > 0 && seen.pulled === before
        before = seen.pulled
        return still
      },
      { interval: 100, timeout: 10_000 },
    )
    expect(seen.pulled).toBeLessThan(32 * 2 ** 20)
    expect(seen.cancelled).toBe(false)
    socket.destroy()
    await vi.waitUntil(() => seen.cancelled, { timeout: 5_000 })
  })

  it('that breaks off says nothing of why', async () => {
    for (const before of [0, 1, 5]) {
      let sent = 0
      const body = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            await new Promise((resolve) => setTimeout(resolve, 5))
            sent += 1
            if (sent > before) controller.error(new Error('SECRET of the inside'))
            else controller.enqueue(CHUNK)
          },
        },
        { highWaterMark: 0 },
      )
      const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
      const port = await serve(async () => new Response(body))
      const got = await responseOf(port).then(text).catch(String)
      expect(got, `after ${before}`).not.toContain('SECRET')
      silent.mockRestore()
    }
  })
})

describe('whoever goes', () => {
  it('before the answer aborts the request', async () => {
    const seen: { signal?: AbortSignal } = {}
    const port = await serve(async ({ signal }) => {
      seen.signal = signal
      await once(signal, 'abort')
      return new Response(null)
    })
    const sent = ask({ port, host: '127.0.0.1', agent: false })
    sent.on('error', () => {})
    sent.end()
    await vi.waitUntil(() => seen.signal !== undefined)
    sent.destroy()
    await vi.waitUntil(() => seen.signal?.aborted === true, { timeout: 5_000 })
  })
})

describe('a body', () => {
  it('is taken no faster than it is read, and no further than it is wanted', async () => {
    const port = await serve(async (request) => {
      const reader = request.body?.getReader()
      const first = await reader?.read()
      await reader?.cancel()
      return new Response(String(first?.value?.byteLength), { status: 413 })
    })
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('POST / HTTP/1.1\r\nhost: desk.test\r\ntransfer-encoding: chunked\r\n\r\n')
    const sending = setInterval(() => socket.write(`10000\r\n${'x'.repeat(65_536)}\r\n`), 1)
    // Whoever sends on is cut off, and may not see the answer any more.
    socket.resume()
    await new Promise((resolve) => socket.once('close', resolve))
    clearInterval(sending)
    expect(socket.bytesWritten).toBeLessThan(64 * 2 ** 20)
  })

  it('that does not come is given up by the time-out of the server', async () => {
    const limits = { connectionsCheckingInterval: 20, requestTimeout: 100, headersTimeout: 100 }
    const port = await serve(async (request) => new Response(await request.text().catch(() => 'broke off')), limits)
    const socket = connect(port, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nhost: desk.test\r\ncontent-length: 10\r\n\r\nhalf')
    expect(await text(socket)).toMatch(/^HTTP\/1.1 408 /)
  })

  it('that somebody has read is a fault of the host, which is told', async () => {
    const { handle } = await mounted()
    const errors: unknown[] = []
    const listen = nodeListener(handle, { onError: (error) => errors.push(error) })
    const server = createServer((incoming, outgoing) => {
      void text(incoming).then(() => listen(incoming, outgoing))
    })
    servers.push(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/tickets`, {
      method: 'POST',
      headers: { authorization: 'Bearer a:agent:ag1', 'content-type': 'application/json' },
      body: JSON.stringify({ subject: 'New', requester: { id: 'c1' } }),
    })
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([500, 'INTERNAL'])
    expect(String(errors[0])).toMatch(/mount the handler before parsers/)
  })
})

describe('a request', () => {
  it.each([
    ['a host that is none', 'GET /health HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n'],
    ['a host with an account', 'GET /health HTTP/1.1\r\nhost: a@b/c\r\nconnection: close\r\n\r\n'],
    ['no path', 'OPTIONS * HTTP/1.1\r\nhost: desk.test\r\nconnection: close\r\n\r\n'],
  ])('with %s is answered in words', async (_, sent) => {
    const { handle } = await mounted()
    const socket = connect(await serve(handle), '127.0.0.1')
    socket.write(sent)
    expect(await text(socket)).toMatch(/^HTTP\/1.1 4\d\d /)
  })

  it('comes from the address of its socket, whatever its headers say', async () => {
    const port = await serve(async (request) => new Response(socketAddress(request)))
    const response = await responseOf(port, '/', { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' })
    expect(await text(response)).toBe('127.0.0.1')
    expect(socketAddress(new Request('https://desk.test'))).toBe(null)
  })

  it('leaves the globals of the host as they are', async () => {
    const before = [globalThis.Request, globalThis.Response]
    await serve(async () => new Response(null))
    expect([globalThis.Request, globalThis.Response]).toEqual(before)
  })
})
