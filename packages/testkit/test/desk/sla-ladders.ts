import type { Notification } from '@docket/core'
import { describe, expect, it } from 'vitest'
import {
  expectKeptWorld,
  MONDAY,
  openPromises,
  type Policy,
  type PromisingOptions,
  type PromisingWorld,
  request,
  told,
} from './promising-desk.js'
import type { CreateDeskFixture } from './world.js'

/** Every action that there is, on a ladder of an eight hours' day. */
const ladder: Policy = {
  id: 'ladder',
  calendar: 'office',
  targets: {
    resolution: {
      within: { hours: 8 },
      escalate: [
        { used: 0.5, do: [{ action: 'notify', to: ['assignee'] }] },
        { before: { hours: 1 }, do: [{ action: 'notify', to: ['assignee', 'lead'], kind: 'last-hour' }] },
        {
          after: {},
          do: [
            { action: 'notify', to: ['lead', 'watchers'] },
            { action: 'raisePriority' },
            { action: 'addWatcher', watcher: 'lead' },
            { action: 'effect', effect: 'page' },
          ],
        },
        { after: { hours: 2 }, do: [{ action: 'assign', to: { managerOf: 'assignee' } }] },
        { after: { hours: 20 }, wall: true, do: [{ action: 'notify', to: [{ role: 'lead' }] }] },
      ],
    },
  },
}

/** When each step comes, in hours since Monday at nine, and which. */
const STEPS = [
  [4, 'used 0.5'],
  [7, 'before 3600s'],
  [8, 'after 0s'],
  // Two hours of the office after Monday at five.
  [26, 'after 7200s'],
  [28, 'after 72000s wall'],
]

async function openLadder(create: CreateDeskFixture, options: PromisingOptions = {}) {
  const world = await openPromises(create, [ladder], options)
  const ann = world.as('agent', 'ann')
  const { id } = await ann.create(request())
  await world.as('admin').assign(id, { agent: 'ann', team: 'lamps' })
  return { world, id }
}

const escalated = async (world: PromisingWorld, id: string) =>
  (await told(world, id)).filter(([, type]) => type === 'escalated').map(([at, , step]) => [at, step])

/** What whoever it is finds in the inbox, oldest first: when, in hours since Monday at nine, and of what kind. */
async function inbox(world: PromisingWorld, role: string, id: string) {
  const { items } = await world.as(role, id).inbox.list()
  return items.toReversed().map(({ kind, createdAt }) => [Math.floor((createdAt.getTime() - MONDAY) / 3_600_000), kind])
}

/** That every step and every action of the ladder has been taken, each once. */
async function expectWholeLadder(world: PromisingWorld, id: string): Promise<void> {
  expect(await escalated(world, id)).toEqual(STEPS)
  const agent = world.as('agent', 'ann')
  const ticket = await agent.get(id)
  expect([ticket.priority, ticket.assignee, ticket.watchers]).toEqual(['high', 'max', ['lea']])
  const { items } = await agent.history(id, { limit: 500 })
  const changes = items.filter(({ cause }) => cause?.kind === 'effect').map(({ type, actor }) => [type, actor.type])
  expect(changes).toEqual([
    ['ticket.prioritized', 'system'],
    ['ticket.watched', 'system'],
    ['ticket.assigned', 'system'],
  ])
  expect(await inbox(world, 'agent', 'ann')).toEqual([
    [4, 'sla.dueSoon'],
    [7, 'last-hour'],
  ])
  expect(await inbox(world, 'lead', 'lea')).toEqual([
    [7, 'last-hour'],
    [8, 'sla.breached'],
    [28, 'sla.breached'],
  ])
}

/** What happens by itself when a promise is about to be broken, and after it was. */
export function slaLadderScenarios(create: CreateDeskFixture): void {
  describe('a ladder', () => {
    it('is climbed step by step, each at its instant and once', async () => {
      const { world, id } = await openLadder(create)
      await world.work({ hours: 3, minutes: 59 })
      expect(await escalated(world, id)).toEqual([])
      await world.work({ minutes: 1 })
      expect(await escalated(world, id)).toEqual(STEPS.slice(0, 1))
      expect(await inbox(world, 'agent', 'ann')).toEqual([[4, 'sla.dueSoon']])
      await world.work({ hours: 4 })
      expect(await escalated(world, id)).toEqual(STEPS.slice(0, 2))
      await world.work({ seconds: 0.001 })
      expect(await escalated(world, id)).toEqual(STEPS.slice(0, 3))
      await world.work({ days: 60 })
      await expectWholeLadder(world, id)
      expect(world.paged.map(({ ticketId, event }) => [ticketId, event.type])).toEqual([[id, 'sla.escalated']])
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectKeptWorld(world)
    })

    it('is climbed in the same order and to the same instants after a downtime', async () => {
      const { world, id } = await openLadder(create)
      await world.pass({ days: 60 })
      await world.work({ minutes: 1 })
      await expectWholeLadder(world, id)
      const { items } = await world.as('agent').history(id, { limit: 500 })
      const late = items.filter(({ type }) => type === 'sla.escalated')
      expect(new Set(late.map(({ recordedAt }) => recordedAt.getTime() - MONDAY))).toEqual(new Set([60 * 86_400_000]))
      await expectKeptWorld(world)
    })

    it('is climbed by a command that comes before any worker, and not again by the worker', async () => {
      const { world, id } = await openLadder(create)
      await world.pass({ days: 2 })
      await world.as('agent', 'bob').tag(id, { add: ['late'] })
      expect(await escalated(world, id)).toEqual(STEPS)
      await world.work({ minutes: 1 })
      await expectWholeLadder(world, id)
      await expectKeptWorld(world)
    })

    it('ends with the solution, and begins anew with a reopening', async () => {
      const { world, id } = await openLadder(create)
      const ann = world.as('agent', 'ann')
      await world.work({ hours: 5 })
      await ann.send(id, { type: 'solve' })
      await world.work({ days: 7 })
      expect(await escalated(world, id)).toEqual(STEPS.slice(0, 1))
      await ann.send(id, { type: 'reopen' })
      await world.work({ days: 60 })
      expect(await escalated(world, id)).toEqual([
        ...STEPS.slice(0, 1),
        // On Monday at two a week later, three hours are left of the day.
        [24 * 8 + 1, 'used 0.5'],
        [24 * 8 + 4, 'before 3600s'],
        [24 * 8 + 5, 'after 0s'],
        [24 * 8 + 7, 'after 7200s'],
        [24 * 9 + 1, 'after 72000s wall'],
      ])
      await expectKeptWorld(world)
    })

    it('does nothing to a ticket that was solved before the action came to run, but tells of it', async () => {
      const { world, id } = await openLadder(create)
      await world.pass({ hours: 9 })
      await world.as('agent', 'ann').send(id, { type: 'solve' })
      await world.work({ days: 1 })
      const ticket = await world.as('agent').get(id)
      expect([ticket.priority, ticket.assignee, ticket.watchers]).toEqual(['normal', 'ann', []])
      expect((await inbox(world, 'lead', 'lea')).map(([, kind]) => kind)).toEqual(['last-hour', 'sla.breached'])
      await expectKeptWorld(world)
    })

    it('tells of an erased ticket nothing that was erased', async () => {
      const { world, id } = await openLadder(create)
      await world.as('admin').erase(id)
      await world.work({ days: 2 })
      expect(await escalated(world, id)).toEqual(STEPS)
      const { items } = await world.as('lead', 'lea').inbox.list()
      expect(items).toHaveLength(3)
      expect(JSON.stringify(items)).not.toContain('lamp hums')
      await expectKeptWorld(world)
    })
  })

  describe('notifications', () => {
    it('carry what happened and no words of anybody', async () => {
      const { world, id } = await openLadder(create)
      await world.work({ hours: 4 })
      const { items } = await world.as('agent', 'ann').inbox.list()
      expect(items).toEqual([
        {
          id: `${id}.4.docket:action.0.agent.ann`,
          ticketId: id,
          kind: 'sla.dueSoon',
          data: {
            seq: 4,
            target: 'resolution',
            cycle: 1,
            step: 'used 0.5',
            at: MONDAY + 4 * 3_600_000,
            dueAt: MONDAY + 8 * 3_600_000,
            policy: { id: 'ladder', version: 1 },
          },
          createdAt: new Date(MONDAY + 4 * 3_600_000),
          readAt: null,
        },
      ])
    })

    it('come once to whoever is told, though the notifier failed twice', async () => {
      const sent: Notification[] = []
      let failures = 2
      const notifier = {
        async notify(notifications: readonly Notification[]) {
          sent.push(...notifications)
          if (failures > 0) {
            failures -= 1
            throw new Error('the line is down')
          }
        },
      }
      const { world, id } = await openLadder(create, { notifier })
      await world.work({ hours: 5 })
      // Asked again under the same id, so that whoever receives it can tell.
      expect(sent.map(({ id: sentId, recipient }) => [sentId, recipient])).toEqual(
        Array.from({ length: 3 }, () => [`${id}.4.docket:action.0.agent.ann`, { type: 'agent', id: 'ann' }]),
      )
      await world.work({ days: 2 })
      expect(sent).toHaveLength(3 + 2 + 1 + 1)
      expect(await escalated(world, id)).toEqual(STEPS)
      await expectKeptWorld(world)
    })

    it('hold up what follows on their ticket until they are given up, and nothing else', async () => {
      const notifier = { notify: () => Promise.reject(new Error('the line is down')) }
      const { world, id } = await openLadder(create, { notifier })
      await world.pass({ days: 2 })
      await world.work({ days: 2 })
      const letters = await world.as('lead').deadLetters()
      expect(letters.map(({ ticketId, attempts, error }) => [ticketId, attempts, error])).toEqual(
        Array.from({ length: 4 }, () => [id, 10, 'Error: the line is down']),
      )
      expect(world.paged).toHaveLength(1)
      expect((await world.as('agent').get(id)).assignee).toBe('max')
    })
  })
}
