import { defineRouting, leastLoad, weighted } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, jobWorkflow, log, openDeciding, request, snoozing, toldOf } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const rising = weighted({
  levels: { urgent: 80, high: 60, normal: 30, low: 0 },
  waiting: { weight: 100, full: { hours: 10 } },
})
const oncall = defineRouting({ id: 'oncall', tiers: [{ teams: ['oncall'], by: [leastLoad()] }] })
const levels = {
  urgent: {
    workflow: 'snooze',
    routing: oncall,
    pinned: true,
    actions: [
      { action: 'notify' as const, to: ['lead' as const], kind: 'now-urgent' },
      { action: 'addWatcher' as const, watcher: { agent: 'kim' } },
    ],
  },
}
const workflows = [jobWorkflow, snoozing] as never
const desk = deciding({ workflows, routing: leastLoad(), priority: rising, levels })

async function openLevels(create: CreateDeskFixture, definition = desk) {
  const world = await openDeciding(create, definition)
  await world.directory.putTeam({ id: 'oncall', name: 'On call', lead: 'lea' })
  await world.put('kim', { status: 'away' })
  await world.put('oz', { teams: ['oncall'] })
  return world
}

/** What a priority level means besides its place in the order. */
export function levelScenarios(create: CreateDeskFixture): void {
  describe('a level', () => {
    it('has its own workflow for tickets that are created with it and name none; later changes leave it', async () => {
      const world = await openLevels(create)
      expect(await world.sam.create(request({ priority: 'urgent' }))).toMatchObject({ workflow: 'snooze' })
      expect(await world.sam.create(request())).toMatchObject({ workflow: 'job' })
      const named = request({ priority: 'urgent', workflow: 'job' })
      expect(await world.sam.create(named)).toMatchObject({ workflow: 'job' })
      const { id } = await world.sam.create(request())
      expect(await world.sam.setPriority(id, { priority: 'urgent' })).toMatchObject({
        workflow: 'job',
        priority: 'urgent',
      })
      await expectSound(world)
    })

    it('has its own workflow also where a policy gives it to a new ticket', async () => {
      const priority = weighted({ levels: { urgent: 50, low: 0 }, tier: { weight: 60, values: { vip: 1 } } })
      const own = { urgent: { workflow: 'snooze' } }
      const world = await openLevels(create, deciding({ workflows, priority, levels: own }))
      const vip = request({ requester: { id: 'cem', tier: 'vip' } })
      expect(await world.sam.create(vip)).toMatchObject({ workflow: 'snooze', priority: 'urgent', version: 1 })
      expect(await world.sam.create(request())).toMatchObject({ workflow: 'job', priority: 'low' })
      await expectSound(world)
    })

    it('has its own routing, from the moment on at which the ticket comes to it', async () => {
      const world = await openLevels(create)
      await world.put('ann', { capacity: 0 })
      await world.put('oz', { teams: ['oncall'], status: 'away' })
      const { id, assignee } = await world.sam.create(request({ team: 'lamps' }))
      expect(assignee).toBeNull()
      await world.put('oz', { teams: ['oncall'] })
      await world.work({ hours: 7, minutes: 59 })
      expect((await world.sam.get(id)).assignee).toBeNull()
      await world.work({ minutes: 1 })
      expect(await world.sam.get(id)).toMatchObject({ assignee: 'oz', team: 'oncall', priority: 'urgent' })
      expect((await world.sam.explain(id)).assignment?.policy).toBe('oncall')
      await expectSound(world)
    })

    // Both the routing timer and the change of level are due then, and whichever is taken first, the agent is found.
    it('has its own routing also when nobody looked for a day', async () => {
      const world = await openLevels(create)
      await world.put('ann', { capacity: 0 })
      const { id } = await world.sam.create(request({ team: 'lamps' }))
      await world.pass({ days: 1 })
      await world.work({ seconds: 1 })
      expect(await world.sam.get(id)).toMatchObject({ assignee: 'oz', priority: 'urgent' })
      await expectSound(world)
    })

    it('has its own routing on a desk that has none, and without it on the other levels people assign', async () => {
      const own = { urgent: { routing: oncall } }
      const world = await openLevels(create, deciding({ workflows, priority: rising, levels: own }))
      await world.put('oz', { teams: ['oncall'], capacity: 1 })
      const first = await world.sam.create(request({ priority: 'urgent', team: 'lamps' }))
      expect(first).toMatchObject({ assignee: 'oz', team: 'oncall' })
      const plain = await world.sam.create(request())
      const second = await world.sam.create(request({ priority: 'urgent' }))
      await world.work({ minutes: 5 })
      expect(await toldOf(world, 'lead', 'lou')).toEqual([['ticket.unassigned', second.id]])
      expect((await log(world, plain.id)).map(({ type }) => type)).toEqual(['ticket.created'])
      await world.sam.send(first.id, { type: 'solve' })
      expect((await world.sam.get(second.id)).assignee).toBe('oz')
      const third = await world.sam.create(request({ priority: 'urgent' }))
      // What leaves the level waits for a person, and no timer asks for it any more.
      await world.sam.setPriority(third.id, { priority: 'low' })
      await world.sam.setPriority(plain.id, { priority: 'low' })
      await world.work({ minutes: 5 })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSound(world)
    })

    it('has its actions done once whenever a ticket comes to it, and not again while it stays', async () => {
      const world = await openLevels(create)
      const { id } = await world.sam.create(request({ team: 'lamps' }))
      const urgent = () => toldOf(world, 'agent', 'lea').then((all) => all.filter(([kind]) => kind === 'now-urgent'))
      await world.work({ hours: 8, minutes: 1 })
      expect(await urgent()).toEqual([['now-urgent', id]])
      expect((await world.sam.get(id)).watchers).toEqual(['kim'])
      // It stays there, by hand and by the policy again.
      await world.sam.setPriority(id, { priority: 'urgent' })
      await world.sam.setPriority(id, { priority: null })
      await world.sam.tag(id, { add: ['x'] })
      await world.work({ hours: 8 })
      expect(await urgent()).toHaveLength(1)
      await world.sam.setPriority(id, { priority: 'low' })
      await world.sam.setPriority(id, { priority: 'urgent' })
      await world.work({ minutes: 1 })
      expect(await urgent()).toHaveLength(2)
      const created = await world.sam.create(request({ team: 'lamps', priority: 'urgent' }))
      await world.work({ minutes: 1 })
      expect((await urgent()).filter(([, ticket]) => ticket === created.id)).toHaveLength(1)
      await expectSound(world)
    })

    it('is pinned for the desk alone', async () => {
      const world = await openLevels(create)
      const { id } = await world.sam.create(request({ priority: 'urgent' }))
      const other = await world.sam.create(request())
      expect([(await world.sam.get(id)).pinned, other.pinned]).toEqual([true, false])
      expect((await world.as('requester', 'cem').get(id)).pinned).toBe(false)
      const { items } = await world.as('requester', 'cem').list()
      expect(items.map(({ pinned }) => pinned)).toEqual([false, false])
    })

    it.each([
      ['an unknown level', { hot: { pinned: true } }, /levels\.hot is no level/],
      ['an unknown workflow', { urgent: { workflow: 'sales' } }, /levels\.urgent\.workflow is no workflow/],
      ['a routing that is none', { urgent: { routing: { id: 'x' } } }, /routing policy x is wrong/],
      [
        'an unknown level in its routing',
        { urgent: { routing: { id: 'x', tiers: [{ when: { priority: 'hot' }, by: [leastLoad()] }] } } },
        /hot/,
      ],
      [
        'an unknown effect',
        { urgent: { actions: [{ action: 'effect', effect: 'fax' }] } },
        /levels\.urgent\.actions\.0\.effect/,
      ],
      ['an unknown key', { urgent: { colour: 'red' } }, /levels\.urgent\.colour/],
    ])('cannot be defined with %s', async (_what, wrong, message) => {
      const define = () => deciding({ levels: wrong as never, routing: leastLoad() })
      const error = await failure(async () => define())
      expect(error).toMatchObject({ code: 'INVALID_DEFINITION' })
      expect(error.message).toMatch(message)
    })

    it('that no ticket may be given is refused at the creation, and nothing is written', async () => {
      const world = await openLevels(create)
      expect(await failure(world.sam.create(request({ priority: 'hot' })))).toMatchObject({ code: 'COMMAND_REFUSED' })
      expect((await world.sam.list()).items).toEqual([])
    })
  })
}
