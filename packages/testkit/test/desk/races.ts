import { type ActorDesk, DocketError, defineRouting, leastLoad, roundRobin } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.js'
import {
  type DecidingNode,
  type DecidingWorld,
  deciding,
  expectSound,
  log,
  openDeciding,
  request,
} from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

const desk = deciding({ routing: leastLoad() })
const asking = deciding({
  routing: defineRouting({ id: 'asking', tiers: [{ by: [roundRobin()] }], offer: { minutes: 2 }, handsBack: {} }),
})

const NODES = 4

async function nodesOf(world: DecidingWorld, definition: typeof desk): Promise<readonly DecidingNode[]> {
  const others: DecidingNode[] = []
  for (let index = 1; index < NODES; index += 1) others.push(await world.node(definition))
  return [world, ...others]
}

/** Does it on all nodes in turn at once; gives back the codes of what was refused. */
async function atOnce(
  nodes: readonly DecidingNode[],
  count: number,
  call: (node: DecidingNode, index: number) => Promise<unknown>,
) {
  const results = await Promise.allSettled(
    Array.from({ length: count }, (_, index) => call(nodes[index % nodes.length] as DecidingNode, index)),
  )
  return results.flatMap((result) => {
    if (result.status === 'fulfilled') return []
    return [DocketError.is(result.reason) ? result.reason.code : String(result.reason)]
  })
}

const count = async (world: DecidingWorld, id: string, type: string) =>
  (await log(world, id)).filter((event) => event.type === type).length

/** What several nodes and several people do at once. */
export function raceScenarios(create: CreateDeskFixture): void {
  describe('at once, from four nodes,', () => {
    it('64 assignments by hand to an agent with five free places are five', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { capacity: 5, status: 'away' })
      const nodes = await nodesOf(world, desk)
      const ids: string[] = []
      for (let index = 0; index < 64; index += 1) ids.push((await world.sam.create(request())).id)
      const refused = await atOnce(nodes, 64, ({ sam }, index) => sam.assign(ids[index] ?? '', { agent: 'ann' }))
      expect(refused).toEqual(Array.from({ length: 59 }, () => 'CAPACITY_EXCEEDED'))
      expect(await world.loads()).toEqual({ ann: 5 })
      expect((await world.sam.list({ where: { assignee: 'ann' } })).items).toHaveLength(5)
      await expectSound(world)
    })

    it('64 new tickets for an agent with five free places and a place more for each that is solved', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { capacity: 5 })
      const nodes = await nodesOf(world, desk)
      const refused = await atOnce(nodes, 64, ({ sam }) => sam.create(request()))
      expect(refused).toEqual([])
      for (const given of [5, 10, 15]) {
        await world.work({ minutes: 2 })
        expect(await world.loads()).toEqual({ ann: 5 })
        const { items } = await world.sam.list({ where: { assignee: 'ann' }, limit: 100 })
        expect(items).toHaveLength(given)
        const held = items.filter(({ phase }) => phase === 'open')
        await atOnce(nodes, held.length, ({ sam }, index) => sam.send(held[index]?.id ?? '', { type: 'solve' }))
      }
      for (const node of nodes) expect(node.errors).toEqual([])
      await expectSound(world)
    })

    it('the workers of all nodes give each waiting ticket to one agent, and no agent more than fits', async () => {
      const world = await openDeciding(create, desk)
      const nodes = await nodesOf(world, desk)
      for (const id of ['ann', 'bob', 'eve']) await world.put(id, { status: 'away', capacity: 4 })
      for (let index = 0; index < 24; index += 1) await world.sam.create(request())
      const put = (id: string, { directory }: DecidingNode) =>
        directory.putAgent({ id, name: id, teams: ['lamps'], capacity: 4 })
      await world.pass({ minutes: 16 })
      await Promise.all([
        ...['ann', 'bob', 'eve'].map((id, index) => put(id, nodes[index] ?? world)),
        ...nodes.map(({ desk: node }) => node.system.tick()),
      ])
      await world.work({ minutes: 2 })
      expect(await world.loads()).toEqual({ ann: 4, bob: 4, eve: 4 })
      const { items } = await world.sam.list({ limit: 100 })
      for (const { id } of items) expect(await count(world, id, 'ticket.assigned')).toBeLessThanOrEqual(1)
      for (const node of nodes) expect(node.errors).toEqual([])
      await expectSound(world)
    })

    it('an offer is accepted and ends: one of both', async () => {
      const outcomes = new Set<string>()
      const world = await openDeciding(create, asking)
      const nodes = await nodesOf(world, asking)
      await world.put('ann')
      await world.put('bob')
      for (let round = 0; round < 6; round += 1) {
        const { id, offer } = await world.sam.create(request())
        const first = offer?.agent ?? ''
        // By the clock of whoever accepts it is not over yet; by that of the store it is.
        await world.pass({ minutes: 1, seconds: 59.999 })
        const accept = () =>
          (nodes[1] ?? world)
            .as('agent', first)
            .accept(id)
            .then(
              () => 'accepted',
              ({ code }) => String(code),
            )
        const tick = async () => {
          await world.pass({ seconds: 0.001 })
          await (nodes[2] ?? world).desk.system.tick()
        }
        const [answer] =
          round % 2 === 0 ? await Promise.all([accept(), tick()]) : (await Promise.all([tick(), accept()])).reverse()
        outcomes.add(String(answer))
        const { assignee } = await world.sam.get(id)
        const [accepted, expired] = [await count(world, id, 'ticket.assigned'), await count(world, id, 'offer.expired')]
        expect([accepted, expired]).toEqual(answer === 'accepted' ? [1, 0] : [0, 1])
        expect(assignee).toBe(answer === 'accepted' ? first : null)
        await world.sam.send(id, { type: 'solve' })
      }
      expect([...outcomes].every((one) => ['accepted', 'COMMAND_REFUSED'].includes(one))).toBe(true)
      expect(await world.loads()).toEqual({ ann: 0, bob: 0 })
      await expectSound(world)
    })

    it('two agents accept, and whoever was asked has it; the same one twice has it once', async () => {
      const world = await openDeciding(create, asking)
      const nodes = await nodesOf(world, asking)
      await world.put('ann')
      await world.put('bob')
      for (let round = 0; round < 4; round += 1) {
        const { id, offer } = await world.sam.create(request())
        const refused = await atOnce(nodes, 8, (node, index) => node.as('agent', index % 2 ? 'ann' : 'bob').accept(id))
        expect(refused).toEqual(Array.from({ length: 4 }, () => 'COMMAND_REFUSED'))
        expect((await world.sam.get(id)).assignee).toBe(offer?.agent)
        expect(await count(world, id, 'ticket.assigned')).toBe(1)
      }
      await expectSound(world)
    })

    it('one accepts while another is given the ticket by hand, and one has it', async () => {
      const world = await openDeciding(create, asking)
      const nodes = await nodesOf(world, asking)
      await world.put('ann', { capacity: 3 })
      await world.put('kim', { status: 'away', capacity: 3 })
      for (let round = 0; round < 3; round += 1) {
        const { id } = await world.sam.create(request())
        await atOnce(nodes, 2, (node, index) =>
          index === 0 ? node.as('agent', 'ann').accept(id) : node.sam.assign(id, { agent: 'kim' }),
        )
        expect((await world.sam.get(id)).assignee).toMatch(/^(ann|kim)$/)
      }
      const loads = await world.loads()
      expect((loads['ann'] ?? 0) + (loads['kim'] ?? 0)).toBe(3)
      await expectSound(world)
    })

    it('an agent leaves while work comes: in the end nobody absent holds what the rule gives back', async () => {
      const world = await openDeciding(create, asking)
      const nodes = await nodesOf(world, asking)
      for (let round = 0; round < 4; round += 1) {
        await world.put('ann')
        await world.put('bob')
        const status = round % 2 === 0 ? 'removed' : 'away'
        await atOnce(nodes, 13, async (node, index) => {
          if (index === 6) return node.directory.putAgent({ id: 'ann', name: 'ann', teams: ['lamps'], status })
          const { id, offer } = await node.sam.create(request())
          return offer && node.as('agent', offer.agent).accept(id)
        })
        await world.work({ minutes: 1 })
        const { items } = await world.sam.list({ where: { assignee: 'ann' }, limit: 100 })
        expect(items.filter(({ phase }) => phase === 'open')).toEqual([])
        await expectSound(world)
      }
    })

    it('a priority comes to its next level, an end by hand and inputs: the log is one', async () => {
      const world = await openDeciding(create, desk)
      const nodes = await nodesOf(world, desk)
      await world.put('ann')
      const { id } = await world.sam.create(request())
      await world.sam.setPriority(id, { priority: 'urgent', until: new Date(world.now() + 60_000) })
      await world.pass({ minutes: 1 })
      const refused = await atOnce(nodes, 16, (node, index) => {
        if (index % 4 === 0) return node.desk.system.tick()
        if (index % 4 === 1) return node.as('service').setInputs(id, { heat: index })
        return node.sam.tag(id, { add: [`t${index}`] })
      })
      expect(refused).toEqual([])
      const ends = (await log(world, id)).filter(
        ({ type, actor }) => type === 'ticket.prioritized' && actor.type === 'system',
      )
      expect(ends.map(({ occurredAt }) => occurredAt.getTime())).toEqual([world.now()])
      await expectSound(world)
    })

    it.each([1, 2, 3])('all of it by chance leaves every counter right: seed %i', async (seed) => {
      const random = seededRandom(seed)
      const world = await openDeciding(create, asking)
      const nodes = await nodesOf(world, asking)
      const agents = ['ann', 'bob', 'eve']
      for (const id of agents) await world.put(id, { capacity: 4 })
      const ids: string[] = []
      for (let round = 0; round < 12; round += 1) {
        for (let index = 0; index < 3; index += 1) ids.push((await world.sam.create(request())).id)
        const steps = Array.from({ length: 12 }, () => anyStep(random, ids, agents))
        await atOnce(nodes, steps.length, (node, index) => steps[index]?.(node) ?? Promise.resolve())
        await world.pass({ seconds: 20 + random.below(60) })
        await Promise.all(nodes.map((node) => node.desk.system.tick()))
        const loads = await world.loads()
        expect(loads).toEqual(Object.fromEntries(Object.entries(loads).filter(([, load]) => load >= 0)))
        await expectSound(world)
      }
      for (const id of ids) await world.as('lead').override(id, { state: 'closed' })
      expect(Object.values(await world.loads()).every((load) => load === 0)).toBe(true)
    })
  })
}

type Step = (node: DecidingNode) => Promise<unknown>

function anyStep(random: ReturnType<typeof seededRandom>, ids: readonly string[], agents: readonly string[]): Step {
  const id = random.pickAny(ids) ?? ''
  const agent = random.pickAny(agents) ?? ''
  const [capacity, status] = [random.below(5), random.pick(['present', 'present', 'away', 'removed'] as const)]
  const as =
    (call: (desk: ActorDesk) => Promise<unknown>, who?: string): Step =>
    (node) =>
      call(who === undefined ? node.sam : node.as('agent', who))
  return random.pick<Step>([
    as((desk) => desk.accept(id), agent),
    as((desk) => desk.accept(id), agent),
    as((desk) => desk.decline(id, { code: 'busy' }), agent),
    as((desk) => desk.assign(id, { agent })),
    as((desk) => desk.assign(id, { team: 'lamps' })),
    as((desk) => desk.unassign(id)),
    as((desk) => desk.send(id, { type: 'solve' })),
    as((desk) => desk.send(id, { type: 'solve' })),
    as((desk) => desk.send(id, { type: 'reopen' })),
    as((desk) => desk.setPriority(id, { priority: 'urgent' })),
    (node) => node.directory.putAgent({ id: agent, name: agent, teams: ['lamps'], capacity, status }),
  ])
}
