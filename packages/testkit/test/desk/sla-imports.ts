import { describe, expect, it } from 'vitest'
import {
  expectKeptWorld,
  MONDAY,
  openPromises,
  type Policy,
  type PromisingWorld,
  request,
  told,
} from './promising-desk.js'
import type { CreateDeskFixture } from './world.js'

const policy: Policy = {
  id: 'standard',
  targets: {
    firstResponse: { within: { hours: 1 }, escalate: [] },
    resolution: { within: { hours: 8 }, escalate: [{ after: {}, do: [{ action: 'raisePriority' }] }] },
  },
}
const hours = (count: number) => new Date(MONDAY + count * 3_600_000)
const customer = { type: 'requester', id: 'cem' } as const

/** Imports what happened to one ticket, in hours before or after Monday at nine; the positions follow the ticket's version. */
async function imported(world: PromisingWorld, ...entries: readonly (readonly [at: number, ...commands: object[]])[]) {
  const [known] = (await world.as('service').list()).items
  const count = known?.version ?? 0
  const ticket = {
    externalId: 'T-1',
    entries: entries.map(([at, ...commands], index) => {
      return { position: count + index, occurredAt: hours(at), actor: customer, commands }
    }),
  }
  for await (const report of world.as('service').import({ source: 'old', tickets: [ticket as never] }))
    return report.ticketId
  throw new Error('nothing was imported')
}
const begin = { type: 'create', subject: 'It hums', requester: { id: 'cem' } }

/** What imports do to promises: none is made for the past, and one that was made heeds what they tell. */
export function slaImportScenarios(create: CreateDeskFixture): void {
  const open = () => openPromises(create, [policy])

  describe('an import', () => {
    it('makes no promise and breaks none, however old its tickets are', async () => {
      const world = await open()
      const id = await imported(world, [-500, begin], [-400, { type: 'reply', body: 'Hello?' }])
      expect(await world.as('agent').get(id)).toMatchObject({ sla: null, expected: { answer: null, solution: null } })
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await world.work({ days: 10 })
      expect(await told(world, id)).toEqual([])
      await expectKeptWorld(world)
    })

    it('is followed by a promise with the first command of the desk, from then on', async () => {
      const world = await open()
      const id = await imported(world, [-500, begin], [-400, { type: 'note', body: 'x' }])
      await world.work({ hours: 2 })
      const agent = world.as('agent', 'ann')
      const { sla } = await agent.tag(id, { add: ['old'] })
      expect(sla?.targets.map(({ target, startedAt, dueAt }) => [target, startedAt, dueAt])).toEqual([
        ['firstResponse', hours(2), hours(3)],
        ['resolution', hours(2), hours(10)],
      ])
      await world.work({ hours: 2 })
      expect(await told(world, id)).toEqual([
        [2, 'applied', 'standard'],
        [3, 'breached', 'firstResponse'],
      ])
      await expectKeptWorld(world)
    })

    it('is not judged for what was done before the promise', async () => {
      const world = await open()
      const solved = [
        { type: 'reply', body: 'Done' },
        { type: 'move', state: 'solved' },
      ]
      const id = await imported(world, [-500, begin], [-400, ...solved])
      const agent = world.as('agent', 'ann')
      expect((await agent.tag(id, { add: ['old'] })).sla).toEqual({
        policy: { id: 'standard', version: 1 },
        targets: [],
      })
      const reopened = await agent.send(id, { type: 'reopen' })
      expect(reopened.sla?.targets.map(({ target, cycle, dueAt }) => [target, cycle, dueAt])).toEqual([
        ['resolution', 2, hours(8)],
      ])
      await world.work({ days: 1 })
      expect((await agent.verdicts(id)).map(({ target, verdict }) => [target, verdict])).toEqual([
        ['resolution', 'breached'],
      ])
      await expectKeptWorld(world)
    })

    it('that goes on with a ticket under a promise moves its due date and its timer', async () => {
      const world = await open()
      const agent = world.as('agent', 'ann')
      const id = await imported(world, [-1, begin])
      await agent.reply(id, { body: 'Hello' })
      await world.pass({ hours: 2 })
      await imported(world, [1, { type: 'move', state: 'waiting' }])
      expect((await agent.get(id)).sla?.targets[1]).toMatchObject({
        light: 'paused',
        dueAt: null,
        secondsLeft: 7 * 3600,
      })
      expect((await agent.list({ sort: 'dueAt' })).items).toEqual([])
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await world.pass({ hours: 4 })
      await imported(world, [5, { type: 'move', state: 'open' }])
      expect((await agent.list({ sort: 'dueAt' })).items.map(({ id: listed }) => listed)).toEqual([id])
      expect(await world.desk.system.nextWakeupAt()).toEqual(new Date(hours(12).getTime() + 1))
      await agent.tag(id, { add: ['x'] })
      await world.work({ days: 1 })
      expect(await told(world, id)).toEqual([
        [0, 'applied', 'standard'],
        [0, 'met', 'firstResponse'],
        [12, 'breached', 'resolution'],
        [12, 'escalated', 'after 0s'],
      ])
      expect((await agent.get(id)).priority).toBe('high')
      await expectKeptWorld(world)
    })

    it('that solves a ticket under a promise stops its clock, and the next command judges it', async () => {
      const world = await open()
      const agent = world.as('agent', 'ann')
      const id = await imported(world, [-1, begin])
      await agent.reply(id, { body: 'Hello' })
      await world.pass({ hours: 20 })
      await imported(world, [3, { type: 'move', state: 'solved' }])
      await world.work({ days: 1 })
      expect((await agent.get(id)).sla?.targets[1]).toMatchObject({
        light: 'met',
        endedAt: hours(3),
        secondsLeft: 5 * 3600,
      })
      await agent.note(id, { body: 'As we have heard' })
      expect(await agent.verdicts(id)).toMatchObject([
        { target: 'firstResponse', verdict: 'met' },
        { target: 'resolution', verdict: 'met', endedAt: hours(3), secondsLeft: 5 * 3600 },
      ])
      await expectKeptWorld(world)
    })
  })

  describe('what an import told before the desk did anything', () => {
    it('tells nobody and raises nothing', async () => {
      const world = await open()
      await imported(
        world,
        [-500, begin],
        [-499, { type: 'assign', agent: 'ann' }],
        [-400, { type: 'reply', body: 'Hello?' }],
      )
      await world.work({ days: 3 })
      expect((await world.as('agent', 'ann').inbox.list()).items).toEqual([])
      expect((await world.as('agent', 'ann').create(request())).sla).not.toBeNull()
    })
  })
}
