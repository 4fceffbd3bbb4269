import { setTimeout } from 'node:timers/promises'
import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import { until } from '../../test/stream/event-reader.js'
import { streamDesk } from '../../test/stream/stream-desk.js'

const AGENT = 'acme/agent/a1'

// X50: a stop under load, by which nobody loses anything.
describe('a process that is to stop', () => {
  it('ends every stream at once, and its clients go on elsewhere with nothing lost or doubled', {
    timeout: 60_000,
  }, async () => {
    const store = memoryStore()
    const start = async () => {
      const stop = new AbortController()
      return { stop, ...(await streamDesk({ streams: { mostPerPrincipal: 100 }, signal: stop.signal }, store)) }
    }
    const agent = (await start()).as(AGENT)
    const { id } = await agent.create({ subject: 'Broken', requester: { id: 'c1' } })
    let node = await start()
    const join = async () => ({ seen: [] as string[], reader: await node.read(AGENT) })
    const clients = await Promise.all(Array.from({ length: 20 }, join))
    const came = ({ seen, reader }: (typeof clients)[number]) => [...seen, ...reader.changes()]
    let written = 1
    let writing = true
    const writes = (async () => {
      for (; writing; written += 1) {
        await agent.note(id, { body: `${written}` })
        await setTimeout(1)
      }
    })()
    for (let restarts = 0; restarts < 8; restarts += 1) {
      const before = written
      await until(() => clients.some((client) => came(client).length >= before), 'something came')
      node.stop.abort()
      await until(() => clients.every(({ reader }) => reader.over()), 'all have ended')
      expect(node.listeners()).toBe(0)
      node = await start()
      for (const client of clients) {
        client.seen.push(...client.reader.changes())
        client.reader = await node.read(AGENT, client.reader.lastId())
      }
    }
    writing = false
    await writes
    const all = Array.from({ length: written - 1 }, (_, index) => `${id} ${index + 2}`)
    await until(() => clients.every((client) => came(client).length >= all.length), 'all came')
    for (const client of clients) {
      expect(client.reader.events.filter(({ event }) => event === 'resync')).toEqual([])
      expect(came(client)).toEqual(all)
    }
    await Promise.all(clients.map(({ reader }) => reader.stop()))
  })

  it('opens no stream any more', async () => {
    const stop = new AbortController()
    const node = await streamDesk({ signal: stop.signal })
    const underWay = node.open(AGENT)
    stop.abort()
    const after = await node.open(AGENT)
    expect([after.status, after.headers.get('retry-after')]).toEqual([503, '1'])
    expect(await after.json()).toMatchObject({ code: 'STOPPING' })
    await (await underWay).body?.cancel()
    expect(node.listeners()).toBe(0)
  })

  it.each([{}, null, 'stop', new AbortController()])('is known by a signal, not by %s', async (signal) => {
    await expect(streamDesk({ signal: signal as never })).rejects.toThrow('signal')
  })
})
