import type { Delivery } from '@docket/core'
import { describe, expect, it, vi } from 'vitest'
import { type FaultPlan, faultyStore } from '../../src/faults/faulty-store.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import { nextIn, openTargeted, type TargetedWorld, TENANT } from './targeted-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const hundred = Array.from({ length: 100 }, (_, place) => `t${place}`)
const failing = (plan: FaultPlan) => ({ wrap: (store: TargetedWorld['store']) => faultyStore(store, plan).store })
const brought = ({ tried }: TargetedWorld) => tried.map(({ id, target }) => `${id} ${target}`).toSorted()

/** A target that answers when the test says so. */
function mute() {
  let speak = () => {}
  const answer = new Promise<Delivery>((resolve) => {
    speak = () => resolve({ kind: 'done' })
  })
  return { answer: () => answer, speak }
}

const isBreached = async (world: TargetedWorld, id: string) =>
  (await world.as('agent').history(id)).items.some(({ type }) => type === 'sla.breached')

/** Effects with targets where workers die, stores fail, targets never answer, and nodes differ. */
export function targetedAtOnceScenarios(create: CreateDeskFixture): void {
  describe('an effect with targets, where things go wrong,', () => {
    it.each([
      ['its worker dies before the message is settled', { at: [{ method: 'settleOutbox', call: 1, when: 'before' }] }],
      ['the answer to that is lost', { at: [{ method: 'settleOutbox', call: 1, when: 'after' }] }],
    ] as const)('sets its targets once when %s', async (_what, plan) => {
      const world = await openTargeted(create, failing(plan))
      const id = await world.create()
      expect((await failure(world.desk.system.tick())).code).toBe('STORE_UNAVAILABLE')
      await world.desk.system.tick()
      const once = [`${id}.1.hook a`, `${id}.1.hook b`]
      expect(brought(world)).toEqual(once)
      await world.pass(MINUTE)
      expect(world.asked()).toBe(plan.at[0].when === 'before' ? 2 : 1)
      expect(brought(world)).toEqual(once)
      expect(await nextIn(world)).toBeGreaterThan(20 * MINUTE)
      expect(await world.as('lead').deadLetters()).toEqual([])
    })

    it.each(['before', 'after'] as const)(
      'sets its targets once when the store fails %s it sets them',
      async (when) => {
        const world = await openTargeted(create, failing({ at: [{ method: 'commit', call: 2, when }] }))
        const id = await world.create()
        await world.desk.system.tick()
        await world.pass(MINUTE)
        expect(world.asked()).toBe(2)
        expect(brought(world)).toEqual([`${id}.1.hook a`, `${id}.1.hook b`])
      },
    )

    it('is brought again under its id, as the same attempt, when a worker dies before it says so', async () => {
      const plan: FaultPlan = { at: [{ method: 'settleTimers', call: 1, when: 'before' }] }
      const world = await openTargeted(create, { ...failing(plan), targets: () => ['a'] })
      const id = await world.create()
      expect((await failure(world.desk.system.tick())).code).toBe('STORE_UNAVAILABLE')
      await world.pass(29 * SECOND)
      expect(world.tried).toHaveLength(1)
      await world.pass(SECOND)
      expect(world.tried).toMatchObject([
        { id: `${id}.1.hook`, attempt: 1 },
        { id: `${id}.1.hook`, attempt: 1 },
      ])
    })

    // Guards against a worker that is late and sets anew what another one has brought meanwhile.
    it('is not tried again for a worker that lost its lease to one that brought it', async () => {
      const world = await openTargeted(create, { targets: () => ['a'] })
      const other = await world.node()
      const late = await world.node({
        prefix: 'an-id-of-node-three',
        async answer() {
          await other.pass(30 * SECOND)
          return { kind: 'retry', error: 'too late' }
        },
      })
      await world.create()
      await late.desk.system.tick()
      expect([late.tried.length, other.tried.length]).toEqual([1, 1])
      await world.pass(10 * MINUTE)
      expect(world.tried).toEqual([])
      expect(await nextIn(world)).toBeGreaterThan(10 * MINUTE)
    })

    it('counts an attempt that no worker survives as failed, and nothing else waits for it', async () => {
      const world = await openTargeted(create, {
        answer: () => ({ kind: 'wait', delayMs: SECOND }),
        targets: () => ['a'],
      })
      const id = await world.create()
      await world.desk.system.tick()
      await world.fixture.clock.advance(SECOND)
      for (const token of ['of the first', 'of the second']) {
        const claimed = await world.store.claimTimers({ limit: 10, leaseMs: SECOND, token })
        expect(claimed.map(({ timer }) => timer.key)).toEqual([`effect:${id}.1.hook:a`])
        await world.fixture.clock.advance(SECOND)
      }
      const another = await world.node({ answer: () => ({ kind: 'done' }) })
      expect(await another.desk.system.tick()).toEqual({ timers: 1, messages: 0 })
      expect(another.tried).toEqual([])
      await another.pass(5_500)
      expect(another.tried).toMatchObject([{ attempt: 2 }])
      expect(another.errors).toEqual([])
    })

    it.each([1, 2, 3])('loses nothing on a store that fails now and then: seed %i', async (seed) => {
      const world = await openTargeted(create)
      const random = seededRandom(seed)
      const methods = ['claimTimers', 'claimOutbox', 'settleTimers', 'settleOutbox', 'commit', 'history'] as const
      const { store, faults } = faultyStore(world.store, { random, rate: 0.2, methods })
      const failures = new Map<string, number>()
      const node = await world.node({
        wrap: () => store,
        answer({ id }, target) {
          const left = failures.get(`${id} ${target}`) ?? random.below(3)
          failures.set(`${id} ${target}`, left - 1)
          return left > 0 ? { kind: 'retry', error: 'busy' } : { kind: 'done' }
        },
      })
      const lead = world.as('lead')
      const ids: string[] = []
      for (let count = 0; count < 20; count += 1) ids.push(await world.create())
      for (let turn = 0; turn < 300; turn += 1) {
        await world.fixture.clock.advance(5 * MINUTE)
        await node.desk.system.tick().catch(() => {})
        // What was claimed too often while the store failed is given up, not lost.
        if (turn % 50 === 0) await lead.retryDeadLetters(await lead.deadLetters())
      }
      expect(faults().before * faults().after).toBeGreaterThan(0)
      const all = ids.flatMap((id) => ['a', 'b'].map((target) => `${id}.1.hook ${target}`)).toSorted()
      expect([...failures.keys()].toSorted()).toEqual(all)
      for (const left of failures.values()) expect(left).toBeLessThan(0)
      expect(await lead.deadLetters()).toEqual([])
    })

    it('brings each message once when several nodes tick at the same time', async () => {
      const world = await openTargeted(create)
      const nodes = [world, await world.node(), await world.node({ prefix: 'an-id-of-node-three' })]
      const ids: string[] = []
      for (let count = 0; count < 20; count += 1) ids.push(await world.create())
      await Promise.all(nodes.map(({ desk }) => desk.system.tick()))
      for (const { desk } of nodes) await desk.system.tick()
      const all = nodes.flatMap(brought)
      expect(all).toHaveLength(40)
      expect(new Set(all).size).toBe(40)
    })

    it('is left by a node that knows no targets of it to one that does', async () => {
      const world = await openTargeted(create, {
        targets: () => ['a'],
        answer: ({ attempt }) => (attempt === 1 ? { kind: 'retry', error: 'x' } : { kind: 'done' }),
      })
      await world.create()
      await world.desk.system.tick()
      const given: unknown[] = []
      const plain = await world.node({ hook: (message) => void given.push(message) })
      for (let turn = 0; turn < 60; turn += 1) await plain.pass(MINUTE)
      expect([given, plain.errors, await world.as('lead').deadLetters()]).toEqual([[], [], []])
      await world.pass(20 * MINUTE)
      expect(world.tried.map(({ attempt }) => attempt)).toEqual([1, 2])
    })

    it('whose hundred targets never answer keeps no promise of any ticket waiting in a worker', async () => {
      const { answer, speak } = mute()
      const world = await openTargeted(create, {
        targets: ({ event }) => (event.actor.id === 'agent-1' ? hundred : []),
        answer,
      })
      const ids = [await world.create(), await world.create()]
      const worker = world.desk.system.startWorker({ pollMs: 5, leaseMs: 60 * MINUTE })
      await vi.waitFor(() => expect(world.tried).toHaveLength(32), 10_000)
      await world.fixture.clock.advance(31 * MINUTE)
      for (const id of ids) await vi.waitFor(async () => expect(await isBreached(world, id)).toBe(true), 10_000)
      expect(world.tried).toHaveLength(32)
      speak()
      await vi.waitFor(async () => {
        await world.fixture.clock.advance(MINUTE)
        expect(new Set(brought(world)).size).toBe(200)
      }, 10_000)
      await worker.stop()
      expect(world.errors).toEqual([])
    })

    it('whose hundred targets never answer keeps no promise waiting in a tick, and each is tried in it', async () => {
      const world = await openTargeted(create, { targets: () => hundred, answer: mute().answer })
      const id = await world.create()
      await world.desk.system.tick({ limit: 1 })
      await world.fixture.clock.advance(31 * MINUTE)
      await world.desk.system.tick({ leaseMs: 120 })
      expect(await isBreached(world, id)).toBe(true)
      expect(new Set(brought(world)).size).toBe(100)
      expect(await nextIn(world)).toBeGreaterThanOrEqual(4_500)
    })

    it('of which one target never answers brings all messages to the other one', async () => {
      const { answer, speak } = mute()
      const world = await openTargeted(create, {
        answer: (_, target) => (target === 'a' ? answer() : { kind: 'done' }),
      })
      const ids: string[] = []
      for (let count = 0; count < 60; count += 1) ids.push(await world.create())
      const worker = world.desk.system.startWorker({ pollMs: 5, leaseMs: 60 * MINUTE })
      const triedFor = (name: string) => world.tried.filter(({ target }) => target === name)
      await vi.waitFor(async () => {
        await world.fixture.clock.advance(SECOND)
        expect(triedFor('b')).toHaveLength(60)
      }, 10_000)
      expect(triedFor('a')).toHaveLength(4)
      speak()
      await vi.waitFor(async () => {
        await world.fixture.clock.advance(10 * SECOND)
        expect(triedFor('a')).toHaveLength(60)
      }, 10_000)
      await worker.stop()
      expect(await world.store.deadLetters(TENANT)).toEqual([])
    })

    it('is waited for by a worker that stops, no longer than it may take', async () => {
      const world = await openTargeted(create, { targets: () => hundred, answer: mute().answer })
      await world.create()
      const worker = world.desk.system.startWorker({ pollMs: 5, leaseMs: 300 })
      await vi.waitFor(() => expect(world.tried).toHaveLength(32), 10_000)
      await worker.stop()
      expect(world.tried).toHaveLength(32)
      await world.desk.system.tick({ leaseMs: 60 })
      expect(new Set(brought(world)).size).toBe(100)
    })
  })
}
