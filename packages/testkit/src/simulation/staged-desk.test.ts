import {
  createDesk,
  defaultAccess,
  defineCalendar,
  defineDesk,
  defineWorkflow,
  leastLoad,
  type Store,
} from '@docket/core'
import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import { dispatcher } from './dispatcher.js'
import { simulateDesk } from './simulate-desk.js'
import { stagedMeasuresOf } from './staged-measures.js'
import type { Attention, StayTask } from './staged-types.js'

const day = [['09:00', '17:00']] as const
const office = defineCalendar({ timeZone: 'UTC', weekly: { mon: day, tue: day, wed: day, thu: day, fri: day } })

const mending = defineWorkflow({
  id: 'mending',
  version: 1,
  initial: 'intake',
  states: {
    intake: { tags: ['open'], stage: { owner: 'desk', within: { hours: 4 } }, on: { on: 'bench', ask: 'asking' } },
    asking: { tags: ['waiting', 'sla-paused'], partOf: 'intake', on: { back: 'intake' }, onReply: 'back' },
    bench: { tags: ['open'], stage: { owner: 'workshop', within: { hours: 8 } }, on: { done: 'done' } },
    done: { tags: ['terminal'] },
  },
})
const staged = defineDesk({
  workflows: [mending],
  routing: leastLoad(),
  calendars: { office },
  sla: [
    {
      id: 'all',
      calendar: 'office',
      targets: {
        stage: { escalate: [{ used: 0.5, do: [{ action: 'notify', to: ['assignee'] }] }] },
        resolution: { within: { hours: 40 }, escalate: [] },
      },
    },
  ],
  access: defaultAccess(),
})
type Shape = NonNullable<(typeof staged)['$types']>

const at = (time: string) => new Date(`2025-06-${time}:00Z`)
const person = (id: string, team: string) => ({ id, name: id, teams: [team], shift: 'office' })
const send =
  (type: 'on' | 'done' | 'ask'): NonNullable<StayTask<Shape>['end']>[number] =>
  (desk, id, key) =>
    desk.send(id, { type }, key)
const accept: ReturnType<typeof send> = (desk, id, key) => desk.accept(id, key)
const read: ReturnType<typeof send> = (desk, id) => desk.stage(id)

/** An hour in each of two stages, on a Monday. */
const tasks: Readonly<Record<string, readonly StayTask<Shape>[]>> = {
  intake: [{ by: 'assignee', seconds: 3_600, begin: [read, accept], end: [send('on')] }],
  bench: [{ by: 'assignee', seconds: 3_600, begin: [accept], end: [send('done')] }],
}
const usual = {
  seed: 1,
  since: at('02T00:00'),
  until: at('03T00:00'),
  createDesk,
  store: memoryStore as (parts: Parameters<typeof memoryStore>[0]) => Store,
  arrivals: [{ at: at('02T10:00'), ticket: { subject: 'Mend it', requester: { id: 'c1' } } }],
  agents: [person('ann', 'desk'), person('bob', 'workshop')],
  staged: { tasks: ({ stage }: { readonly stage: string | null }) => tasks[stage ?? ''] ?? [] },
}
const forgetful = (more: Partial<Attention>): Attention => {
  return { forgets: 1, looksAfterShifts: 100, reacts: 1, reactsAfterSeconds: 600, ...more }
}

describe('a simulated desk with stages', () => {
  it('passes a ticket from stage to stage, and counts what people command and look up', async () => {
    const report = await simulateDesk(staged, usual)
    expect(report.errors).toEqual([])
    expect(report.tickets).toMatchObject([
      {
        solvedAt: at('02T12:00'),
        workedSeconds: 7_200,
        breached: [],
        staged: { cycleSeconds: 7_200, transitSeconds: 0, stays: 2, commands: 4, lookUps: 1, forgotten: 0 },
      },
    ])
  })

  it('counts as transit what the journey of the desk counts', async () => {
    let store: Store | undefined
    const second = { at: at('02T10:30'), ticket: { subject: 'Mend it too', requester: { id: 'c2' } } }
    const report = await simulateDesk(staged, {
      ...usual,
      arrivals: [...usual.arrivals, second],
      store: (parts) => {
        store = memoryStore(parts)
        return store
      },
    })
    // Ann is at the first until 11:00 and at the second until 12:00, when Bob has just finished the first.
    expect(report.tickets.map(({ staged: row }) => row?.transitSeconds)).toEqual([0, 1_800])
    if (store === undefined) throw new Error('there is no store')
    const desk = (await createDesk(staged, { store })).as({ tenant: 'simulation', actor: { type: 'admin', id: 'a' } })
    for (const { id, staged: row } of report.tickets) {
      const { stages } = await desk.journey(id)
      expect(stages.reduce((sum, { secondsInTransit }) => sum + secondsInTransit, 0)).toBe(row?.transitSeconds)
    }
  })

  it('lets people forget after the first look, and remember when they are told or look through what they have', async () => {
    const forgets = (attention: Attention) => simulateDesk(staged, { ...usual, staged: { ...usual.staged, attention } })
    // Told at 12:00 and, after the work from 12:10 to 13:10, at 09:10; each time 10 minutes until it is begun.
    const told = await forgets(forgetful({}))
    expect(told.tickets[0]?.solvedAt).toEqual(at('03T10:20'))
    expect(told.tickets[0]?.staged).toMatchObject({ forgotten: 2, commands: 4, transitSeconds: 0 })
    expect(told.tickets[0]?.workedSeconds).toBe(7_200)
    const untold = await forgets(forgetful({ reacts: 0, looksAfterShifts: 2 }))
    expect(untold.tickets[0]?.solvedAt?.getTime()).toBeGreaterThan(at('03T10:20').getTime())
    expect(stagedMeasuresOf(untold)).toMatchObject({ solved: 1, forgotten: 2 })
    const never = await forgets(forgetful({ reacts: 0 }))
    expect(never.tickets[0]?.solvedAt).toBeNull()
    expect(never.tickets[0]?.breached).toEqual(['stage', 'resolution'])
  })

  it('waits for the customer and for a colleague', async () => {
    const asks: readonly StayTask<Shape>[] = [
      { by: 'assignee', seconds: 600, begin: [accept], end: [send('ask')] },
      { by: 'requester', seconds: 3_600, end: [(desk, id, key) => desk.reply(id, { body: 'Here.' }, key)] },
      { by: 'colleague', seconds: 300, end: [(desk, id, key) => desk.note(id, { body: 'Fine.' }, key)] },
      { by: 'assignee', seconds: 600, end: [send('on')] },
    ]
    const agents = [...usual.agents, person('cem', 'desk')]
    const work = {
      tasks: ({ stage }: { readonly stage: string | null }) => (stage === 'intake' ? asks : (tasks['bench'] ?? [])),
    }
    const { tickets } = await simulateDesk(staged, { ...usual, agents, staged: work })
    // 10 minutes, an hour, 5 and 10 minutes, and an hour at the bench; the customer's message is nobody's command.
    expect(tickets[0]?.solvedAt).toEqual(at('02T12:25'))
    expect(tickets[0]?.staged).toMatchObject({ commands: 6, stays: 2 })
  })

  it('is the same on a desk without stages, where teams pass tickets on by hand', async () => {
    const open = defineWorkflow({
      id: 'mending',
      version: 1,
      initial: 'open',
      states: { open: { tags: ['open'], on: { done: 'done' } }, done: { tags: ['terminal'] } },
    })
    const flat = defineDesk({ workflows: [open], calendars: { office }, access: defaultAccess() })
    const report = await simulateDesk(flat, {
      seed: 1,
      since: usual.since,
      until: usual.until,
      createDesk,
      store: memoryStore,
      async setUp(desk, tenant) {
        const { directory } = desk.as({ tenant, actor: { type: 'admin', id: 'a' } })
        for (const id of ['desk', 'workshop']) await directory.putTeam({ id, name: id })
      },
      arrivals: [{ at: at('02T10:00'), ticket: { subject: 'Mend it', requester: { id: 'c1' }, team: 'desk' } }],
      agents: usual.agents,
      arm: dispatcher({ calendar: 'office', every: { hours: 1 }, perTicket: { minutes: 5 } }),
      staged: {
        handOut: [(desk, id) => desk.get(id)],
        tasks: ({ team }) => [
          {
            by: 'assignee',
            seconds: 3_600,
            begin: [(desk, id, key) => desk.note(id, { body: 'At it.' }, key)],
            end: [
              (desk, id, key) =>
                team === 'desk' ? desk.assign(id, { team: 'workshop' }, key) : desk.send(id, { type: 'done' }, key),
            ],
          },
        ],
      },
    })
    // Handed out at 10:05 and, after 11:05, at 12:05.
    expect(report.tickets).toMatchObject([
      {
        solvedAt: at('02T13:05'),
        staged: { cycleSeconds: 11_100, transitSeconds: 3_900, stays: 2, commands: 6, lookUps: 2 },
      },
    ])
    expect(stagedMeasuresOf(report)).toMatchObject({ transitShare: 3_900 / 11_100, commandsByPeople: 6 })
  })

  it('gives the same bytes for the same seed, also when processes die', async () => {
    const run = (kills: number) => simulateDesk(staged, { ...usual, kills, seed: 3 })
    expect(JSON.stringify(await run(0))).toBe(JSON.stringify(await run(0)))
    const killed = await run(0.3)
    expect(killed.kills).toBeGreaterThan(0)
    expect(killed.tickets).toMatchObject((await run(0)).tickets)
  })

  it('refuses what cannot be', async () => {
    const refused = (more: object) => expect(simulateDesk(staged, { ...usual, ...more } as typeof usual)).rejects
    await refused({ handling: () => ({ seconds: 1 }) }).toThrow('exactly one of `handling` and `staged`')
    await refused({ staged: undefined }).toThrow('exactly one of `handling` and `staged`')
    const of = (attention: Attention) => ({ staged: { ...usual.staged, attention } })
    await refused(of(forgetful({ forgets: 2 }))).toThrow('shares from 0 to 1')
    await refused(of(forgetful({ looksAfterShifts: 0 }))).toThrow('`looksAfterShifts`')
    await refused(of(forgetful({ reactsAfterSeconds: -1 }))).toThrow('`reactsAfterSeconds`')
    await refused({ staged: { tasks: () => [{ by: 'assignee', seconds: -1 }] } }).toThrow('a task of -1 seconds')
  })
})
