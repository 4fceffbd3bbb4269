import { describe, expect, it } from 'vitest'
import { MONDAY, openSla, type Policy, promising, request, standard } from './changing-desk.js'
import type { CreateDeskFixture } from './world.js'

/** Promises at the edge of what can be promised: spans, names, and people who lead nowhere. */
export function slaLimitScenarios(create: CreateDeskFixture): void {
  describe('promises at their limits', () => {
    const within = (time: Policy['targets']['resolution'], calendar = 'wall'): Policy =>
      standard(1, { calendar, targets: { ...(time && { resolution: time }) } })

    it('that no calendar has the time for have no date, and say so', async () => {
      const world = await openSla(create, promising([within({ within: { hours: 1_000_000 }, escalate: [] }, 'office')]))
      const ann = world.as('agent', 'ann')
      const { id, sla, expected } = await ann.create(request())
      expect(sla?.targets).toMatchObject([{ dueAt: null, light: 'green', changesAt: null, secondsLeft: 3.6e9 }])
      expect(expected.solution).toEqual({ at: null, atRisk: false, reason: { code: 'calendar-ends' } })
      expect((await ann.list({ sort: 'dueAt' })).items).toEqual([])
      expect((await ann.explain(id)).dates).toMatchObject([{ target: 'resolution', dueAt: null }])
      await world.pass({ days: 300 })
      await world.desk.system.tick()
      await ann.send(id, { type: 'solve' })
      expect(await ann.verdicts(id)).toMatchObject([{ verdict: 'met', dueAt: null }])
    })

    it('of a millisecond are broken by the next one', async () => {
      const world = await openSla(create, promising([within({ within: { seconds: 0.001 }, escalate: [] })]))
      const ann = world.as('agent', 'ann')
      const { id, sla } = await ann.create(request())
      expect(sla?.targets).toMatchObject([{ dueAt: new Date(MONDAY + 1), seconds: 0.001 }])
      await world.pass({ seconds: 0.002 })
      await ann.send(id, { type: 'solve' })
      expect(await ann.verdicts(id)).toMatchObject([{ verdict: 'breached', secondsLeft: -0.001 }])
    })

    it.each(['constructor', 'toString', 'hasOwnProperty'])('are not mixed up with the team %s', async (team) => {
      const policy = { ...standard(), calendar: { by: 'team', of: { lamps: 'wall' }, otherwise: 'office' } } as const
      const world = await openSla(create, promising([{ ...policy, when: { not: { team: 'valueOf' } } }]))
      await world.as('admin').directory.putTeam({ id: team, name: team })
      const { sla } = await world.as('agent', 'ann').create({ ...request(), team })
      expect(sla?.targets.map(({ calendar }) => calendar?.id)).toEqual(['office', 'office'])
    })

    it('reach somebody although superiors and departments lead in circles', async () => {
      const escalate = [
        {
          after: {},
          do: [
            { action: 'notify', to: [{ managerOf: { managerOf: { managerOf: 'assignee' } } }], kind: 'manager' },
            { action: 'notify', to: ['nextAuthority', 'departmentHead'], kind: 'nobody' },
            { action: 'assign', to: 'nextAuthority' },
          ],
        },
      ] as const
      const world = await openSla(create, promising([within({ within: { hours: 1 }, escalate })]))
      const { directory } = world.as('admin')
      for (const [id, manager] of [
        ['ann', 'bob'],
        ['bob', 'ann'],
      ] as const) {
        await directory.putAgent({ id, name: id, teams: ['lamps'], manager, authority: 1 })
      }
      for (const [id, parent] of [
        ['d1', 'd2'],
        ['d2', 'd1'],
      ] as const)
        await directory.putDepartment({ id, name: id, parent })
      await directory.putTeam({ id: 'lamps', name: 'Lamps', lead: 'lea', department: 'd1' })
      const { id } = await world.as('agent', 'lea').create(request())
      await world.as('agent', 'lea').assign(id, { agent: 'ann', team: 'lamps' })
      await world.pass({ hours: 2 })
      await world.desk.system.tick()
      const kinds = async (role: string, who: string) =>
        (await world.as(role, who).inbox.list()).items.map(({ kind }) => kind)
      expect(await kinds('agent', 'bob')).toEqual(['manager'])
      expect(await kinds('lead', 'anybody')).toEqual(expect.arrayContaining(['nobody']))
      expect((await world.as('agent').get(id)).assignee).toBe('ann')
      expect(await world.as('lead').deadLetters()).toEqual([])
      expect(world.errors).toEqual([])
    })
  })
}
