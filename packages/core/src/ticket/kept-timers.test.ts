import { describe, expect, it } from 'vitest'
import { PureDesk } from '../../test/pure-desk.js'
import { AGENT, START } from '../../test/records.js'
import {
  defaultAccess,
  defineDesk,
  leastLoad,
  type PriorityPolicy,
  scored,
  supportWorkflow,
  weighted,
} from '../index.js'
import { counterChanges } from './counters.js'
import type { EventDraft } from './event-types.js'

const HOUR = 3_600_000
const waiting = weighted({ levels: { high: 50, normal: 0 }, waiting: { weight: 100, full: { hours: 8 } } })

function deskOf(priority: PriorityPolicy<never, string>, routed = false) {
  const definition = { workflows: [supportWorkflow], access: defaultAccess(), priority: priority as never }
  return new PureDesk(defineDesk(routed ? { ...definition, routing: leastLoad() } : definition).model)
}
const decided = (policy: string) => ({
  priority: 'normal',
  rank: 2,
  decision: { policy, version: 1, at: START, by: AGENT, reasons: [] },
})
const tagged: EventDraft = { type: 'ticket.tagged', data: { added: ['x'], removed: [] } }
const timersOf = (turn: { readonly timers: { readonly set: readonly { key: string; dueAt: number }[] } }) =>
  Object.fromEntries(turn.timers.set.map(({ key, dueAt }) => [key, (dueAt - START) / HOUR]))

describe('the timer of a priority', () => {
  it('is set for a ticket that another policy had decided on, when something happens to it', () => {
    const desk = deskOf(waiting)
    const { ticket } = desk.create(START, decided('fixed'))
    expect(timersOf(desk.run(ticket, START + HOUR, [tagged]))).toMatchObject({ priority: 4 })
  })

  it('is not set again while it stands', () => {
    const desk = deskOf(waiting)
    const { ticket } = desk.create(START, decided('weighted'))
    expect(timersOf(desk.run(ticket, START + HOUR, [tagged]))).not.toHaveProperty('priority')
  })

  it('is set by an import too', () => {
    const desk = deskOf(waiting)
    const { ticket } = desk.create(START, decided('fixed'))
    const imported = desk.run(ticket, START + HOUR, [tagged], { cause: { kind: 'import', id: 'log', position: 1 } })
    expect(timersOf(imported)).toMatchObject({ priority: 4 })
  })

  it('does not come each millisecond for a policy that says so without a change', () => {
    let asked = 0
    const restless = scored({
      id: 'restless',
      levels: { high: 50, normal: 0 },
      score(_ticket, now) {
        asked += 1
        return { score: 0, reasons: [], changesAt: now + 1 }
      },
    })
    const desk = deskOf(restless as never)
    const { ticket } = desk.create(START, decided('restless'))
    asked = 0
    desk.run(ticket, START + 10_000, [tagged])
    expect(asked).toBeLessThan(60)
  })
})

describe('the timer that asks the routing policy', () => {
  it('stays when the same refusal is written beside something else that has come due', () => {
    const desk = deskOf(waiting, true)
    const { ticket } = desk.create(START, decided('weighted'))
    const turn = desk.decide(ticket, START + 5 * HOUR, (draft) => {
      draft.add(tagged)
      draft.routeAgainAt = START + 6 * HOUR
    })
    expect(timersOf(turn)['route']).toBeCloseTo(6, 5)
  })
})

describe('what somebody has solved', () => {
  const desk = deskOf(waiting)
  const begun = desk.create(START, decided('weighted')).ticket
  const solved = { ...begun, phase: 'solved', assignee: 'ann', category: 'lamps' } as const
  const changes = (before: typeof begun, after: typeof begun) =>
    Object.fromEntries(counterChanges(before, after, null).map(({ key, delta }) => [key, delta]))

  it('counts for the category and the agent that the ticket has, also when these change later', () => {
    expect(changes({ ...solved, phase: 'open' }, solved)).toMatchObject({ 'solved/lamps:ann': 1 })
    expect(changes(solved, { ...solved, category: 'chairs' })).toEqual({
      'solved/lamps:ann': -1,
      'solved/chairs:ann': 1,
    })
    expect(changes(solved, { ...solved, assignee: 'bob' })).toEqual({ 'solved/lamps:ann': -1, 'solved/lamps:bob': 1 })
    expect(changes(solved, { ...solved, phase: 'open' })).toMatchObject({ 'solved/lamps:ann': -1 })
  })
})
