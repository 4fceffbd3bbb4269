import { describe, expect, it } from 'vitest'
import { candidate } from '../../test/candidates.js'
import { eventsOf, message, move, type Step } from '../../test/histories.js'
import { START } from '../../test/records.js'
import { createSlaBook } from '../definitions/sla-book.js'
import { defaultAccess, defineCalendar, defineDesk, leastLoad, supportWorkflow, weighted } from '../index.js'
import { canonicalJson } from '../kernel/json.js'
import { seededRandom } from '../testing/seeded-random.js'
import type { WorkAssumption } from './assumption.js'
import { RehearsedDesk, type RehearsedTicket } from './rehearsed-desk.js'
import type { TimedEvent } from './step.js'

const MINUTE = 60_000
type Agent = ReturnType<typeof candidate>['agent']
type Level = 'urgent' | 'high' | 'normal' | 'low'
const person = (id: string, changes: Partial<Agent> = {}): Agent => candidate(id, changes).agent

const assigned = (minute: number, assignee: string | null, team: string | null = null): Step => [
  minute,
  'ticket.assigned',
  {
    assignee,
    team,
    previousAssignee: null,
    previousTeam: null,
    decision: { policy: 'manual', version: 1, at: START, by: { type: 'agent', id: 'x' }, reasons: [] },
  },
]

/** A ticket that somebody got after so many minutes, answered and solved. */
const worked = (id: string, minute: number, wait: number, answer: number, solved: number, begun = {}) =>
  [
    id,
    eventsOf(
      id,
      minute,
      begun,
      assigned(minute + wait, 'a1'),
      message(minute + answer),
      move(minute + solved, 'solve'),
    ),
  ] as const

interface Options {
  readonly agents: readonly Agent[]
  readonly assume?: WorkAssumption
  readonly desk?: object
  readonly seed?: number
}

/** What becomes of histories on a desk with these agents, up to so many minutes after the beginning. */
function lived(
  histories: readonly (readonly [string, ReturnType<typeof eventsOf>])[],
  minutes: number,
  options: Options,
) {
  const { agents, assume, desk = {}, seed = 1 } = options
  const { model } = defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), routing: leastLoad(), ...desk })
  const book = createSlaBook(model, { definition: async () => null })
  const ended: RehearsedTicket[] = []
  const rehearsed = new RehearsedDesk({
    model,
    book,
    agents,
    random: seededRandom(seed),
    ...(assume && { assume }),
    onChange: () => {},
    onFailure: () => {},
    onEnd: (found) => ended.push(found),
  })
  for (const [id, events] of histories) {
    const history = events.map((event): TimedEvent => ({ at: event.occurredAt, event }))
    rehearsed.advanceTo((history[0]?.at ?? 0) - 1)
    rehearsed.begin(id, history, { subject: 'x', personal: {} })
  }
  rehearsed.finish(START + minutes * MINUTE)
  const of = (id: string) => ended.find(({ ticket }) => ticket.id === id)
  const minuteOf = (at: number | null | undefined) => (at == null ? null : (at - START) / MINUTE)
  return {
    ended,
    assignee: (id: string) => of(id)?.ticket.assignee,
    assignedAt: (id: string) => minuteOf(of(id)?.assignedAt),
    solvedAt: (id: string) => minuteOf(of(id)?.ticket.facts.solvedAt),
    answeredAt: (id: string) => minuteOf(of(id)?.ticket.facts.firstResponseAt),
    ticket: (id: string) => of(id)?.ticket,
  }
}

describe('a desk that lives through history', () => {
  it('gives tickets to who is free, and lets their work follow at the same distance', () => {
    const found = lived([worked('t1', 0, 30, 40, 60)], 1_000, { agents: [person('ann')] })
    expect(found.assignee('t1')).toBe('ann')
    expect([found.assignedAt('t1'), found.answeredAt('t1'), found.solvedAt('t1')]).toEqual([0, 10, 30])
    // What the agent of history did, the one here does.
    expect(found.ticket('t1')?.facts.acceptance?.to).toBe(START + 10 * MINUTE)
  })

  it('lets a ticket wait until a place is free, and the most urgent go first', () => {
    const histories = [
      worked('first', 0, 0, 1, 60),
      worked('slow', 1, 0, 1, 10, { priority: 'low', rank: 4 }),
      worked('quick', 2, 0, 1, 10, { priority: 'urgent', rank: 1 }),
    ]
    const found = lived(histories, 1_000, { agents: [person('ann', { capacity: 1 })] })
    expect([found.assignedAt('first'), found.assignedAt('quick'), found.assignedAt('slow')]).toEqual([0, 60, 70])
    expect([found.solvedAt('quick'), found.solvedAt('slow')]).toEqual([70, 80])
  })

  it('leaves what nobody can take open, with what was to follow', () => {
    const found = lived([worked('t1', 0, 0, 1, 10)], 1_000, { agents: [person('ann', { capacity: 0 })] })
    expect([found.assignee('t1'), found.assignedAt('t1'), found.solvedAt('t1')]).toEqual([null, null, null])
    expect(found.ticket('t1')?.decisions.assignment?.reasons).toMatchObject([{ code: 'full', agent: 'ann' }])
  })

  it('gives the work of a night to who comes in the morning', () => {
    const office = defineCalendar({ timeZone: 'UTC', weekly: { wed: [['09:00', '17:00']], thu: [['09:00', '17:00']] } })
    const found = lived([worked('t1', 60, 0, 5, 10, { priority: 'urgent', rank: 1 })], 2_000, {
      agents: [person('ann', { shift: 'office' })],
      desk: { calendars: { office } },
    })
    // 2025-01-01 is a Wednesday.
    expect([found.assignedAt('t1'), found.solvedAt('t1')]).toEqual([9 * 60, 9 * 60 + 10])
  })

  it('keeps a change of team by people, and finds somebody there', () => {
    const events = eventsOf(
      't1',
      0,
      { team: 'lamps' },
      assigned(0, 'a1', 'lamps'),
      assigned(20, 'a2', 'chairs'),
      move(30, 'solve'),
    )
    const found = lived([['t1', events]], 1_000, {
      agents: [person('ann', { teams: ['lamps'] }), person('bob', { teams: ['chairs'] })],
    })
    expect(found.ticket('t1')).toMatchObject({ team: 'chairs', assignee: 'bob' })
    expect(found.solvedAt('t1')).toBe(30)
  })

  it('decides priorities anew as time passes, but not those that people set', () => {
    const priority = weighted({ levels: { urgent: 10, low: 0 }, waiting: { weight: 10, full: { hours: 1 } } })
    const bare = { policy: 'weighted', version: 1, at: START, by: { type: 'system', id: 'docket' }, reasons: [] }
    const histories = [
      ['t1', eventsOf('t1', 0, { priority: 'low', rank: 2, decision: bare })],
      ['t2', eventsOf('t2', 0, { priority: 'low', rank: 2 })],
    ] as const
    const found = lived(histories, 61, { agents: [], desk: { priority } })
    expect(found.ticket('t1')).toMatchObject({
      priority: 'urgent',
      decisions: { priority: { at: START + 60 * MINUTE } },
    })
    expect(found.ticket('t2')?.priority).toBe('low' satisfies Level)
  })

  it('takes another assumption about work', () => {
    const slower: WorkAssumption = {
      text: 'Whoever else has it needs an hour more.',
      delay: ({ at, atBefore, agent, agentBefore }) => at - atBefore + (agent === agentBefore ? 0 : 60 * MINUTE),
    }
    const histories = [worked('t1', 0, 0, 5, 10)]
    expect(lived(histories, 1_000, { agents: [person('ann')], assume: slower }).solvedAt('t1')).toBe(70)
    expect(lived(histories, 1_000, { agents: [person('a1')], assume: slower }).solvedAt('t1')).toBe(10)
    const broken = { text: 'x', delay: () => Number.NaN }
    expect(lived(histories, 1_000, { agents: [person('ann')], assume: broken }).solvedAt('t1')).toBe(10)
  })

  it('goes the same way for the same seed, and another for another', () => {
    const agents = Array.from({ length: 8 }, (_, index) => person(`a${index}`, { capacity: 3 }))
    const histories = Array.from({ length: 60 }, (_, index) => worked(`t${index}`, index * 3, 1, 20, 45))
    const run = (seed: number) => canonicalJson(lived(histories, 5_000, { agents, seed }).ended)
    expect(run(7)).toBe(run(7))
    expect(run(7)).not.toBe(run(8))
  })

  it('never gives an agent more than fits', () => {
    const agents = [person('ann', { capacity: 2 }), person('bob', { capacity: 3 })]
    const histories = Array.from({ length: 40 }, (_, index) => worked(`t${index}`, index, 0, 20, 45))
    const { model } = defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), routing: leastLoad() })
    const held = new Map<string, number>()
    const rehearsed = new RehearsedDesk({
      model,
      book: createSlaBook(model, { definition: async () => null }),
      agents,
      random: seededRandom(1),
      onChange(before, after) {
        const [was, is] = [
          before?.phase === 'open' ? before.assignee : null,
          after.phase === 'open' ? after.assignee : null,
        ]
        if (was === is) return
        if (was !== null) held.set(was, (held.get(was) ?? 0) - 1)
        if (is !== null) held.set(is, (held.get(is) ?? 0) + 1)
        for (const { id, capacity } of agents) expect(held.get(id) ?? 0).toBeLessThanOrEqual(capacity ?? 0)
      },
      onFailure: () => {},
      onEnd: () => {},
    })
    for (const [id, events] of histories) {
      rehearsed.begin(
        id,
        events.map((event) => ({ at: event.occurredAt, event })),
        { subject: 'x', personal: {} },
      )
    }
    rehearsed.finish(START + 5_000 * MINUTE)
    expect([...held.values()]).toEqual([0, 0])
  })
})
