import { defineRouting, leastLoad } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type DecidingWorld, deciding, expectSound, holders, openDeciding, request, toldOf } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

/** Non-urgent tickets of a team that is nearly full go to the second team; urgent ones stay. */
const routing = defineRouting({
  id: 'overflow',
  tiers: [
    {
      name: 'second',
      when: { not: { any: [{ priority: 'urgent' }, { tag: 'core' }] } },
      ifSaturated: 0.75,
      teams: ['second'],
      by: [leastLoad()],
    },
    { name: 'own', by: [leastLoad()] },
  ],
})
const desk = deciding({ routing })

/** Ann and bob of the lamps with two places each, sue of the second team with three. */
async function teams(create: CreateDeskFixture, second: object = {}): Promise<DecidingWorld> {
  const world = await openDeciding(create, desk)
  await world.directory.putTeam({ id: 'second', name: 'Second' })
  await world.put('ann', { capacity: 2 })
  await world.put('bob', { capacity: 2 })
  await world.put('sue', { capacity: 3, teams: ['second'], ...second })
  return world
}

const lamp = (more: object = {}) => request({ team: 'lamps', ...more })

/** What leaves a team that is full, and what does not. */
export function overflowScenarios(create: CreateDeskFixture): void {
  describe('overflow', () => {
    it('begins when the team has used the named share of its capacity, and not before', async () => {
      const world = await teams(create)
      const places: (string | null)[] = []
      for (let index = 0; index < 7; index += 1) places.push((await world.sam.create(lamp())).team)
      // Three of four places are the share; then three go to sue, and the last place of the lamps is taken at the end.
      expect(places).toEqual(['lamps', 'lamps', 'lamps', 'second', 'second', 'second', 'lamps'])
      expect(await world.loads()).toEqual({ ann: 2, bob: 2, sue: 3 })
      await expectSound(world)
    })

    it('says why: which tier was passed over, and who lost in the others', async () => {
      const world = await teams(create)
      const first = await world.sam.create(lamp())
      const reasons = async (id: string) => (await world.sam.explain(id)).assignment?.reasons
      expect((await reasons(first.id))?.[0]).toEqual({
        code: 'tier-skipped',
        tier: 'second',
        because: 'not-saturated',
        used: 0,
      })
      for (let index = 0; index < 2; index += 1) await world.sam.create(lamp())
      const moved = await world.sam.create(lamp())
      expect(await reasons(moved.id)).toMatchObject([{ code: 'chosen', agent: 'sue', by: 'only', tier: 'second' }])
      const core = await world.sam.create(lamp({ priority: 'urgent' }))
      expect((await reasons(core.id))?.[0]).toEqual({ code: 'tier-skipped', tier: 'second', because: 'when' })
      expect((await world.store.load('acme', moved.id))?.facts.handovers).toBe(1)
    })

    it('never takes what is core: it waits for its own team while sue is idle, with an alarm', async () => {
      const world = await teams(create)
      const held: string[] = []
      for (let index = 0; index < 4; index += 1) held.push((await world.sam.create(lamp({ tags: ['core'] }))).id)
      const urgent = await world.sam.create(lamp({ priority: 'urgent' }))
      const core = await world.sam.create(lamp({ tags: ['core'] }))
      expect([urgent.assignee, core.assignee]).toEqual([null, null])
      await world.work({ hours: 1 })
      expect(await holders(world, [urgent.id, core.id])).toEqual([null, null])
      expect(await world.loads()).toEqual({ ann: 2, bob: 2, sue: 0 })
      expect(await toldOf(world, 'agent', 'lea')).toHaveLength(2)
      await world.sam.send(held[0] ?? '', { type: 'solve' })
      expect((await holders(world, [urgent.id]))[0]).toMatch(/^(ann|bob)$/)
      expect(await holders(world, [core.id])).toEqual([null])
      await expectSound(world)
    })

    it('takes what has waited as soon as somebody of the other team comes, the most urgent first, and leaves what is core', async () => {
      const world = await teams(create, { status: 'away' })
      for (let index = 0; index < 4; index += 1) await world.sam.create(lamp())
      const waiting: string[] = []
      for (const more of [{ priority: 'low' }, { priority: 'urgent' }, {}, { priority: 'high' }, { tags: ['core'] }]) {
        waiting.push((await world.sam.create(lamp(more))).id)
      }
      expect(await holders(world, waiting)).toEqual([null, null, null, null, null])
      await world.put('sue', { capacity: 2, teams: ['second'] })
      expect(await holders(world, waiting)).toEqual([null, null, 'sue', 'sue', null])
      expect((await world.sam.get(waiting[3] ?? '')).team).toBe('second')
      expect((await world.sam.get(waiting[0] ?? '')).team).toBe('lamps')
      await world.put('sue', { capacity: 9, teams: ['second'] })
      expect(await holders(world, waiting)).toEqual(['sue', null, 'sue', 'sue', null])
      await expectSound(world)
    })

    it('takes a waiting ticket that is not core any more', async () => {
      const world = await teams(create)
      for (let index = 0; index < 4; index += 1) await world.sam.create(lamp({ tags: ['core'] }))
      const { id, assignee } = await world.sam.create(lamp({ tags: ['core'] }))
      expect(assignee).toBeNull()
      expect(await world.sam.tag(id, { remove: ['core'] })).toMatchObject({ assignee: 'sue', team: 'second' })
      const urgent = await world.sam.create(lamp({ priority: 'urgent' }))
      expect(urgent.assignee).toBeNull()
      expect(await world.sam.setPriority(urgent.id, { priority: 'low' })).toMatchObject({ assignee: 'sue' })
      await expectSound(world)
    })

    it('counts only who works now: a team of which all are away is full', async () => {
      const world = await teams(create)
      await world.put('ann', { capacity: 2, status: 'away' })
      await world.put('bob', { capacity: 2, status: 'away' })
      expect(await world.sam.create(lamp())).toMatchObject({ assignee: 'sue', team: 'second' })
      const core = await world.sam.create(lamp({ tags: ['core'] }))
      expect(core).toMatchObject({ assignee: null, team: 'lamps' })
      await expectSound(world)
    })

    it('of 64 tickets at once fills both teams to the last place and nobody further', async () => {
      const world = await teams(create)
      await Promise.all(Array.from({ length: 64 }, () => world.sam.create(lamp())))
      await world.work({ minutes: 3 })
      expect(await world.loads()).toEqual({ ann: 2, bob: 2, sue: 3 })
      const { items } = await world.sam.list({ where: { assignee: 'sue' } })
      expect(items.map(({ team }) => team)).toEqual(['second', 'second', 'second'])
      await expectSound(world)
    })
  })
}
