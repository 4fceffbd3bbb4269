import { expect, it, vi } from 'vitest'
import { gate, someTurns } from '../../test/gate.js'
import { outboxRecord, outboxRuntime } from '../../test/outbox-runtime.js'
import { startWorker } from './worker.js'

// A worker that slept where it must not would sleep longer than a test lasts.
const OPTIONS = { pollMs: 60_000, leaseMs: 30_000, batchSize: 10, concurrency: 4 }
const messages = (count: number, seq = 1) =>
  Array.from({ length: count }, (_, place) => outboxRecord(`t${1_000 + place}`, seq))

it('never sleeps while something is due', async () => {
  const delivered: string[] = []
  const world = outboxRuntime(({ id }) => void delivered.push(id))
  world.add(...messages(95), ...messages(25, 2))
  const worker = startWorker(world.runtime, OPTIONS)
  await vi.waitFor(() => expect(world.left()).toEqual([]))
  expect(delivered).toHaveLength(120)
  expect(new Set(delivered).size).toBe(120)
  world.add(...messages(35, 3))
  world.wake()
  await vi.waitFor(() => expect(world.left()).toEqual([]))
  await worker.stop()
  expect(world.reports).toEqual([])
})

it('does not ask for the next due instant while claims come back full', async () => {
  const world = outboxRuntime(() => {})
  const nextWakeup = vi.spyOn(world.store, 'nextWakeup')
  world.add(...messages(300))
  const worker = startWorker(world.runtime, OPTIONS)
  await vi.waitFor(() => expect(world.left()).toEqual([]))
  await worker.stop()
  expect(world.claims.length).toBeGreaterThanOrEqual(30)
  expect(nextWakeup.mock.calls.length).toBeLessThanOrEqual(5)
})

it('looks after timers while messages drain, but not with each batch', async () => {
  const world = outboxRuntime(() => {})
  const claimTimers = vi.spyOn(world.store, 'claimTimers')
  world.add(...messages(400))
  const worker = startWorker(world.runtime, OPTIONS)
  await vi.waitFor(() => expect(world.left()).toEqual([]))
  await worker.stop()
  expect(claimTimers.mock.calls.length).toBeGreaterThanOrEqual(5)
  expect(claimTimers.mock.calls.length).toBeLessThanOrEqual(12)
})

it('sees what is committed while it asks for the next due instant', async () => {
  const world = outboxRuntime(() => {})
  const late = [outboxRecord('late')]
  world.store.nextWakeup = async () => {
    world.add(...late.splice(0))
    world.wake()
    return null
  }
  const worker = startWorker(world.runtime, OPTIONS)
  await vi.waitFor(() => expect(world.groups.flat()).toEqual(['late.1.mail done']))
  world.store.nextWakeup = async () => null
  await worker.stop()
})

it('delivers a ticket’s messages in order', async () => {
  const delivered: number[] = []
  const world = outboxRuntime(({ event }) => void delivered.push(event.seq))
  world.add(...[1, 2, 3, 4, 5].map((seq) => outboxRecord('t1', seq)))
  const worker = startWorker(world.runtime, OPTIONS)
  await vi.waitFor(() => expect(world.left()).toEqual([]))
  await worker.stop()
  expect(delivered).toEqual([1, 2, 3, 4, 5])
})

it('goes on while handlers are slow, and holds no more than two batches', async () => {
  const slow = gate()
  let open = 0
  let most = 0
  const world = outboxRuntime(async ({ ticketId }) => {
    open += 1
    most = Math.max(most, open)
    if (ticketId < 't1009') await slow.opened
    open -= 1
  })
  world.add(...messages(60))
  const worker = startWorker(world.runtime, OPTIONS)
  await vi.waitFor(() => expect(world.left()).toHaveLength(9))
  slow.open()
  await vi.waitFor(() => expect(world.left()).toEqual([]))
  await worker.stop()
  expect(most).toBeLessThanOrEqual(20)
})

it('claims nothing more than two batches while all handlers are slow', async () => {
  const slow = gate()
  const world = outboxRuntime(() => slow.opened)
  world.add(...messages(60))
  const worker = startWorker(world.runtime, OPTIONS)
  await someTurns()
  for (let count = 0; count < 5; count += 1) world.wake()
  await someTurns()
  expect(world.claims).toEqual([10, 10])
  slow.open()
  await worker.stop()
  expect(world.left().length).toBeLessThanOrEqual(40)
})

it('claims messages with the batches of timers while timers crowd it, not one by one', async () => {
  const world = outboxRuntime(() => {})
  const room = gate()
  let made = 0
  world.store.claimTimers = async ({ limit }) =>
    Array.from({ length: limit }, () => {
      made += 1
      const timer = { tenant: 'acme', ticketId: `timed ${made}`, key: 'unheard of', dueAt: 0, epoch: 1, data: {} }
      return { timer, attempts: 1 }
    })
  world.store.settleTimers = async ({ length }) => {
    await room.opened
    return length
  }
  world.add(...[1, 2, 3, 4, 5].map((seq) => outboxRecord('t1', seq)))
  const worker = startWorker(world.runtime, OPTIONS)
  await someTurns()
  expect(made).toBe(20)
  expect(world.claims.length).toBeLessThanOrEqual(2)
  world.store.claimTimers = async () => []
  room.open()
  await vi.waitFor(() => expect(world.left()).toEqual([]))
  await worker.stop()
})

it('waits on its stop for the handlers that are at work, and claims nothing more', async () => {
  const slow = gate()
  const world = outboxRuntime(() => slow.opened)
  world.add(...messages(5))
  const worker = startWorker(world.runtime, OPTIONS)
  await someTurns()
  let stopped = false
  const stop = worker.stop().then(() => {
    stopped = true
  })
  world.add(...messages(5, 2))
  await someTurns()
  expect(stopped).toBe(false)
  slow.open()
  await stop
  expect(world.left()).toHaveLength(5)
  expect(world.groups.flat()).toEqual(messages(5).map(({ id }) => `${id} done`))
})

it('does alone what may have ended its process, after all else and before any further claim', async () => {
  const slow = gate()
  const open = new Set<string>()
  const together: number[] = []
  const world = outboxRuntime(async ({ id, ticketId }) => {
    open.add(id)
    if (ticketId === 't1001') together.push(open.size)
    if (ticketId === 't1002') await slow.opened
    open.delete(id)
  })
  world.add(...messages(15))
  world.claimedBefore('t1001.1.mail', 4)
  const worker = startWorker(world.runtime, OPTIONS)
  await someTurns()
  expect(world.claims).toEqual([10])
  expect(together).toEqual([])
  slow.open()
  await vi.waitFor(() => expect(world.left()).toEqual([]))
  await worker.stop()
  expect(together).toEqual([1])
})

it('reports a failure of the store once, and goes on with the next commit', async () => {
  const world = outboxRuntime(() => {})
  const broken = new Error('no line')
  const { settleOutbox } = world.store
  world.store.settleOutbox = async () => {
    world.store.settleOutbox = settleOutbox
    throw broken
  }
  world.add(...messages(5))
  const worker = startWorker(world.runtime, OPTIONS)
  await vi.waitFor(() => expect(world.reports).toEqual([broken]))
  world.add(...messages(3, 2).map((message) => ({ ...message, ticketId: `other ${message.ticketId}` })))
  await vi.waitFor(() => {
    world.wake()
    expect(world.groups.flat()).toHaveLength(3)
  })
  await worker.stop()
  expect(world.reports).toEqual([broken])
})
