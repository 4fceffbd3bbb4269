import { expect, it } from 'vitest'
import { gate, someTurns } from '../../test/gate.js'
import { outboxRecord, outboxRuntime } from '../../test/outbox-runtime.js'
import { DocketError } from '../kernel/error.js'
import { unknownHere } from '../runtime/claimed-work.js'
import { deliverDue } from './deliver.js'

const LEASE_MS = 30_000
const codes = (reports: readonly unknown[]) => reports.map((error) => (DocketError.is(error) ? error.code : error))

it('settles fast messages together, and does not let a slow one hold them up or bring them again', async () => {
  const slow = gate()
  const delivered: string[] = []
  const world = outboxRuntime(async ({ id, ticketId }) => {
    if (ticketId === 't2') await slow.opened
    delivered.push(id)
  })
  world.add(outboxRecord('t1'), outboxRecord('t2'), outboxRecord('t3'))
  const all = deliverDue(world.runtime, LEASE_MS)(10)
  await someTurns()
  expect(world.groups).toEqual([['t1.1.mail done', 't3.1.mail done']])
  expect(world.left()).toEqual(['t2.1.mail'])
  expect(await deliverDue(world.runtime, LEASE_MS)(10)).toBe(0)
  slow.open()
  expect(await all).toBe(3)
  expect(world.groups.slice(1)).toEqual([['t2.1.mail done']])
  expect(delivered).toEqual(['t1.1.mail', 't3.1.mail', 't2.1.mail'])
  expect(world.reports).toEqual([])
})

it('reports each message whose lease was lost, by its effect when its time was up', async () => {
  const world = outboxRuntime(({ id, effect }) => {
    if (effect === 'page') {
      world.takeAway(id)
      world.clock.advance({ seconds: 30 })
    }
  })
  world.add(outboxRecord('t1'), outboxRecord('t2', 1, 'page'))
  await deliverDue(world.runtime, LEASE_MS)(10)
  expect(codes(world.reports)).toEqual(['LEASE_LOST'])
  expect(String(world.reports[0])).toContain('effect page took longer')
  expect(world.left()).toEqual(['t2.1.page'])
})

it('reports as many as were lost of a group, whatever this node’s clock says', async () => {
  const world = outboxRuntime(({ id, ticketId }) => {
    if (ticketId !== 't1') world.takeAway(id)
  })
  world.add(outboxRecord('t1'), outboxRecord('t2'), outboxRecord('t3', 1, 'page'))
  await deliverDue(world.runtime, LEASE_MS)(10)
  expect(world.groups).toHaveLength(1)
  expect(codes(world.reports)).toEqual(['LEASE_LOST', 'LEASE_LOST'])
  expect(String(world.reports[0])).toContain('mail or page')
})

it('says nothing of a failed attempt that lost its lease, since it is tried again anyhow', async () => {
  const world = outboxRuntime(({ id }) => {
    world.takeAway(id)
    throw new Error('no line')
  })
  world.add(outboxRecord('t1'))
  await deliverDue(world.runtime, LEASE_MS)(10)
  expect(world.groups).toEqual([['t1.1.mail retry']])
  expect(world.reports).toEqual([])
})

it('fails when the store does, after everything that was claimed has ended', async () => {
  const slow = gate()
  const world = outboxRuntime(({ ticketId }) => (ticketId === 't2' ? slow.opened : undefined))
  world.add(outboxRecord('t1'), outboxRecord('t2'))
  const broken = new DocketError('STORE_UNAVAILABLE', 'The database is away.')
  const { settleOutbox } = world.store
  world.store.settleOutbox = async () => {
    world.store.settleOutbox = settleOutbox
    throw broken
  }
  const all = deliverDue(world.runtime, LEASE_MS)(10)
  all.catch(() => {})
  await someTurns()
  slow.open()
  await expect(all).rejects.toBe(broken)
  expect(world.groups).toEqual([['t2.1.mail done']])
  expect(world.left()).toEqual(['t1.1.mail'])
})

it('gives back, uncounted, what has had no turn within its lease, for another worker may have it', async () => {
  const delivered: string[] = []
  const world = outboxRuntime(({ id }) => {
    delivered.push(id)
    world.clock.advance({ seconds: 30 })
  })
  world.add(outboxRecord('t1'), outboxRecord('t2'))
  world.claimedBefore('t2.1.mail', 7)
  expect(await deliverDue(world.runtime, LEASE_MS)(10)).toBe(2)
  expect(delivered).toEqual(['t1.1.mail'])
  expect(world.groups.flat()).toEqual(['t1.1.mail done', 't2.1.mail wait'])
})

it('holds one message at a time that may have ended its process, so that no other is counted with it', async () => {
  const held: string[][] = []
  const world = outboxRuntime(() => void held.push(world.leased()))
  world.add(outboxRecord('t1'), outboxRecord('t2'), outboxRecord('t3'), outboxRecord('t4'))
  for (const id of ['t1.1.mail', 't2.1.mail', 't3.1.mail']) world.claimedBefore(id, 4)
  world.claimedBefore('t2.1.mail', 3)
  const deliver = deliverDue(world.runtime, LEASE_MS)
  expect(await deliver(10)).toBe(2)
  expect(held).toEqual([['t2.1.mail', 't4.1.mail'], ['t2.1.mail']])
  expect(await deliver(10)).toBe(1)
  expect(await deliver(10)).toBe(1)
  expect(world.claims).toEqual([4, 1, 1])
  expect(held.slice(2).map(({ length }) => length)).toEqual([1, 1])
  expect(world.left()).toEqual([])
})

// Guards the messages of a ticket from waiting for ever behind one that no node can deliver.
it('leaves a message without a handler to others ever longer, and with the tenth attempt gives it up and says so', async () => {
  const world = outboxRuntime(() => {})
  const outcomes = Array.from({ length: 10 }, (_, index) => {
    return unknownHere(world.runtime, 'effect fax of ticket t1', index + 1, 'this node has no handler')
  })
  expect(outcomes.slice(0, 3)).toMatchObject([{ delayMs: 15_000 }, { delayMs: 45_000 }, { delayMs: 135_000 }])
  expect(outcomes.slice(0, 9).every(({ kind }) => kind === 'retry')).toBe(true)
  expect(outcomes[9]).toEqual({ kind: 'dead', error: 'this node has no handler' })
  expect(codes(world.reports)).toEqual(['INTERNAL'])
  expect(String(world.reports[0])).toContain('The effect fax of ticket t1 was given up')
})
