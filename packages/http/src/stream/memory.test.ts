import { expect, it } from 'vitest'
import { type EventReader, until } from '../../test/stream/event-reader.js'
import { streamDesk } from '../../test/stream/stream-desk.js'
import { usedMemory } from '../../test/stream/used-memory.js'

it('keeps no more than 16 KiB for a stream, its request and its reader, and nothing when it is over', {
  timeout: 120_000,
}, async () => {
  const node = await streamDesk({ streams: { mostPerPrincipal: 10_000 } })
  const count = 1_000
  const open = () => Promise.all(Array.from({ length: count }, () => node.read('acme/agent/a1')))
  const close = (readers: readonly EventReader[]) => Promise.all(readers.map((reader) => reader.stop()))
  await close(await open())
  const before = usedMemory()
  const readers = await open()
  await until(() => readers.every((reader) => reader.events.length === 1), 'all are ready')
  const { id } = await node.as('acme/agent/a2').create({ subject: 'Broken', requester: { id: 'c1' } })
  await until(() => readers.every((reader) => reader.changes()[0] === `${id} 1`), 'all have heard')
  const perStream = (usedMemory() - before) / count
  expect(perStream).toBeLessThan(16 * 1024)
  await close(readers)
  readers.length = 0
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect((usedMemory() - before) / count).toBeLessThan(1_024)
  console.info(`${Math.round(perStream)} bytes for each of ${count} streams`)
})
