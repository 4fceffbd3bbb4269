import { describe, expect, it, vi } from 'vitest'
import { faultyStore } from '../../src/faults/faulty-store.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import { expectKeptWorld, MONDAY, openPromises, type Policy, request, told } from './promising-desk.js'
import type { CreateDeskFixture } from './world.js'

const tell = { action: 'notify', to: ['lead'] } as const
const policy: Policy = {
  id: 'standard',
  targets: {
    resolution: {
      within: { hours: 8 },
      escalate: [
        { used: 0.5, do: [tell] },
        { after: {}, do: [tell, { action: 'raisePriority' }, { action: 'effect', effect: 'page' }] },
        { after: { hours: 1 }, do: [{ action: 'assign', agent: 'bob' }] },
      ],
    },
  },
}
const WHOLE = [
  [0, 'applied', 'standard'],
  [4, 'escalated', 'used 0.5'],
  [8, 'breached', 'resolution'],
  [8, 'escalated', 'after 0s'],
  [9, 'escalated', 'after 3600s'],
]

/** What several nodes, dead ones and ones with a wrong clock do with the same promises. */
export function slaNodeScenarios(create: CreateDeskFixture): void {
  const open = async (count: number) => {
    const world = await openPromises(create, [policy])
    const agent = world.as('agent', 'ann')
    const ids: string[] = []
    for (let index = 0; index < count; index += 1) {
      const { id } = await agent.create(request(`${index}`))
      await agent.assign(id, { agent: 'ann', team: 'lamps' })
      ids.push(id)
    }
    return { world, ids }
  }

  describe('promises and several nodes', () => {
    it('are kept once when all tick at the same time', async () => {
      const { world, ids } = await open(12)
      const nodes = [world, await world.node(), await world.node({ idPrefix: 'an-id-of-node-three' })]
      await world.pass({ days: 2 })
      for (let round = 0; round < 12; round += 1) await Promise.all(nodes.map(({ desk }) => desk.system.tick()))
      for (const id of ids) {
        expect(await told(world, id)).toEqual(WHOLE)
        expect(await world.as('agent').get(id)).toMatchObject({ priority: 'high', assignee: 'bob' })
      }
      expect(nodes.flatMap(({ paged }) => paged.map(({ ticketId }) => ticketId)).sort()).toEqual([...ids].sort())
      const { items } = await world.as('lead', 'lea').inbox.list({ limit: 100 })
      expect(items).toHaveLength(2 * ids.length)
      await expectKeptWorld(world)
    })

    it('are kept once beside commands that come at the same time', async () => {
      const { world, ids } = await open(6)
      const node = await world.node()
      await world.pass({ days: 2 })
      await Promise.all([
        ...ids.map((id, index) => (index % 2 === 0 ? world : node).as('agent', 'bob').note(id, { body: 'Late' })),
        world.desk.system.tick(),
        node.desk.system.tick(),
      ])
      await world.work({ minutes: 10 })
      for (const id of ids) expect(await told(world, id)).toEqual(WHOLE)
      await expectKeptWorld(world)
    })

    it('are left by a node that died with their timers and messages, and kept by another after its lease', async () => {
      const { world, ids } = await open(3)
      await world.pass({ hours: 4 })
      expect(await world.store.claimTimers({ limit: 10, leaseMs: 30_000, token: 'of-the-dead' })).toHaveLength(3)
      await world.desk.system.tick()
      for (const id of ids) expect(await told(world, id)).toHaveLength(1)
      await world.pass({ seconds: 30 })
      await world.desk.system.tick()
      await world.pass({ hours: 4 })
      // This one dies after the breach is written, with the messages in its hands.
      await world.desk.system.tick({ limit: 3 })
      expect(await world.store.claimOutbox({ limit: 10, leaseMs: 30_000, token: 'of-the-dead' })).toHaveLength(3)
      await world.pass({ seconds: 30 })
      await world.work({ days: 1 })
      for (const id of ids) {
        expect(await told(world, id)).toEqual(WHOLE)
        expect(await world.as('agent').get(id)).toMatchObject({ priority: 'high', assignee: 'bob' })
      }
      expect(world.paged).toHaveLength(3)
      await expectKeptWorld(world)
    })

    it('are kept once through a store that fails at random all the time', async () => {
      const { world, ids } = await open(4)
      const random = seededRandom(20_262)
      const faulty: ReturnType<typeof faultyStore>[] = []
      const node = await world.node({
        wrap(store) {
          const wrapped = faultyStore(store, { random, rate: 0.1 })
          faulty.push(wrapped)
          // The desk's start is not what is tried here.
          const get = (target: typeof store, name: PropertyKey): unknown =>
            name === 'registerDefinitions' ? store.registerDefinitions.bind(store) : Reflect.get(target, name)
          return new Proxy(wrapped.store, { get })
        },
      })
      for (let turn = 0; turn < 200; turn += 1) {
        await node.desk.system.tick().catch(() => null)
        await world.pass({ minutes: 10 })
      }
      for (const id of ids) {
        expect(await told(world, id)).toEqual(WHOLE)
        expect(await world.as('agent').get(id)).toMatchObject({ priority: 'high', assignee: 'bob' })
      }
      expect(faulty[0]?.faults().before).toBeGreaterThan(10)
      expect(faulty[0]?.faults().after).toBeGreaterThan(10)
      const { items } = await world.as('lead', 'lea').inbox.list({ limit: 100 })
      expect(items).toHaveLength(2 * ids.length)
      expect(new Set(node.paged.map(({ id }) => id)).size).toBe(ids.length)
      await expectKeptWorld(world)
    })

    it('are kept once by two workers that share them, without any tick', async () => {
      const { world, ids } = await open(10)
      const nodes = [world, await world.node()]
      const workers = nodes.map(({ desk }) => desk.system.startWorker({ pollMs: 5, batchSize: 3 }))
      await world.pass({ days: 1 })
      const isDone = async (id: string) => (await world.as('agent').get(id)).assignee === 'bob'
      await vi.waitFor(async () => expect(await Promise.all(ids.map(isDone))).not.toContain(false), 20_000)
      await Promise.all(workers.map((worker) => worker.stop()))
      await world.work({ minutes: 1 })
      for (const id of ids) expect(await told(world, id)).toEqual(WHOLE)
      const { items } = await world.as('lead', 'lea').inbox.list({ limit: 100 })
      expect(items).toHaveLength(2 * ids.length)
      expect(nodes.flatMap(({ paged }) => paged)).toHaveLength(ids.length)
      expect(nodes.flatMap(({ errors }) => errors)).toEqual([])
      await expectKeptWorld(world)
    })
  })

  describe('a node whose clock is ten years ahead', () => {
    it('takes nothing early by its worker: only the clock of the store counts', async () => {
      const { world, ids } = await open(1)
      const [id = ''] = ids
      const ahead = await world.node({ clock: { now: () => world.now() + 3_652 * 86_400_000 } })
      await ahead.desk.system.tick()
      expect(await told(world, id)).toEqual(WHOLE.slice(0, 1))
      await world.pass({ hours: 4 })
      await ahead.desk.system.tick()
      // What has come due it takes, and no more of what its own clock believes.
      expect(await told(world, id)).toEqual(WHOLE.slice(0, 2))
      expect((await world.as('lead', 'lea').inbox.list()).items).toHaveLength(1)
      await world.pass({ hours: 4 })
      await ahead.desk.system.tick()
      expect(await told(world, id)).toEqual(WHOLE.slice(0, 2))
      const { sla } = await world.as('agent').get(id)
      expect(sla?.targets[0]).toMatchObject({ light: 'red', dueAt: new Date(MONDAY + 8 * 3_600_000) })
      expect(await world.desk.system.nextWakeupAt()).toEqual(new Date(MONDAY + 8 * 3_600_000 + 1))
    })
  })
}
