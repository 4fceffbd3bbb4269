import type { ServerResponse } from 'node:http'
import { memoryStore } from '@docket/store-memory'
import { afterEach, expect, it } from 'vitest'
import { until } from '../stream/event-reader.js'
import { hookedDesk } from './hooked-desk.js'
import { closeReceivers, receiver } from './receivers.js'

afterEach(closeReceivers)
const newStore = async (clock: Parameters<Parameters<typeof hookedDesk>[0]>[0]) => memoryStore({ clock })

// Reliability X27.
it('an endpoint that never answers holds up none of fifty others', async () => {
  const { as, put, desk, clock } = await hookedDesk(newStore, {}, { wholeMs: 120_000 })
  const hanging: ServerResponse[] = []
  const slow = await receiver((response) => void hanging.push(response))
  const fast = await Promise.all(Array.from({ length: 50 }, () => receiver()))
  // First by its id, so that it is always before the others.
  await put('a-slow', slow.port)
  for (const [index, { port }] of fast.entries()) await put(`fast${index}`, port)
  const worker = desk.system.startWorker({ pollMs: 20, leaseMs: 120_000 })
  const customer = as('requester', 'c1')
  const TICKETS = 5
  for (let ticket = 0; ticket < TICKETS; ticket += 1) await customer.create({ subject: `Lamp ${ticket}` })
  const seenBy = ({ received }: (typeof fast)[number]) =>
    new Set(received.filter(({ body }) => body.includes('ticket.created')).map(({ headers }) => headers['webhook-id']))
  await until(() => {
    // What found no room comes again a little later.
    clock.advance({ seconds: 0.05 })
    return fast.every((one) => seenBy(one).size === TICKETS)
  }, 'the fast ones have everything')
  // All the while it hung, in no more than its own places.
  expect(hanging).toHaveLength(4)
  expect(slow.received).toHaveLength(4)
  slow.answer((response) => void response.writeHead(204).end())
  for (const response of hanging) response.writeHead(204).end()
  await worker.stop()
}, 60_000)

// Reliability X41.
it('a receiver that calls back on every hook is called at most twenty times a minute for its ticket', async () => {
  const { as, put, desk, clock } = await hookedDesk(newStore)
  const calls: number[] = []
  const loop = await receiver(async (response, { body }) => {
    const { ticketId } = (JSON.parse(body) as { data: { ticketId: string } }).data
    calls.push(clock.now())
    await as('service').note(ticketId, { body: 'Called back.' })
    response.writeHead(204).end()
  })
  const other = await receiver()
  await put('loop', loop.port)
  await put('other', other.port)
  const { id } = await as('requester', 'c1').create({ subject: 'Lamp' })
  const { id: quiet } = await as('requester', 'c2').create({ subject: 'Quiet' })
  for (let second = 0; second < 300; second += 1) {
    await desk.system.tick()
    clock.advance({ seconds: 1 })
  }
  for (const from of calls) {
    expect(calls.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(40)
  }
  // It goes on, in its turn; two tickets are in the loop.
  expect(calls.length).toBeGreaterThan(100)
  for (const ticketId of [id, quiet]) {
    const ofTicket = loop.received.flatMap(({ body }, index) => (body.includes(ticketId) ? [calls[index] ?? 0] : []))
    for (const from of ofTicket) {
      expect(ofTicket.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(20)
    }
  }
}, 60_000)
