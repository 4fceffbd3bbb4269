import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Worker } from '@docket/core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createApp } from './app.js'
import { memorySessions } from './sessions.js'
import { createSupport, type Told } from './support.js'

const told: Told[] = []
let server: Server
let worker: Worker
let base = ''

beforeAll(async () => {
  const desk = await createSupport((one) => told.push(one))
  const secret = randomBytes(32).toString('base64url')
  server = createApp({ desk, sessions: memorySessions(), secret }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  worker = desk.system.startWorker({ pollMs: 20 })
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await worker.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const json = (cookie: string, body: object, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { cookie, 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

async function signedIn(name: string, role: string): Promise<string> {
  const answer = await fetch(`${base}/sign-in`, json('', { name, role }))
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

it('serves the desk, its live updates and the routes of the app, and the worker works beside', async () => {
  const customer = await signedIn('ann', 'requester')
  const agent = await signedIn('bo', 'agent')
  const stream = await fetch(`${base}/api/support/stream`, { headers: { cookie: agent } })
  const events = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  const opened = await events.read()
  expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/)

  const words = { subject: 'The lamp flickers', body: 'All night', fields: { order: 'o-1' } }
  const begun = await fetch(`${base}/api/support/tickets`, json(customer, words, { 'idempotency-key': 'k1' }))
  const { id } = (await begun.json()) as { id: string }
  expect(begun.status).toBe(201)
  await vi.waitUntil(() => told.some(({ ticketId }) => ticketId === id), { timeout: 10_000 })

  let heard = opened.value ?? ''
  while (!heard.includes(id)) heard += (await events.read()).value ?? ''
  await events.cancel()

  const answered = await fetch(`${base}/api/support/tickets/${id}/messages`, json(agent, { body: 'A new one comes.' }))
  expect(answered.status).toBe(201)
  const thread = await fetch(`${base}/api/support/tickets/${id}/messages`, { headers: { cookie: customer } })
  const { items } = (await thread.json()) as { items: { body: string }[] }
  expect(items.map(({ body }) => body)).toEqual(['All night', 'A new one comes.'])
  const me = await fetch(`${base}/me`, { headers: { cookie: agent } })
  expect(await me.json()).toEqual({ actor: { type: 'agent', id: 'bo' } })
})

it('knows nobody without a session, and lets no page of another site change anything', async () => {
  const customer = await signedIn('cy', 'requester')
  const words = { subject: 'Mine' }
  const tickets = `${base}/api/support/tickets`
  expect((await fetch(tickets)).status).toBe(401)
  expect((await fetch(tickets, json('session=AAAAAAAAAAAAAAAAAAAAAA', words))).status).toBe(401)
  expect((await fetch(tickets, json(customer, words, { origin: 'https://evil.example' }))).status).toBe(403)
  const form = {
    method: 'POST',
    headers: { cookie: customer, 'content-type': 'text/plain' },
    body: '{"subject":"Mine"}',
  }
  expect((await fetch(tickets, form)).status).toBe(415)
  const list = await fetch(tickets, { headers: { cookie: customer } })
  expect(((await list.json()) as { items: unknown[] }).items).toEqual([])
})
