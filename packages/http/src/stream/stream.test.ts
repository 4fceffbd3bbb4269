import { setTimeout } from 'node:timers/promises'
import type { Store } from '@docket/core'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { type EventReader, readEvents, until } from '../../test/stream/event-reader.js'
import { streamDesk } from '../../test/stream/stream-desk.js'

const AGENT = 'acme/agent/a1'
const has = (reader: EventReader, count: number) =>
  until(() => reader.changes().length >= count, `${count} changes came`)

it('tells of changes as they come, and where it stands', async () => {
  const node = await streamDesk()
  const reader = await node.read(AGENT)
  await until(() => reader.events.length === 1, 'the stream is ready')
  expect(reader.events[0]).toMatchObject({ event: 'ready', data: {} })
  const { id } = await node.as(AGENT).create({ subject: 'Broken', requester: { id: 'c1' } })
  await has(reader, 1)
  const [, change] = reader.events
  expect(change).toEqual({
    event: 'change',
    data: { ticketId: id, version: 1, type: 'ticket.created', at: expect.any(String) },
    id: expect.stringMatching(/^[A-Za-z0-9_-]+$/),
  })
  expect(change?.id).not.toBe(reader.events[0]?.id)
  expect(reader.raw()).toMatch(/^retry: \d+\nid: /)
  await reader.stop()
})

it('answers as a stream that nobody keeps, gathers or changes', async () => {
  const node = await streamDesk()
  const response = await node.open(AGENT)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  await response.body?.cancel()
  const head = await node.open(AGENT, null, { method: 'HEAD' })
  expect([head.status, head.body]).toEqual([200, null])
  expect(node.listeners()).toBe(0)
})

it('goes on right behind any frame, with nothing lost or doubled', async () => {
  const node = await streamDesk()
  const first = await node.read(AGENT)
  const agent = node.as(AGENT)
  const { id } = await agent.create({ subject: 'Broken', requester: { id: 'c1' } })
  for (let count = 0; count < 20; count += 1) await agent.note(id, { body: `${count}` })
  await has(first, 21)
  const all = first.changes()
  await first.stop()
  for (const [place, event] of first.events.entries()) {
    const again = await node.read(AGENT, event.id)
    await has(again, all.length - place)
    expect(again.events[0]?.event).toBe('ready')
    expect(again.changes()).toEqual(all.slice(place))
    await again.stop()
  }
})

it('goes on where others write meanwhile, with nothing lost or doubled', async () => {
  const node = await streamDesk()
  const agent = node.as(AGENT)
  const { id } = await agent.create({ subject: 'Broken', requester: { id: 'c1' } })
  let reader = await node.read(AGENT)
  const seen: string[] = []
  let writing = true
  const write = async () => {
    for (let count = 0; count < 300; count += 1) {
      await agent.note(id, { body: `${count}` })
      if (count % 10 === 0) await setTimeout(1)
    }
    writing = false
  }
  const written = write()
  for (let cuts = 0; writing || cuts < 5; cuts += 1) {
    await setTimeout(5)
    await reader.stop()
    seen.push(...reader.changes())
    reader = await node.read(AGENT, reader.lastId())
  }
  await written
  await until(() => seen.length + reader.changes().length >= 300, 'all came')
  await setTimeout(50)
  seen.push(...reader.changes())
  await reader.stop()
  expect(seen).toEqual(Array.from({ length: 300 }, (_, count) => `${id} ${count + 2}`))
})

it('tells whoever is too far behind to read anew, and goes on from then', async () => {
  const node = await streamDesk()
  const agent = node.as(AGENT)
  const reader = await node.read(AGENT)
  await until(() => reader.lastId() !== null, 'the stream is ready')
  await reader.stop()
  const { id } = await agent.create({ subject: 'Broken', requester: { id: 'c1' } })
  for (let count = 0; count < 10_001; count += 1) await agent.note(id, { body: `${count}` })
  const late = await node.read(AGENT, reader.lastId())
  await until(() => late.events.length > 0, 'the stream answers')
  expect(late.events.map(({ event }) => event)).toEqual(['resync'])
  await agent.note(id, { body: 'after' })
  await has(late, 1)
  expect(late.changes()).toEqual([`${id} 10003`])
  await late.stop()
}, 60_000)

it('writes a burst at once, and each notice once for all who may know the same', async () => {
  const node = await streamDesk()
  const agent = node.as(AGENT)
  const tickets = await Promise.all(
    Array.from({ length: 40 }, (_, count) => agent.create({ subject: `${count}`, requester: { id: 'c1' } })),
  )
  const readers = await Promise.all(
    [AGENT, AGENT, 'acme/lead/l1', 'acme/requester/c1', 'acme/requester/c2'].map((who) => node.read(who)),
  )
  for (const reader of readers) await until(() => reader.events.length === 1, 'the stream is ready')
  await Promise.all(tickets.map(({ id }) => agent.reply(id, { body: 'Hello' })))
  for (const reader of readers.slice(0, 4)) await has(reader, 40)
  for (const reader of readers.slice(0, 3)) expect(reader.pieces()).toBeLessThan(12)
  const [first = '', ...others] = readers
    .slice(0, 3)
    .map((reader) => reader.raw().slice(reader.raw().indexOf('event: change')))
  for (const other of others) expect(other).toBe(first)
  expect(readers[4]?.changes()).toEqual([])
  await Promise.all(readers.map((reader) => reader.stop()))
})

it('finds what no hint tells of by asking, and sooner when the host’s broker hints', async () => {
  const quiet = (store: Store): Store => ({ ...store, onCommit: () => () => {} })
  const polled = await streamDesk({ streams: { pollMs: 40 } }, quiet(memoryStore()))
  const reader = await polled.read(AGENT)
  await polled.as(AGENT).create({ subject: 'Broken', requester: { id: 'c1' } })
  await has(reader, 1)
  await reader.stop()

  let hint: ((tenant: string | null) => void) | null = null
  const source = {
    subscribe: (listener: (tenant: string | null) => void) => {
      hint = listener
      return () => {
        hint = null
      }
    },
  }
  const hinted = await streamDesk({ streams: { pollMs: 1_000_000, source } }, quiet(memoryStore()))
  const [one, two] = [await hinted.read(AGENT), await hinted.read('beta/agent/a1')]
  const tell = (tenant: string | null) => (hint as ((of: string | null) => void) | null)?.(tenant)
  await hinted.as(AGENT).create({ subject: 'Broken', requester: { id: 'c1' } })
  await hinted.as('beta/agent/a1').create({ subject: 'Broken', requester: { id: 'c1' } })
  await setTimeout(100)
  expect([one.changes().length, two.changes().length]).toEqual([0, 0])
  tell('acme')
  await has(one, 1)
  expect(two.changes()).toEqual([])
  tell(null)
  await has(two, 1)
  await Promise.all([one.stop(), two.stop()])
  expect(hint).toBeNull()
})

it('shows that it is alive, with where it stands, and is not read by nobody for long', async () => {
  const node = await streamDesk({ streams: { heartbeatMs: 60 } })
  const reader = await node.read('acme/requester/c1')
  await until(() => reader.raw().includes(':\n\n'), 'a heartbeat came')
  const before = reader.lastId()
  // What this reader may not know of moves its position all the same, so that it never falls behind.
  await node.as(AGENT).create({ subject: 'Of another', requester: { id: 'c2' } })
  await until(() => reader.lastId() !== before, 'the heartbeat moved the position')
  expect(reader.changes()).toEqual([])
  const unread = await node.open(AGENT)
  await until(() => node.listeners() === 1, 'both have one hub')
  await reader.stop()
  await until(() => node.listeners() === 0, 'the stream that nobody reads was ended')
  await unread.body?.cancel().catch(() => {})
})

it('drops a client that is too slow, tells it so, and keeps no more than 64 KiB for it', async () => {
  const node = await streamDesk()
  const agent = node.as(AGENT)
  const slow = await node.open(AGENT)
  const quick = await node.read(AGENT)
  const { id } = await agent.create({ subject: 'Broken', requester: { id: 'c1' } })
  for (let count = 0; count < 400; count += 1) await agent.note(id, { body: `${count}` })
  await has(quick, 401)
  expect(quick.events.filter(({ event }) => event === 'resync')).toEqual([])
  const late = readEvents(slow)
  await until(() => late.over(), 'the slow stream was ended')
  expect(late.raw().length).toBeLessThan(64 * 1024 + 1_024)
  expect(late.raw().length).toBeGreaterThan(32 * 1024)
  expect(late.events.at(-1)?.event).toBe('resync')
  // It goes on behind the last that it was told to read anew.
  const again = await node.read(AGENT, late.lastId())
  await until(() => again.changes().at(-1) === quick.changes().at(-1), 'it read up')
  expect(again.changes().length).toBeLessThan(quick.changes().length)
  const rest = quick.changes().slice(quick.changes().length - again.changes().length)
  expect(again.changes()).toEqual(rest)
  await Promise.all([quick.stop(), again.stop()])
  expect(node.listeners()).toBe(0)
})

it('goes on by itself when the store never answers, as over a connection that a firewall has forgotten', async () => {
  const store = memoryStore()
  let forgotten = 0
  const feed: typeof store.feed = (query) => {
    forgotten -= 1
    return forgotten >= 0 ? new Promise(() => {}) : store.feed(query)
  }
  const node = await streamDesk({}, { ...store, feed })
  const reader = await node.read(AGENT)
  await until(() => reader.events.length === 1, 'the stream is ready')
  forgotten = 1
  await node.as(AGENT).create({ subject: 'Meanwhile', requester: { id: 'c1' } })
  await has(reader, 1)
  expect(node.errors).toHaveLength(1)
  await reader.stop()
  expect(node.listeners()).toBe(0)
})

it('keeps nothing of 300 streams that were ended in every way', async () => {
  const node = await streamDesk({ streams: { authenticateMs: 50, mostPerPrincipal: 1_000 } })
  const stopped = await Promise.all(Array.from({ length: 100 }, () => node.read(AGENT)))
  const aborts = new AbortController()
  const aborted = await Promise.all(
    Array.from({ length: 100 }, () => node.open('acme/agent/a2', null, { signal: aborts.signal })),
  )
  const revoked = await Promise.all(Array.from({ length: 100 }, () => node.read('beta/agent/a3')))
  expect(node.listeners()).toBe(2)
  await Promise.all(stopped.map((reader) => reader.stop()))
  aborts.abort()
  node.revoked.add('beta/agent/a3')
  await until(() => node.listeners() === 0, 'nobody listens')
  await until(() => revoked.every((reader) => reader.over()), 'all have ended')
  for (const response of aborted) await response.body?.cancel().catch(() => {})
  // The places are free again.
  const again = await Promise.all(Array.from({ length: 1_000 }, () => node.read(AGENT)))
  expect((await node.open(AGENT)).status).toBe(429)
  await Promise.all(again.map((reader) => reader.stop()))
  expect(node.listeners()).toBe(0)
  expect(node.errors).toEqual([])
})
