import { createDesk, type Duration, defaultAccess, defineCalendar, defineDesk, supportWorkflow } from '@docket/core'
import { seededRandom, sequentialIds } from '@docket/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { advance } from '../../src/time/advance.js'
import type { CreateDeskFixture } from './world.js'

const daily = [['09:00', '17:00']] as const
const nightly = [['00:00', '06:00']] as const
const boss = { action: 'notify', to: [{ agent: 'boss' }] } as const

const definition = defineDesk({
  workflows: [supportWorkflow],
  access: defaultAccess(),
  calendars: {
    office: defineCalendar({
      timeZone: 'America/New_York',
      weekly: { mon: daily, tue: daily, wed: daily, thu: daily, fri: daily },
    }),
    nights: defineCalendar({
      timeZone: 'America/New_York',
      weekly: { mon: nightly, tue: nightly, wed: nightly, thu: nightly, fri: nightly, sat: nightly, sun: nightly },
    }),
  },
  sla: [
    {
      id: 'standard',
      calendar: 'office',
      targets: {
        firstResponse: {
          calendar: 'nights',
          within: { hours: 12 },
          escalate: [{ used: 0.5, do: [boss] }],
        },
        resolution: {
          within: { hours: 4 },
          escalate: [
            { used: 0.5, do: [{ ...boss, kind: 'half' }] },
            { before: { hours: 1 }, do: [{ action: 'raisePriority' }, boss] },
            { after: {}, do: [{ action: 'effect', effect: 'call' }] },
            { after: { hours: 1 }, do: [boss] },
          ],
        },
      },
    },
  ],
  effects: { call: {} },
})

/** Friday 16:00 in New York; clocks go forward on the Sunday after, at 07:00 UTC. */
const FRIDAY = '2030-03-08T21:00:00.000Z'

/** A desk in New York on that Friday, with what its effect does at each call. */
async function openDesk(create: CreateDeskFixture, call: (at: string) => void = () => {}) {
  const fixture = await create()
  onTestFinished(async () => fixture.destroy())
  const { store } = fixture
  const clock = {
    now: () => fixture.clock.now(),
    set: (instant: Date) => void fixture.clock.advance(instant.getTime() - fixture.clock.now()),
  }
  clock.set(new Date(FRIDAY))
  const desk = await createDesk(definition, {
    store,
    clock,
    ids: sequentialIds('an-id-of-sixteen'),
    random: seededRandom(7),
    effects: { call: () => call(new Date(clock.now()).toISOString()) },
  })
  const told: (readonly [string, string, string])[] = []
  desk.subscribe(({ type, ticketId, occurredAt }) => told.push([new Date(occurredAt).toISOString(), ticketId, type]))
  const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a1' } })
  const admin = desk.as({ tenant: 'acme', actor: { type: 'admin', id: 'root' } })
  for (const id of ['a1', 'boss']) await admin.directory.putAgent({ id, name: id })
  const newTicket = () => agent.create({ subject: 'The lamp hums', requester: { id: 'c1' } })
  return { desk, clock, agent, admin, told, newTicket }
}

/** What happened to a ticket by itself, and when. */
async function journal({ agent }: Awaited<ReturnType<typeof openDesk>>, id: string): Promise<string[]> {
  const { items } = await agent.history(id, { limit: 100 })
  return items
    .filter(({ actor }) => actor.type === 'system')
    .map(({ type, occurredAt, data }) => {
      const { step = '' } = data as { step?: string }
      return `${occurredAt.toISOString()} ${type} ${step}`.trim()
    })
}

/** What time travel promises, whatever the store. */
export function timeTravelScenarios(create: CreateDeskFixture): void {
  describe('time travel', () => {
    it('takes each step of a ladder at its own instant, over a weekend and a change of clocks', async () => {
      const calls: string[] = []
      const world = await openDesk(create, (at) => calls.push(at))
      const { id } = await world.newTicket()
      const travelled = await advance(world.desk, { days: 4 })
      expect(travelled).toEqual({ timers: 6, messages: 6, until: new Date('2030-03-12T21:00:00Z') })
      expect(world.clock.now()).toBe(Date.parse('2030-03-12T21:00:00Z'))
      // The Sunday's night is an hour short; on Monday the office opens at 13:00 UTC instead of 14:00.
      expect(await journal(world, id)).toEqual([
        `${FRIDAY} sla.applied`,
        '2030-03-09T11:00:00.000Z sla.escalated used 0.5',
        '2030-03-11T05:00:00.001Z sla.breached',
        '2030-03-11T14:00:00.000Z sla.escalated used 0.5',
        '2030-03-11T15:00:00.000Z sla.escalated before 3600s',
        '2030-03-11T15:00:00.000Z ticket.prioritized',
        '2030-03-11T16:00:00.001Z sla.breached',
        '2030-03-11T16:00:00.001Z sla.escalated after 0s',
        '2030-03-11T17:00:00.000Z sla.escalated after 3600s',
      ])
      expect(calls).toEqual(['2030-03-11T16:00:00.001Z'])
      const inbox = await world.desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'boss' } }).inbox.list()
      expect(inbox.items.map(({ createdAt, kind }) => [createdAt.toISOString(), kind])).toEqual([
        ['2030-03-11T17:00:00.000Z', 'sla.breached'],
        ['2030-03-11T15:00:00.000Z', 'sla.dueSoon'],
        ['2030-03-11T14:00:00.000Z', 'half'],
        ['2030-03-09T11:00:00.000Z', 'sla.dueSoon'],
      ])
    })

    it('lets the timers of two tickets fire in the order of their instants, not of the tickets', async () => {
      const { desk, agent, newTicket, told } = await openDesk(create)
      const [first, second] = [await newTicket(), await newTicket()]
      await advance(desk, { hours: 1 })
      await agent.send(second.id, { type: 'solve' })
      await advance(desk, { minutes: 30 })
      await agent.send(first.id, { type: 'solve' })
      told.length = 0
      await advance(desk, { days: 8 })
      expect(told).toEqual([
        ['2030-03-15T22:00:00.000Z', second.id, 'ticket.transitioned'],
        ['2030-03-15T22:30:00.000Z', first.id, 'ticket.transitioned'],
      ])
      expect([(await agent.get(first.id)).state, (await agent.get(second.id)).state]).toEqual(['closed', 'closed'])
      expect(await desk.system.nextWakeupAt()).toBeNull()
    })

    it('tries an effect that fails again when its time has come, and what waits behind it after it', async () => {
      const calls: string[] = []
      const world = await openDesk(create, (at) => {
        calls.push(at)
        if (calls.length <= 3) throw new Error('no line')
      })
      await world.newTicket()
      const { messages } = await advance(world.desk, { days: 4 })
      expect(messages).toBe(6 + 3)
      const [first = 0, ...later] = calls.map((at) => Date.parse(at))
      expect(new Date(first).toISOString()).toBe('2030-03-11T16:00:00.001Z')
      const waits = later.map((at, index) => at - (index === 0 ? first : (later[index - 1] ?? 0)))
      expect(waits).toHaveLength(3)
      for (const [index, wait] of waits.entries()) {
        expect(wait).toBeGreaterThanOrEqual(500 * 2 ** index)
        expect(wait).toBeLessThanOrEqual(1_000 * 2 ** index)
      }
    })

    it('comes to the same in one go as in many', async () => {
      const journey = async (steps: readonly Duration[]) => {
        const world = await openDesk(create)
        const { id } = await world.newTicket()
        const total = { timers: 0, messages: 0 }
        for (const step of steps) {
          const { timers, messages } = await advance(world.desk, step)
          total.timers += timers
          total.messages += messages
        }
        return { total, now: world.clock.now(), history: (await world.agent.history(id, { limit: 100 })).items }
      }
      const inOne = await journey([{ days: 4 }])
      expect(await journey(Array.from({ length: 4 * 24 * 2 }, () => ({ minutes: 30 })))).toEqual(inOne)
      expect(inOne.history.length).toBeGreaterThan(8)
    })
  })
}
