import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolverOf } from '../../src/webhooks/resolve-name.js'
import { nameServer, type Says } from '../webhooks/name-server.js'
import { closeReceivers, receiver, status } from '../webhooks/receivers.js'
import { webhookWorld } from '../webhooks/webhook-world.js'

// Reliability class 55: what a tenant names must never be reached where it is ours. A listener on the loopback is the canary:
// it must not even see a connection.
let canary: Server
let port: number
let hits: number
beforeEach(async () => {
  hits = 0
  canary = createServer((socket) => {
    hits += 1
    socket.destroy()
  })
  await new Promise<void>((done) => canary.listen(0, '::', done))
  port = (canary.address() as AddressInfo).port
})
afterEach(async () => {
  await closeReceivers()
  await new Promise((done) => canary.close(done))
})

const NOTHING = { allow: () => false }

/** Sends to an address as it would be by default, but for the canary's port, and says what the log has. */
async function tried(url: string, { options = {}, seams = {} }: Parameters<typeof world>[0] = {}) {
  const { sender, admin, messageOf } = await world({ options, seams })
  await admin.webhooks.put({ id: 'w1', url })
  const delivery = await sender.deliver(await messageOf(), 'w1')
  const { items } = await admin.webhooks.attempts('w1')
  return { kind: delivery.kind, status: items[0]?.status, error: items[0]?.error }
}

function world({
  options = {},
  seams = {},
}: {
  readonly options?: Parameters<typeof webhookWorld>[0]
  readonly seams?: Parameters<typeof webhookWorld>[1]
}) {
  return webhookWorld({ ...NOTHING, ports: [443, port], ...options }, seams)
}

const REFUSED = { kind: 'retry', status: null, error: 'address-refused' }

describe('an address', () => {
  // However a URL spells it: what is left after `new URL` is a number.
  it.each([
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '017700000001',
    '0177.0.0.1',
    '127.0.0.1.',
    '127.000.000.001',
    '%31%32%37.0.0.1',
    '①②⑦.0.0.1',
    '１２７.0.0.1',
    '127。0。0。1',
    '0.0.0.0',
    '0',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[::ffff:0:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[fe81::1]',
    '[fec0::1]',
    '[fd00:ec2::254]',
    '169.254.169.254',
    '10.0.0.1',
    '192.168.0.1',
    '172.16.0.1',
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ])('%s is refused', async (host) => {
    expect(await tried(`https://${host}:${port}/`, { seams: { resolve: resolverOf() } })).toEqual(REFUSED)
    expect(hits).toBe(0)
  })

  it.each(['localhost', 'localhost.', 'LOCALHOST', 'a.localhost'])('%s leads nowhere', async (host) => {
    const { error } = await tried(`https://${host}:${port}/`, {
      seams: { resolve: resolverOf(['127.0.0.1:9']), wholeMs: 500 },
    })
    expect(['address-refused', 'name-unknown', 'timed-out']).toContain(error)
    expect(hits).toBe(0)
  })

  it('that is public needs a port that is named, and is told apart from none', async () => {
    const seams = { resolve: async () => ['8.8.8.8'] }
    const closed = { kind: 'retry', status: null, error: 'port-refused' }
    for (const other of [22, 25, 80, 6379, 8443]) {
      expect(await tried(`https://hooks.example:${other}/`, { seams, options: { ports: [443] } })).toEqual(closed)
    }
  })
})

describe('a name', () => {
  let names: Awaited<ReturnType<typeof nameServer>>
  afterEach(() => names.close())
  const sending = async (says: Says) => {
    names = await nameServer(says)
    return tried(`https://hooks.example:${port}/`, { seams: { resolve: resolverOf([names.server]) } })
  }

  it('that leads to this machine is refused', async () => {
    expect(await sending(() => ['127.0.0.1'])).toEqual(REFUSED)
    expect(names.asked).toEqual(['hooks.example'])
  })

  it('that leads here and outside is refused, in either order', async () => {
    expect(await sending(() => ['8.8.8.8', '127.0.0.1'])).toEqual(REFUSED)
    await names.close()
    expect(await sending(() => ['127.0.0.1', '8.8.8.8'])).toEqual(REFUSED)
  })

  it('that does not exist is no address', async () => {
    expect(await sending(() => [])).toEqual({ kind: 'retry', status: null, error: 'name-unknown' })
  })

  // GitLab #63959: the check let pass what it could not look up, and the connection looked it up again.
  it('that fails when it is first asked for is not asked for again', async () => {
    const says: Says = (_, asked) => (asked <= 2 ? 'failed' : ['127.0.0.1'])
    const { error, kind } = await sending(says)
    expect({ error, kind }).toEqual({ kind: 'retry', error: 'name-unknown' })
    expect(hits).toBe(0)
  })

  // Rebinding: outside when it is checked, here when it is connected to.
  it('that flips is asked once, and connected to as it was checked', async () => {
    names = await nameServer((_, asked) => (asked === 1 ? ['203.0.113.7'] : ['127.0.0.1']))
    const seams = { resolve: resolverOf([names.server]), wholeMs: 300 }
    // As if 203.0.113.7 were public: nobody is there.
    const options = { allow: (address: string) => address === '203.0.113.7' }
    const { kind, error } = await tried(`https://hooks.example:${port}/`, { options, seams })
    expect(kind).toBe('retry')
    expect(['timed-out', 'connection-failed']).toContain(error)
    expect(names.asked).toEqual(['hooks.example'])
    expect(hits).toBe(0)
  })

  // What connects must not ask anybody again: not even the machine, which knows this name.
  it('that the machine itself knows is connected to as it was checked', async () => {
    names = await nameServer(() => [])
    const options = { allow: (address: string) => address === '203.0.113.7' }
    const seams = { resolve: async () => ['203.0.113.7'], wholeMs: 300 }
    expect((await tried(`https://localhost:${port}/`, { options, seams })).kind).toBe('retry')
    expect(hits).toBe(0)
  })

  it('that flips is checked anew with each attempt', async () => {
    const there = await receiver()
    names = await nameServer((_, asked) => (asked === 1 ? ['127.0.0.1'] : ['127.0.0.2']))
    const { sender, messageOf, put, admin } = await webhookWorld({}, { resolve: resolverOf([names.server]) })
    await put('w1', there.port)
    expect(await sender.deliver(await messageOf(), 'w1')).toEqual({ kind: 'done' })
    await sender.deliver(await messageOf(1, 2), 'w1')
    expect((await admin.webhooks.attempts('w1')).items.map(({ error }) => error)).toEqual(['address-refused', null])
    expect(there.connections()).toBe(1)
  })
})

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('with %d is a failure, and nobody goes there', async (code) => {
    for (const location of [
      `https://127.0.0.1:${port}/`,
      `http://[::1]:${port}/`,
      '/elsewhere',
      '//169.254.169.254/',
    ]) {
      const to = await receiver(status(code, { location }))
      const { sender, messageOf, put } = await webhookWorld()
      await put('w1', to.port)
      expect(await sender.deliver(await messageOf(), 'w1')).toEqual({
        kind: 'retry',
        error: `The webhook w1 answered ${code}.`,
      })
      expect(to.received).toHaveLength(1)
    }
    expect(hits).toBe(0)
  })
})

it.each([
  'http://hooks.example/',
  'ftp://hooks.example/',
  'file:///etc/passwd',
  'gopher://hooks.example/',
  'javascript:1',
  'data:,x',
  'https://user@hooks.example/',
  'https://user:word@hooks.example/',
  'https://hooks.example/#x',
  'https://hooks.example/#',
  'https://',
  'hooks.example',
  '//hooks.example/',
  '',
  'https://1.2.3.4.5/',
  'https://256.1.1.1/',
  'https://[::1/',
  'https://a b/',
  `https://hooks.example/${'x'.repeat(2_000)}`,
])('%s is no address of a webhook', async (url) => {
  const { admin } = await webhookWorld()
  await expect(admin.webhooks.put({ id: 'w1', url })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

it('tells nobody what an answer holds', async () => {
  const to = await receiver((response) => void response.writeHead(500, { 'x-inside': 'CANARY' }).end('CANARY'))
  const { sender, messageOf, put, admin, store } = await webhookWorld()
  await put('w1', to.port)
  const delivery = await sender.deliver(await messageOf(), 'w1')
  const { items } = await admin.webhooks.attempts('w1')
  expect(JSON.stringify([delivery, items, await admin.inbox.list(), store])).not.toContain('CANARY')
})
