import { defineRouting, leastLoad } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, holders, log, mortal, openDeciding, request, toldOf } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

const ruled = (handsBack?: object) =>
  deciding({
    routing: defineRouting({ id: 'ruled', tiers: [{ by: [leastLoad()] }], ...(handsBack && { handsBack }) }),
  })
const desk = ruled({ any: [{ priority: ['urgent', 'high'] }, { fields: { severity: 'high' } }] })

/** A desk where ann holds an urgent ticket, a normal one, one that waits, a severe one and a solved one; nobody else works. */
async function holdingDesk(create: CreateDeskFixture, definition = desk) {
  const world = await openDeciding(create, definition)
  await world.put('ann')
  const ids: string[] = []
  for (const more of [{ priority: 'urgent' }, {}, {}, { fields: { severity: 'high' } }, { priority: 'high' }]) {
    ids.push((await world.sam.create(request({ team: 'lamps', ...more }))).id)
  }
  await world.sam.send(ids[2] ?? '', { type: 'wait' })
  await world.sam.send(ids[4] ?? '', { type: 'solve' })
  expect(await holders(world, ids)).toEqual(['ann', 'ann', 'ann', 'ann', 'ann'])
  return { world, ids, of: () => holders(world, ids) }
}

/** What becomes of the work of an agent who leaves. */
export function handBackScenarios(create: CreateDeskFixture): void {
  describe('work of an agent who leaves', () => {
    it("goes back as the host's rule says when the agent is away, and to whoever is there", async () => {
      const { world, ids, of } = await holdingDesk(create)
      await world.put('bob')
      await world.put('ann', { status: 'away' })
      expect(await of()).toEqual(['bob', 'ann', 'ann', 'bob', 'ann'])
      const left = (await log(world, ids[0] ?? '')).find(({ type }) => type === 'ticket.unassigned')
      expect(left).toMatchObject({
        data: {
          previousAssignee: 'ann',
          decision: { policy: 'ruled', reasons: [{ code: 'agent-left', agent: 'ann', status: 'away' }] },
        },
        actor: { type: 'system' },
        cause: { kind: 'timer', id: 'handBack' },
      })
      expect(await world.loads()).toEqual({ ann: 2, bob: 2 })
      await world.work({ hours: 1 })
      expect(await of()).toEqual(['bob', 'ann', 'ann', 'bob', 'ann'])
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSound(world)
    })

    it('stays without a rule, and all goes back when the agent is removed, also from being away', async () => {
      for (const definition of [desk, ruled()]) {
        const { world, of } = await holdingDesk(create, definition)
        if (definition !== desk) {
          await world.put('ann', { status: 'away' })
          expect(await of()).toEqual(['ann', 'ann', 'ann', 'ann', 'ann'])
        }
        await world.put('bob')
        await world.put('ann', { status: 'removed' })
        // What is solved stays who solved it.
        expect(await of()).toEqual(['bob', 'bob', 'bob', 'bob', 'ann'])
        expect(await world.loads()).toEqual({ bob: 4 })
        await expectSound(world)
      }
    })

    it('goes back on a desk that routes nothing too, when the agent is removed', async () => {
      const world = await openDeciding(create, deciding({}))
      await world.put('ann')
      const { id } = await world.sam.create(request())
      await world.sam.assign(id, { agent: 'ann' })
      await world.put('ann', { status: 'away' })
      expect((await world.sam.get(id)).assignee).toBe('ann')
      await world.put('ann', { status: 'removed' })
      expect((await world.sam.get(id)).assignee).toBeNull()
      await expectSound(world)
    })

    it('waits with a reason and an alarm while nobody else is there', async () => {
      const { world, ids, of } = await holdingDesk(create)
      await world.put('ann', { status: 'removed' })
      expect(await of()).toEqual([null, null, null, null, 'ann'])
      await world.work({ minutes: 1 })
      const told = await toldOf(world, 'agent', 'lea')
      expect(told.map(([, id]) => id).sort()).toEqual(ids.slice(0, 4))
      // The most urgent first, and no more than fits.
      await world.put('bob', { capacity: 1 })
      expect(await of()).toEqual(['bob', null, null, null, 'ann'])
      await expectSound(world)
    })

    it('is given back by a rule that throws: somebody is to look', async () => {
      const routing = {
        ...leastLoad(),
        handsBack: () => {
          throw new Error('a rule threw')
        },
      }
      const { world, of } = await holdingDesk(create, deciding({ routing }))
      await world.put('bob')
      await world.put('ann', { status: 'away' })
      expect(await of()).toEqual(['bob', 'bob', 'bob', 'bob', 'ann'])
      expect(world.errors.length).toBeGreaterThan(0)
      for (const error of world.errors) expect(error).toMatchObject({ code: 'POLICY_FAILED' })
    })

    it('stays with an agent who is back before anybody looks', async () => {
      const { world, of } = await holdingDesk(create)
      const { wrap, dieAfter } = mortal()
      const dying = await world.node(desk, { wrap })
      dieAfter(1, 'putDirectory')
      await dying.directory.putAgent({ id: 'ann', name: 'ann', teams: ['lamps'], status: 'away' })
      await world.put('ann')
      await world.put('bob')
      await world.work({ hours: 1 })
      expect(await of()).toEqual(['ann', 'ann', 'ann', 'ann', 'ann'])
      await expectSound(world)
    })

    it.each(['away', 'removed'] as const)(
      'is taken by the timers when the process died after it wrote %s',
      async (status) => {
        const { world, of } = await holdingDesk(create)
        await world.put('bob')
        const { wrap, dieAfter } = mortal()
        const dying = await world.node(desk, { wrap })
        dieAfter(1, 'putDirectory')
        await dying.directory.putAgent({ id: 'ann', name: 'ann', teams: ['lamps'], status })
        expect(await of()).toEqual(['ann', 'ann', 'ann', 'ann', 'ann'])
        await world.work({ minutes: 1 })
        expect(await of()).toEqual(
          status === 'away' ? ['bob', 'ann', 'ann', 'bob', 'ann'] : ['bob', 'bob', 'bob', 'bob', 'ann'],
        )
        expect(await world.desk.system.nextWakeupAt()).toBeNull()
        await expectSound(world)
      },
    )

    it('is taken from nobody when the process died before it wrote', async () => {
      const { world, of } = await holdingDesk(create)
      await world.put('bob')
      const { wrap, dieAfter } = mortal()
      const dying = await world.node(desk, { wrap })
      dieAfter(1)
      const away = { id: 'ann', name: 'ann', teams: ['lamps'], status: 'away' as const }
      await expect(dying.directory.putAgent(away)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
      await world.work({ hours: 1 })
      expect(await of()).toEqual(['ann', 'ann', 'ann', 'ann', 'ann'])
      expect((await world.directory.agent('ann'))?.status).toBe('present')
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSound(world)
    })

    it('goes back also when it came to the agent while the directory was written', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann')
      let late: (() => Promise<unknown>) | null = null
      const node = await world.node(desk, {
        wrap: (store) => ({
          ...store,
          putDirectory: async (record) => {
            const first = late
            late = null
            await first?.()
            return store.putDirectory(record)
          },
        }),
      })
      let id = ''
      late = async () => {
        const ticket = await world.sam.create(request())
        id = ticket.id
        expect(ticket.assignee).toBe('ann')
      }
      await node.directory.putAgent({ id: 'ann', name: 'ann', teams: ['lamps'], status: 'removed' })
      expect((await world.sam.get(id)).assignee).toBeNull()
      await world.put('bob')
      expect((await world.sam.get(id)).assignee).toBe('bob')
      await expectSound(world)
    })

    it('goes back whole, however much it is', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann')
      for (let index = 0; index < 230; index += 1) await world.sam.create(request())
      await world.put('ann', { status: 'removed' })
      await world.put('bob')
      await world.work({ minutes: 1 })
      expect(await world.loads()).toEqual({ bob: 230 })
      await expectSound(world)
    })
  })
}
