import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { derivedSecret } from '../../src/webhooks/derived-secret.js'
import { closeReceivers, receiver } from './receivers.js'
import { WEBHOOK_SECRET, webhookWorld } from './webhook-world.js'

afterEach(closeReceivers)
const secretOf = (secretNumber: number, id = 'w1', tenant = 'acme') =>
  derivedSecret(WEBHOOK_SECRET, tenant, { id, secretNumber })

/** What the receiver got of one event, and how its library takes it. */
async function sentOnce() {
  const world = await webhookWorld()
  const to = await receiver()
  await world.put('w1', to.port)
  const deliver = async (attempt = 1) => world.sender.deliver(await world.messageOf(1, attempt), 'w1')
  expect(await deliver()).toEqual({ kind: 'done' })
  return { ...world, to, deliver }
}

describe("the specification's own library", () => {
  // It asks the machine's clock whether a message is of now.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2025-03-03T09:00:00Z') }))
  afterEach(() => void vi.useRealTimers())

  it('takes what is sent, and reads it', async () => {
    const { to, ticketId } = await sentOnce()
    const [got] = to.received
    const payload = new Webhook(await secretOf(1)).verify(got?.body ?? '', got?.headers ?? {})
    expect(payload).toEqual({
      type: 'ticket.created',
      timestamp: '2025-03-03T09:00:00.000Z',
      data: {
        tenant: 'acme',
        ticketId,
        sequence: 1,
        actor: { type: 'requester', id: 'c1' },
        event: expect.objectContaining({ workflow: 'support', state: 'open' }),
      },
    })
    expect(got?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-timestamp': '1740992400' })
    expect(got?.headers['webhook-id']).toMatch(/^msg_[A-Za-z0-9_-]{32}$/)
  })

  it('takes nothing that was changed, is late, or was signed for another', async () => {
    const { to } = await sentOnce()
    const { body = '', headers = {} } = to.received[0] ?? {}
    const hook = new Webhook(await secretOf(1))
    hook.verify(body, headers)
    const refused = (of: Webhook, text: string, more = {}) =>
      expect(() => of.verify(text, { ...headers, ...more })).toThrow()
    refused(hook, body.replace('"acme"', '"acm2"'))
    refused(hook, `${body} `)
    refused(hook, body, { 'webhook-id': 'msg_other' })
    refused(hook, body, { 'webhook-timestamp': '1740992401' })
    refused(hook, body, { 'webhook-signature': 'v1,' })
    for (const other of [secretOf(2), secretOf(1, 'w2'), secretOf(1, 'w1', 'other')]) {
      refused(new Webhook(await other), body)
    }
    vi.setSystemTime(new Date('2025-03-03T09:06:00Z'))
    refused(hook, body)
  })

  it('knows a message again by its id, and takes each attempt as of its own time', async () => {
    const { to, deliver, clock } = await sentOnce()
    clock.advance({ hours: 5 })
    vi.setSystemTime(clock.now())
    await deliver(2)
    const [first, second] = to.received
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp'])
    expect(second?.body).toBe(first?.body)
    new Webhook(await secretOf(1)).verify(second?.body ?? '', second?.headers ?? {})
  })

  it('takes both secrets for a day after a rotation, then the new one alone', async () => {
    const { to, deliver, clock, admin } = await sentOnce()
    await admin.webhooks.rotate('w1', 1)
    const secrets = [await secretOf(1), await secretOf(2)]
    const taken = async () => {
      vi.setSystemTime(clock.now())
      await deliver()
      const { body, headers } = to.received.at(-1) ?? { body: '', headers: {} }
      return secrets.map((secret) => {
        try {
          new Webhook(secret).verify(body, headers)
          return true
        } catch {
          return false
        }
      })
    }
    expect(await taken()).toEqual([true, true])
    clock.advance({ hours: 23, minutes: 59 })
    expect(await taken()).toEqual([true, true])
    clock.advance({ minutes: 1 })
    expect(await taken()).toEqual([false, true])
  })
})

it('leaves what an event holds out where it is too long', async () => {
  const { sender, messageOf, put } = await webhookWorld()
  const to = await receiver()
  await put('w1', to.port)
  const message = await messageOf()
  const long = (length: number) => ({ ...message, event: { ...message.event, data: { text: '界'.repeat(length) } } })
  await sender.deliver(long(5_300), 'w1')
  await sender.deliver(long(5_461), 'w1')
  const sent = to.received.map(({ body }) => JSON.parse(body) as { data: object })
  expect(sent[0]?.data).toMatchObject({ event: { text: '界'.repeat(5_300) } })
  expect(sent[1]?.data).toEqual({
    tenant: 'acme',
    ticketId: message.ticketId,
    sequence: 1,
    actor: { type: 'requester', id: 'c1' },
    truncated: true,
  })
  for (const { body } of to.received) expect(Buffer.byteLength(body)).toBeLessThan(20_000)
})

it('derives a secret of 32 bytes for each endpoint, which no other has', async () => {
  const all = [secretOf(1), secretOf(2), secretOf(1, 'w2'), secretOf(1, 'w1', 'b'), secretOf(1, '["w1"', 'a')]
  const secrets = await Promise.all(all)
  expect(new Set(secrets).size).toBe(all.length)
  for (const one of secrets) {
    expect(Buffer.from(one.replace('whsec_', ''), 'base64')).toHaveLength(32)
    expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  }
  // A secret that changed by itself would lock every receiver out.
  expect(secrets[0]).toBe('whsec_4dmq2RAg9Mu/RIQ/s4etrI5ZW4e3siqUBUHaHFiuqCU=')
})
