import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { type Node, streamWhileNodesRestart } from '../../test/stream/restarts.js'
import { streamDesk } from '../../test/stream/stream-desk.js'

it('loses and doubles nothing for 1,000 clients while nodes restart', { timeout: 120_000 }, async () => {
  const store = memoryStore()
  const start = async (): Promise<Node> => {
    const streams = await streamDesk({ streams: { mostPerPrincipal: 1_000 } }, store)
    const stop = async () => {
      expect(streams.listeners()).toBe(0)
      expect(streams.errors).toEqual([])
    }
    return { streams, stop }
  }
  const size = { agents: 100, customers: 30, clientsOfEach: 30, changes: 300 }
  const report = await streamWhileNodesRestart(start, size)
  expect(report.clients).toBe(1_000)
  expect(report.notices).toBe(100 * 300 + 30 * 300)
  expect(report.restarts).toBeGreaterThanOrEqual(4)
})
