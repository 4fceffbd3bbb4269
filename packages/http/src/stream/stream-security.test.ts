import { setTimeout } from 'node:timers/promises'
import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import { type EventReader, readEvents, until } from '../../test/stream/event-reader.js'
import { principalOf, SECRET, streamDesk } from '../../test/stream/stream-desk.js'
import { sealOf } from '../handler/seal.js'

const AGENT = 'acme/agent/a1'
const isReady = (reader: EventReader) => until(() => reader.events.length > 0, 'the stream is ready')

/** What the ids of a stream would say to whoever could read them. */
const idsAsText = (reader: EventReader) =>
  [...reader.raw().matchAll(/^id: (.*)$/gm)]
    .map(([, id = '']) => Buffer.from(id, 'base64url').toString('latin1'))
    .join('\n')

describe('realtime channel leak or hijack', () => {
  it('opens nothing without a proof, with a wrong one, or for a role that may read nothing', async () => {
    const node = await streamDesk()
    const statuses = await Promise.all(
      ['', 'nobody', 'acme/nobody/a1', 'acme/system/a1', '*/agent/a1', 'acme//'].map(async (who) => {
        const response = await node.open(who)
        return [who, response.status, response.headers.get('content-type')] as const
      }),
    )
    for (const [who, status, type] of statuses) {
      expect(status, who).toBeGreaterThanOrEqual(400)
      expect(type, who).toBe('application/problem+json')
    }
    const none = await node.handle(new Request('http://desk.test/stream'))
    expect(none.status).toBe(401)
    expect(node.listeners()).toBe(0)
  })

  it('brings nobody what is another’s: by tenant, requester, watcher, kind of event', async () => {
    const node = await streamDesk({ streams: { heartbeatMs: 40 } })
    const agent = node.as(AGENT)
    const canary = 'CANARY'
    await node.as('acme/admin/b1').directory.putAgent({ id: 'a1', name: 'Ann' })
    const mine = await agent.create({ subject: canary, requester: { id: 'c1' }, tags: [canary] })
    const others = await agent.create({ subject: canary, requester: { id: 'c2' } })
    const whos = [
      AGENT,
      'acme/requester/c1',
      'acme/requester/c3',
      'acme/collaborator/w1',
      'beta/agent/a1',
      'beta/admin/a1',
    ]
    const readers = await Promise.all(whos.map((who) => node.read(who)))
    for (const reader of readers) await isReady(reader)
    const before = mine.version + others.version
    for (const id of [mine.id, others.id]) {
      await agent.note(id, { body: canary })
      await agent.tag(id, { add: [canary] })
      await agent.watch(id, { watcher: canary })
      await agent.setPriority(id, { priority: 'high' })
      await agent.reply(id, { body: canary })
      await agent.update(id, { fields: { severity: canary } })
      await agent.assign(id, { agent: 'a1' })
      await agent.accept(id)
      await agent.link(id, { kind: 'related', ticketId: id === mine.id ? others.id : mine.id })
    }
    const [all, own, stranger, watcher, ...foreign] = readers as [EventReader, EventReader, EventReader, EventReader]
    const after = (await agent.get(mine.id)).version + (await agent.get(others.id)).version
    await until(() => all.changes().length === after - before, 'the agent heard of all')
    await setTimeout(120)
    const typesOf = (reader: EventReader) =>
      reader.events.filter(({ event }) => event === 'change').map(({ data }) => String(data['type']))
    expect(new Set(typesOf(all))).toContain('ticket.tagged')
    expect(typesOf(own)).toEqual(['ticket.prioritized', 'message.added', 'ticket.updated', 'ticket.assigned'])
    expect(own.changes().every((name) => name.startsWith(`${mine.id} `))).toBe(true)
    for (const reader of [stranger, watcher, ...foreign]) {
      expect(reader.changes()).toEqual([])
      for (const secret of [mine.id, others.id]) {
        expect(reader.raw()).not.toContain(secret)
        expect(idsAsText(reader)).not.toContain(secret)
      }
    }
    // What something holds is in no stream at all, not even of those who may read it; and nobody else's ticket in any id.
    for (const reader of readers) expect(reader.raw()).not.toContain(canary)
    expect(own.raw()).not.toContain(others.id)
    expect(idsAsText(own)).not.toContain(others.id)
    // Whoever comes to watch hears from then on.
    await agent.watch(mine.id, { watcher: 'w1' })
    await agent.note(mine.id, { body: 'for the watcher' })
    await until(() => watcher.changes().length >= 2, 'the watcher heard')
    await agent.unwatch(mine.id, { watcher: 'w1' })
    const heard = watcher.changes().length
    await agent.note(mine.id, { body: 'not for the watcher' })
    await setTimeout(100)
    expect(watcher.changes().length - heard).toBeLessThanOrEqual(1)
    await Promise.all(readers.map((reader) => reader.stop()))
  })

  it('tells the requester of a merge, an erasure and an override as what it can see, and of nothing else', async () => {
    const node = await streamDesk()
    const admin = node.as('acme/admin/b1')
    const { id } = await admin.create({ subject: 'One', requester: { id: 'c1' } })
    const reader = await node.read('acme/requester/c1')
    await isReady(reader)
    await admin.override(id, { state: 'waiting', reason: 'By hand' })
    await admin.erase(id)
    await until(() => reader.changes().length >= 2, 'both came')
    const types = reader.events.slice(1).map(({ data }) => data['type'])
    expect(types).toContain('ticket.transitioned')
    expect(types).toContain('ticket.erased')
    expect(types).not.toContain('ticket.overridden')
    await reader.stop()
  })

  it('takes no position but its own tenant’s, and says the same of all others', async () => {
    const node = await streamDesk()
    const first = await node.read(AGENT)
    await isReady(first)
    const foreign = await node.read('beta/agent/a1')
    await isReady(foreign)
    const own = first.lastId() ?? ''
    const elsewhere = sealOf(`${SECRET}x`, 'stream position')
    const gone = await sealOf(SECRET, 'stream position').close(['acme'], 'none:1')
    const forged = await elsewhere.close(['acme'], 'x')
    const wrong = ['""', ' ', '0', 'null', '[]', '{}', '%00', 'a'.repeat(3_000), '../..', '😀'].filter((id) =>
      isHeader(id),
    )
    const altered = [`${own}A`, own.slice(1), own.slice(0, -1), own.toUpperCase(), `${own} x`, `${own},${own}`]
    const answers = new Set<string>()
    for (const id of [...wrong, ...altered, foreign.lastId() ?? '', gone, forged]) {
      const reader = await node.read(AGENT, id)
      await isReady(reader)
      answers.add(reader.raw().replace(/^id: .*$/gm, 'id'))
      await reader.stop()
    }
    expect([...answers]).toEqual(['id\nevent: resync\ndata: {}\n\n'])
    await Promise.all([first.stop(), foreign.stop()])
  })

  it.each<[Record<string, string>, number, string | null]>([
    [{ origin: 'https://evil.example' }, 403, null],
    [{ origin: 'null' }, 403, null],
    [{ origin: 'https://desk.test.evil.example' }, 403, null],
    [{ 'sec-fetch-site': 'cross-site' }, 403, null],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403, null],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://shop.example' }, 200, 'https://shop.example'],
    [{ 'sec-fetch-site': 'same-origin' }, 200, null],
    [{ origin: 'http://desk.test' }, 200, null],
    [{}, 200, null],
  ])('opens for no other site’s page: %j', async (headers, status, allowed) => {
    const node = await streamDesk({ origins: ['https://shop.example'] })
    const request = new Request('http://desk.test/stream', { headers: { authorization: AGENT, ...headers } })
    const response = await node.handle(request)
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([status, allowed])
    await response.body?.cancel()
    expect(node.listeners()).toBe(0)
  })

  it('says nothing of its inside when reading fails, and goes on when it is over', async () => {
    const store = memoryStore()
    let failing = false
    const feed: typeof store.feed = async (query) => {
      if (failing) throw new Error('secret of the database')
      return store.feed(query)
    }
    const node = await streamDesk({ streams: { pollMs: 30 } }, { ...store, feed })
    const reader = await node.read(AGENT)
    await isReady(reader)
    failing = true
    await node.as(AGENT).create({ subject: 'Broken', requester: { id: 'c1' } })
    await until(() => node.errors.length > 0, 'the host is told')
    const refused = await node.open('acme/agent/a2', reader.lastId())
    expect(refused.status).toBeGreaterThanOrEqual(500)
    expect(await refused.text()).not.toContain('secret of')
    await setTimeout(200)
    expect(node.errors.length).toBeLessThan(4)
    failing = false
    await until(() => reader.changes().length === 1, 'it came after all')
    expect(reader.raw()).not.toContain('secret of')
    await reader.stop()
    expect(node.listeners()).toBe(0)
  })
})

describe('session that survives a change of password or role, or a deletion', () => {
  it('ends the stream of a revoked principal within 5 seconds', { timeout: 20_000 }, async () => {
    const node = await streamDesk()
    const [revoked, kept] = [await node.read(AGENT), await node.read('acme/agent/a2')]
    await Promise.all([isReady(revoked), isReady(kept)])
    await setTimeout(500)
    node.revoked.add(AGENT)
    // By a timer of the same process: one that has no time for either is none that is late.
    await setTimeout(5_000)
    expect(revoked.over()).toBe(true)
    await node.as('acme/agent/a2').create({ subject: 'Later', requester: { id: 'c1' } })
    await until(() => kept.changes().length === 1, 'the other goes on')
    expect(revoked.changes()).toEqual([])
    expect((await node.open(AGENT)).status).toBe(401)
    await kept.stop()
  })

  it.each([
    ['another role', () => principalOf('acme/requester/a1')],
    ['another id', () => principalOf('acme/agent/a2')],
    ['another tenant', () => principalOf('beta/agent/a1')],
    ['nobody', () => null],
    [
      'a failure',
      () => {
        throw new Error('The sessions cannot be read.')
      },
    ],
    ['no answer', () => new Promise<null>(() => {})],
    ['nothing at all', () => undefined as never],
  ])('ends a stream whose request has become %s', { timeout: 20_000 }, async (_, later) => {
    let asked = 0
    const authenticate = () => {
      asked += 1
      return asked === 1 ? principalOf(AGENT) : later()
    }
    const node = await streamDesk({ authenticate, streams: { authenticateMs: 50 } })
    const reader = readEvents(await node.open(AGENT))
    await until(() => reader.over(), 'the stream ended')
    expect(node.listeners()).toBe(0)
  })

  it('keeps what waits from a client that is revoked before it reads', async () => {
    const node = await streamDesk({ streams: { authenticateMs: 50 } })
    const response = await node.open(AGENT)
    const { id } = await node.as(AGENT).create({ subject: 'Broken', requester: { id: 'c1' } })
    node.revoked.add(AGENT)
    await until(() => node.listeners() === 0, 'the stream ended')
    const reader = readEvents(response)
    await until(() => reader.over(), 'the stream is cut off')
    expect(reader.raw()).not.toContain(id)
  })
})

describe('too many streams', () => {
  it('are refused to one principal, and to all', async () => {
    const node = await streamDesk({ streams: { mostPerPrincipal: 2, most: 3 } })
    const readers = [await node.read(AGENT), await node.read(AGENT)]
    const third = await node.open(AGENT)
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '5'])
    readers.push(await node.read('acme/agent/a2'))
    expect((await node.open('beta/agent/a1')).status).toBe(503)
    await readers[0]?.stop()
    readers.push(await node.read('beta/agent/a1'))
    await Promise.all(readers.map((reader) => reader.stop()))
    expect(node.listeners()).toBe(0)
  })

  it.each([
    [{ most: 0 }, 'most'],
    [{ mostPerPrincipal: 1.5 }, 'mostPerPrincipal'],
    [{ authenticateMs: 4_001 }, 'authenticateMs'],
    [{ pollMs: Number.NaN }, 'pollMs'],
    // A timer of more than 2^31 ms goes off at once.
    [{ heartbeatMs: 2 ** 31 }, 'heartbeatMs'],
    [{ pollMs: 3_600_001 }, 'pollMs'],
    [{ source: {} as never }, 'source'],
  ])('are not served as %j', async (streams, name) => {
    await expect(streamDesk({ streams })).rejects.toThrow(name)
  })
})

function isHeader(value: string): boolean {
  try {
    new Headers({ 'last-event-id': value })
    return true
  } catch {
    return false
  }
}
