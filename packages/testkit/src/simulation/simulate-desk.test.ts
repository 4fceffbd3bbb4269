import {
  createDesk,
  type Desk,
  defaultAccess,
  defineCalendar,
  defineDesk,
  leastLoad,
  type RoutingPolicy,
  replay,
  type Store,
  supportWorkflow,
} from '@docket/core'
import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import { checkWorld } from '../world/check-world.js'
import { dispatcher, inTurn } from './dispatcher.js'
import { measuresOf } from './measures.js'
import { poisson } from './poisson.js'
import { simulateDesk } from './simulate-desk.js'
import type { SimulatedAgent } from './simulation-types.js'
import { inParallel } from './work-models.js'

const day = [['09:00', '17:00']] as const
const office = defineCalendar({ timeZone: 'UTC', weekly: { mon: day, tue: day, wed: day, thu: day, fri: day } })
const deskOf = (routing: RoutingPolicy) =>
  defineDesk({ workflows: [supportWorkflow], routing, calendars: { office }, access: defaultAccess() })
const definition = deskOf(leastLoad())
type Shape = Parameters<typeof simulateDesk<NonNullable<(typeof definition)['$types']>>>[1]

const at = (time: string) => new Date(`2025-06-${time}:00Z`)
const ticket = { subject: 'Help', requester: { id: 'c1' } }
const come = (...times: string[]) => times.map((time) => ({ at: at(time), ticket }))
const inHours = (perHour: number) => (hour: number) => (hour >= 8 && hour < 17 ? perHour : 0)
const person = (id: string, more: Partial<SimulatedAgent> = {}): SimulatedAgent => ({ id, name: id, ...more })

/** A Monday and a Tuesday with one agent of the office, and an hour of work on each ticket. */
const usual: Shape = {
  seed: 1,
  since: at('02T00:00'),
  until: at('04T00:00'),
  createDesk,
  store: memoryStore,
  arrivals: come('02T10:00'),
  agents: [person('ann', { shift: 'office', group: 'office' })],
  handling: () => ({ seconds: 3_600, answer: 0.25 }),
}
const run = (changes: Partial<Shape> = {}, of = definition) => simulateDesk(of, { ...usual, ...changes })

describe('a simulated desk', () => {
  it('lets an agent answer and solve a ticket after its work, to the millisecond', async () => {
    const report = await run()
    expect(report.tickets).toEqual([
      {
        id: expect.any(String),
        ticket,
        createdAt: at('02T10:00'),
        assignedAt: at('02T10:00'),
        firstAgent: 'ann',
        firstAgentMet: true,
        assignments: 1,
        ineligible: 0,
        avoidableSeconds: 0,
        silentSeconds: 0,
        answeredAt: at('02T10:15'),
        responseSeconds: 900,
        solvedAt: at('02T11:00'),
        workedSeconds: 3_600,
        promised: false,
        breached: [],
      },
    ])
    const agent = { id: 'ann', group: 'office', presentSeconds: 16 * 3_600, workedSeconds: 3_600, solved: 1 }
    expect(report).toMatchObject({ agents: [agent], kills: 0, errors: [], endedAt: at('02T11:00') })
  })

  it('lets work pause outside the shift, and measures the first response by the calendar', async () => {
    const { tickets } = await run({ arrivals: come('02T16:50', '02T20:00'), hours: 'office' })
    expect(tickets.map(({ answeredAt, solvedAt, responseSeconds }) => [answeredAt, solvedAt, responseSeconds])).toEqual(
      [
        [at('03T09:05'), at('03T09:50'), 900],
        [at('03T10:05'), at('03T10:50'), 3_900],
      ],
    )
    // Whoever waits for the shift is asked for in order of urgency, a millisecond each.
    expect(tickets.map(({ assignedAt }) => assignedAt)).toEqual([at('02T16:50'), new Date('2025-06-03T09:00:00.002Z')])
  })

  it('lets an agent take the most urgent first, then the oldest, one at a time', async () => {
    const arrivals = [
      ...come('02T10:00', '02T10:01', '02T10:02'),
      { at: at('02T10:03'), ticket: { ...ticket, priority: 'urgent' as const } },
    ]
    const { tickets, agents } = await run({ arrivals, definition: undefined } as Partial<Shape>)
    expect(tickets.map(({ solvedAt }) => solvedAt)).toEqual(['02T11:00', '02T13:00', '02T14:00', '02T12:00'].map(at))
    expect(agents[0]?.workedSeconds).toBe(4 * 3_600)
  })

  it('lets an agent work on several, where the model says so, and counts the time once', async () => {
    const arrivals = come('02T10:00', '02T10:10', '02T10:20')
    const { tickets, agents } = await run({ arrivals, works: inParallel({ slots: 2 }) })
    expect(tickets.map(({ solvedAt }) => solvedAt)).toEqual(['02T11:00', '02T11:10', '02T12:00'].map(at))
    expect(tickets.map(({ workedSeconds }) => workedSeconds)).toEqual([3_600, 3_600, 3_600])
    expect(agents[0]).toMatchObject({ workedSeconds: 2 * 3_600, solved: 3 })
  })

  it('counts as used only what is worked until the end', async () => {
    const { agents, tickets, endedAt } = await run({ arrivals: come('02T16:30', '02T16:40'), until: at('02T17:00') })
    expect(agents[0]).toMatchObject({ presentSeconds: 8 * 3_600, workedSeconds: 1_800 })
    expect(tickets.map(({ solvedAt }) => solvedAt)).toEqual(['03T09:30', '03T10:30'].map(at))
    expect(endedAt).toEqual(at('03T10:30'))
  })

  it('ends after the tail, whatever is left', async () => {
    const { tickets, endedAt } = await run({ agents: [], tail: { hours: 5 } })
    expect(tickets).toMatchObject([{ assignedAt: null, solvedAt: null, workedSeconds: 0 }])
    expect(endedAt).toEqual(at('04T05:00'))
    const cut = await run({ arrivals: come('03T16:30'), tail: { hours: 1 } })
    expect(cut.tickets).toMatchObject([{ answeredAt: at('03T16:45'), solvedAt: null, workedSeconds: 1_800 }])
  })

  it('leaves out who comes before or after, and takes the others in order', async () => {
    const { tickets } = await run({ arrivals: come('01T10:00', '03T10:00', '02T10:00', '04T00:00') })
    expect(tickets.map(({ createdAt }) => createdAt)).toEqual(['02T10:00', '03T10:00'].map(at))
  })

  it('asks agents who are offered tickets', async () => {
    const offers = deskOf({ ...leastLoad(), offerMs: 600_000 })
    const agents = ['ann', 'bob', 'cem'].map((id) => person(id))
    const answers: Shape['answers'] = (_ticket, { id }) => ({
      accepts: id === 'cem',
      afterSeconds: id === 'ann' ? 60 : id === 'bob' ? 1_000 : 5,
    })
    for (const seed of [1, 2, 3, 4, 5]) {
      const [row] = (await run({ agents, answers, seed }, offers)).tickets
      const waited = ((row?.assignedAt?.getTime() ?? 0) - at('02T10:00').getTime()) / 1000
      // Whoever of the others was asked before declined after a minute, or did not answer in ten.
      expect([5, 65, 605, 665]).toContain(waited)
      expect(row).toMatchObject({ firstAgent: 'cem', assignments: 1, silentSeconds: 0 })
    }
    const [taken] = (await run({ agents }, offers)).tickets
    expect(taken?.assignedAt).toEqual(at('02T10:00'))
  })
})

describe('what is judged', () => {
  const requires = () => ({ skills: { lamps: 2 } })
  const agents = [person('able', { skills: { lamps: 2 } }), person('other')]

  it('is who was given what, by what the ticket requires', async () => {
    const careless = deskOf({
      id: 'careless',
      version: 1,
      select: () => ({ assignee: 'other', reasons: [{ code: 'because' }] }),
    })
    const report = await run({ agents, requires }, careless)
    expect(report.tickets).toMatchObject([{ firstAgent: 'other', firstAgentMet: false, ineligible: 1 }])
    expect(measuresOf(report)).toMatchObject({ firstAssignmentAccuracy: 0, ineligible: 1 })
    const absent = [
      person('able', { skills: { lamps: 2 } }),
      person('other', { shift: 'office', skills: { lamps: 5 } }),
    ]
    const arm = dispatcher({ every: { hours: 1 }, perTicket: {}, choose: () => 'other' })
    const { tickets } = await run({ agents: absent, requires, arrivals: come('02T08:00'), arm })
    expect(tickets).toMatchObject([{ firstAgentMet: true, ineligible: 1 }])
  })

  it('is the time in which somebody could have taken a ticket', async () => {
    const abstains = deskOf({
      id: 'abstains',
      version: 1,
      select: (_ticket, _candidates, { now }) => ({
        assignee: now < at('02T12:00').getTime() ? null : 'able',
        reasons: [{ code: 'because' }],
      }),
    })
    const able = person('able', { shift: 'office', skills: { lamps: 2 }, capacity: 1 })
    const report = await run({ agents: [able, person('other')], requires, arrivals: come('02T08:00') }, abstains)
    const [row] = report.tickets
    // The shift began at 9, and the desk asks again each minute.
    const waited = ((row?.assignedAt?.getTime() ?? 0) - at('02T09:00').getTime()) / 1000
    expect(Math.floor(waited / 60)).toBe(180)
    expect(row).toMatchObject({ firstAgent: 'able', avoidableSeconds: waited, silentSeconds: 0 })
  })

  it('is the time in which nothing said why nobody had it', async () => {
    const arm = dispatcher({ every: { hours: 1 }, perTicket: {} })
    const [row] = (await run({ arm, arrivals: come('02T09:20') })).tickets
    expect(row).toMatchObject({ assignedAt: at('02T10:00'), silentSeconds: 2_400, avoidableSeconds: 2_400 })
  })
})

describe('a modelled dispatcher', () => {
  it('looks every so often in office hours, takes time for each, and gives to those present in turn', async () => {
    const arm = dispatcher({ calendar: 'office', every: { minutes: 15 }, perTicket: { minutes: 2 } })
    const agents = [
      person('ann', { shift: 'office' }),
      person('bob', { shift: 'office' }),
      person('cem', { status: 'away' }),
    ]
    const arrivals = [
      ...come('02T07:00', '02T09:01', '02T09:02'),
      { at: at('02T09:03'), ticket: { ...ticket, priority: 'urgent' as const } },
    ]
    const { tickets } = await run({ arm, agents, arrivals })
    expect(tickets.map(({ assignedAt, firstAgent }) => [assignedAt, firstAgent])).toEqual([
      [at('02T09:02'), 'ann'],
      [at('02T09:19'), 'ann'],
      [at('02T09:21'), 'bob'],
      [at('02T09:17'), 'bob'],
    ])
  })

  it('leaves in the queue what nobody can take', async () => {
    const arm = dispatcher({ every: { minutes: 10 }, perTicket: { seconds: 1 } })
    const { tickets } = await run({
      arm,
      agents: [person('ann', { capacity: 1 })],
      arrivals: come('02T10:05', '02T10:06'),
    })
    expect(tickets.map(({ assignedAt }) => assignedAt)).toEqual([
      new Date('2025-06-02T10:10:01Z'),
      // Ann has solved the first one at this very instant.
      new Date('2025-06-02T11:10:01Z'),
    ])
  })

  it('makes its mistakes with the same tickets, whoever works', async () => {
    const requires = () => ({ skills: { lamps: 1 } })
    const able = person('able', { skills: { lamps: 1 } })
    const others = ['b', 'c', 'd'].map((id) => person(id))
    const arrivals = poisson({ perHour: 10, ticket: () => ticket })
    const arm = dispatcher({ every: { minutes: 5 }, perTicket: {}, choose: inTurn({ mistakes: 0.3 }) })
    const given = { arm, requires, arrivals, handling: () => ({ seconds: 60 }), until: at('03T00:00') }
    const first = await run({ ...given, agents: [able, ...others] })
    const wrong = first.tickets.filter(({ firstAgentMet }) => firstAgentMet === false).length
    expect(wrong / first.tickets.length).toBeGreaterThan(0.1)
    expect(wrong / first.tickets.length).toBeLessThan(0.32)
    expect(measuresOf(await run({ ...given, agents: [able] })).firstAssignmentAccuracy).toBe(1)
  })

  it('needs a calendar of the desk, and time between looks', async () => {
    const nights = dispatcher({ calendar: 'nights', every: { minutes: 1 }, perTicket: {} })
    await expect(run({ arm: nights as never })).rejects.toThrow(/works by nights, which is no calendar of the desk/)
    await expect(run({ arm: dispatcher({ every: {}, perTicket: {} }) })).rejects.toThrow(/`every` is nothing/)
  })
})

describe('a process that dies after its writes', () => {
  const busy: Partial<Shape> = {
    arrivals: poisson({ perHour: inHours(7), ticket: () => ticket }),
    agents: ['ann', 'bob'].map((id) => person(id, { shift: 'office', capacity: 2 })),
    handling: (_ticket, _agent, random) => ({ seconds: 600 + 600 * random.next(), answer: 0.5 }),
  }

  it('loses nothing, and nothing happens twice', async () => {
    let store: Store | null = null
    let desk: Desk | null = null
    const report = await run({
      ...busy,
      kills: 0.1,
      store: (parts) => {
        store = memoryStore(parts)
        return store
      },
      createDesk: async (...parts) => {
        const opened = await createDesk(...parts)
        desk = opened as unknown as Desk
        return opened
      },
    })
    expect(report.kills).toBeGreaterThan(50)
    expect(report.errors).toEqual([])
    const { tickets } = report
    expect(tickets.length).toBeGreaterThan(80)
    expect(tickets.every(({ answeredAt, solvedAt, assignments }) => answeredAt && solvedAt && assignments === 1)).toBe(
      true,
    )
    if (store === null || desk === null) throw new Error('no desk was opened')
    const world = await checkWorld(store, { tenants: ['simulation'], replay })
    expect(world.problems).toEqual([])
    expect(world.tickets).toBe(tickets.length)
    const told = (desk as Desk).as({ tenant: 'simulation', actor: { type: 'admin', id: 'root' } })
    for (const { id } of tickets.slice(0, 20)) expect((await told.thread(id)).items).toHaveLength(1)
  })
})

describe('a seed', () => {
  const random: Partial<Shape> = {
    arrivals: poisson({ perHour: inHours(7), ticket: () => ticket }),
    agents: ['ann', 'bob'].map((id) => person(id, { shift: 'office', capacity: 2 })),
    handling: (_ticket, _agent, drawn) => ({ seconds: 1_200 * drawn.next(), answer: 0.5 }),
    until: at('03T00:00'),
  }

  it('repeats a run byte for byte, with and without kills', async () => {
    for (const kills of [0, 0.05]) {
      const bytes = JSON.stringify(await run({ ...random, kills }))
      expect(JSON.stringify(await run({ ...random, kills }))).toBe(bytes)
      expect(JSON.stringify(await run({ ...random, kills, seed: 2 }))).not.toBe(bytes)
    }
  })

  it('gives every arm the same customers with the same work', async () => {
    const arm = dispatcher({ every: { minutes: 20 }, perTicket: { seconds: 30 } })
    const [one, other] = [await run(random), await run({ ...random, arm, works: inParallel({ slots: 2 }) })]
    const shared = ({ tickets }: typeof one) => tickets.map((row) => [row.createdAt, row.ticket, row.workedSeconds])
    expect(shared(other)).toEqual(shared(one))
    expect(other.tickets.map(({ assignedAt }) => assignedAt)).not.toEqual(
      one.tickets.map(({ assignedAt }) => assignedAt),
    )
  })
})

describe('what cannot be simulated', () => {
  it.each<[object, RegExp]>([
    [{ seed: 0.5 }, /`seed` must be a whole number/],
    [{ until: usual.since }, /`since` must be earlier than `until`/],
    [{ kills: 1 }, /`kills` must be a share/],
    [{ kills: Number.NaN }, /`kills` must be a share/],
    [{ agents: [person('ann'), person('ann')] }, /two agents have one id/],
    [{ agents: [person('ann', { shift: 'nights' })] }, /shift nights, which is no calendar/],
    [{ hours: 'nights' }, /There is no calendar nights to measure by/],
    [{ handling: () => ({ seconds: Number.NaN }) }, /`handling` gave NaN seconds/],
    [{ handling: () => ({ seconds: 1, answer: 2 }) }, /after the share 2/],
    [{ tail: { days: -1 } }, /leads forward/],
    [{ solve: 'explode' }, /has no event of this name/],
    [{ store: () => memoryStore() }, /The store does not follow the clock/],
  ])('is refused with a reason: %#', async (changes, reason) => {
    await expect(run(changes as Partial<Shape>)).rejects.toThrow(reason)
  })
})
