import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, OFFICE } from '../../test/promises.js'
import { otherTicket, PureDesk, type Turn } from '../../test/pure-desk.js'
import { DECISION, START } from '../../test/records.js'
import { defaultAccess } from '../access/default-access.js'
import { defineDesk } from '../desk/define-desk.js'
import type { SlaPolicyInput } from '../sla/policy-types.js'
import type { EventRecord, Phase } from '../store/record-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import type { EventDraft } from './event-types.js'
import { inheritPromise, SYSTEM_ACTOR } from './promises.js'

type Policy = SlaPolicyInput<Record<never, never>, 'urgent' | 'high' | 'normal' | 'low', 'office'>
const deskOf = (...sla: Policy[]) =>
  new PureDesk(
    defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), calendars: { office: OFFICE }, sla }).model,
  )
const tell = [{ action: 'notify', to: ['lead'] }] as const
const ladder = {
  resolution: {
    within: { hours: 8 },
    escalate: [
      { used: 0.5, do: tell },
      { after: {}, do: tell },
    ],
  },
}

const move = (phase: Phase, paused = false): EventDraft => ({
  type: 'ticket.transitioned',
  data: { event: 'e', from: 'a', to: phase, phase, paused, timeoutAt: null, effects: [] },
})
const prioritized = (priority: string, rank: number): EventDraft => ({
  type: 'ticket.prioritized',
  data: { priority, rank, decision: DECISION },
})
const given = (team: string | null): EventDraft => ({
  type: 'ticket.assigned',
  data: { assignee: null, team, previousAssignee: null, previousTeam: null, decision: DECISION },
})
const tagged: EventDraft = { type: 'ticket.tagged', data: { added: ['x'], removed: [] } }
const told = (events: readonly EventRecord[]) => events.map(({ type, occurredAt }) => [type, occurredAt - START])
const types = ({ events }: Turn) => events.map(({ type }) => type)

describe('what has come due', () => {
  const desk = deskOf({ id: 'a', targets: ladder })
  const { ticket } = desk.create(START)

  it('is written before a command, each at its own instant, by the desk itself', () => {
    const { events } = desk.run(ticket, START + 9 * HOUR, [tagged])
    expect(told(events)).toEqual([
      ['sla.escalated', 4 * HOUR],
      ['sla.breached', 8 * HOUR + 1],
      ['sla.escalated', 8 * HOUR + 1],
      ['ticket.tagged', 9 * HOUR],
    ])
    expect(events.slice(0, 3).map(({ actor, cause, recordedAt }) => [actor, cause, recordedAt])).toEqual(
      Array.from({ length: 3 }, () => [SYSTEM_ACTOR, { kind: 'timer', id: 'sla' }, START + 9 * HOUR]),
    )
  })

  it('is written with a command of any cause as that of its own timer', () => {
    const { events } = desk.run(ticket, START + 5 * HOUR, [tagged], { cause: { kind: 'timer', id: 'timeout' } })
    expect(events.map(({ cause }) => cause?.id)).toEqual(['sla', 'timeout'])
  })

  it('is nothing before its instant, and all of it at the instant', () => {
    expect(types(desk.run(ticket, START + 4 * HOUR - 1))).toEqual([])
    expect(types(desk.run(ticket, START + 4 * HOUR))).toEqual(['sla.escalated'])
    expect(types(desk.run(ticket, START + 8 * HOUR))).toEqual(['sla.escalated'])
    expect(types(desk.run(ticket, START + 8 * HOUR + 1))).toHaveLength(3)
  })

  it('is written once', () => {
    const first = desk.run(ticket, START + 9 * HOUR)
    expect(types(desk.run(first.ticket, START + 99 * HOUR))).toEqual([])
  })

  it('never dates from before what has been written, as after a due date that was moved into the past', () => {
    const urgent = deskOf({
      id: 'a',
      targets: { resolution: { within: { hours: 8 }, byPriority: { urgent: { hours: 1 } } } },
    })
    const begun = urgent.create(START)
    const raised = urgent.run(begun.ticket, START + 2 * HOUR, [prioritized('urgent', 1)])
    expect(raised.ticket.dueAt).toBe(START + HOUR)
    expect(raised.timers.set).toMatchObject([{ key: 'sla', dueAt: START + 0.8 * HOUR }])
    const late = urgent.run(raised.ticket, START + 3 * HOUR)
    expect(told(late.events)).toEqual([
      ['sla.escalated', 2 * HOUR],
      ['sla.breached', 2 * HOUR],
    ])
    expect(late.events[0]?.data).toMatchObject({ at: START + 0.8 * HOUR, dueAt: START + HOUR })
  })
})

describe('a promise', () => {
  it('is made with the creation, and counts from there', () => {
    const { ticket, events, timers } = deskOf({ id: 'a', targets: ladder }).create(START)
    expect(events.at(-1)).toMatchObject({
      type: 'sla.applied',
      occurredAt: START,
      actor: SYSTEM_ACTOR,
      data: { promise: { policy: { id: 'a', version: 1 } }, since: START, keepsFormer: false },
    })
    expect(ticket.dueAt).toBe(START + 8 * HOUR)
    expect(timers.set).toMatchObject([{ key: 'sla', dueAt: START + 4 * HOUR, epoch: 2 }])
  })

  it('is none on a desk without policies, and none where no policy fits', () => {
    expect(types(deskOf().create(START))).toEqual(['ticket.created'])
    const { ticket, timers } = deskOf({ id: 'a', when: { priority: 'urgent' }, targets: ladder }).create(START)
    expect(ticket).toMatchObject({ version: 1, sla: null, dueAt: null })
    expect(timers.set).toEqual([])
  })

  it('is made when a policy comes to fit, and time before does not count', () => {
    const desk = deskOf({ id: 'a', when: { priority: 'urgent' }, targets: ladder })
    const { ticket, events } = desk.run(desk.create(START).ticket, START + HOUR, [prioritized('urgent', 1)])
    expect(told(events)).toEqual([
      ['ticket.prioritized', HOUR],
      ['sla.applied', HOUR],
    ])
    expect([ticket.sla?.since, ticket.dueAt]).toEqual([START + HOUR, START + 9 * HOUR])
  })

  it('is withdrawn when none fits any more, and counts on from its beginning when one does again', () => {
    const desk = deskOf({ id: 'a', when: { priority: 'normal' }, targets: ladder })
    const withdrawn = desk.run(desk.create(START).ticket, START + HOUR, [prioritized('urgent', 1)])
    expect(withdrawn.events.at(-1)?.data).toMatchObject({
      promise: null,
      reasons: [{ code: 'condition-not-met' }, { code: 'no-policy' }],
    })
    expect([withdrawn.ticket.dueAt, withdrawn.timers.cancel]).toEqual([null, [{ ticketId: 't1', key: 'sla' }]])
    const again = desk.run(withdrawn.ticket, START + 2 * HOUR, [prioritized('normal', 3)])
    expect([again.ticket.sla?.since, again.ticket.dueAt]).toEqual([START, START + 8 * HOUR])
    expect(again.events.at(-1)?.data['since']).toBe(START)
  })

  it('changes with the policy, and what was settled stays: no verdict again, and no step of either policy', () => {
    const desk = deskOf({ id: 'urgent', when: { priority: 'urgent' }, targets: ladder }, { id: 'all', targets: ladder })
    const escalated = desk.run(desk.create(START).ticket, START + 5 * HOUR)
    const changed = desk.run(escalated.ticket, START + 6 * HOUR, [prioritized('urgent', 1)])
    expect(changed.ticket.sla?.promise?.policy.id).toBe('urgent')
    const late = desk.run(changed.ticket, START + 9 * HOUR)
    expect(late.events.map(({ type, data }) => [type, data['step']])).toEqual([
      ['sla.escalated', 'used 0.5'],
      ['sla.breached', undefined],
      ['sla.escalated', 'after 0s'],
    ])
    const back = desk.run(late.ticket, START + 10 * HOUR, [prioritized('normal', 3)])
    const again = desk.run(back.ticket, START + 11 * HOUR)
    expect(again.events.map(({ type, data }) => [type, data['step']])).toEqual([['sla.escalated', 'after 0s']])
    const third = desk.run(again.ticket, START + 12 * HOUR, [prioritized('urgent', 1)])
    expect(types(desk.run(third.ticket, START + 99 * HOUR))).toEqual([])
  })

  it('takes another calendar with another team, within its policy', () => {
    const calendar = { by: 'team', of: { nights: 'wall' }, otherwise: 'office' } as const
    const desk = deskOf({ id: 'a', calendar, targets: { resolution: { within: { hours: 2 } } } })
    const begun = desk.create(START)
    expect(begun.ticket.dueAt).toBe(Date.parse('2025-01-01T11:00Z'))
    const moved = desk.run(begun.ticket, START + HOUR, [given('nights')])
    expect(moved.events.at(-1)).toMatchObject({
      type: 'sla.applied',
      data: {
        promise: { policy: { id: 'a' }, calendars: { resolution: null } },
        reasons: [{ code: 'calendar-changed' }],
      },
    })
    expect(moved.ticket.dueAt).toBe(START + 2 * HOUR)
    expect(types(desk.run(moved.ticket, START + HOUR + 1, [tagged]))).toEqual(['ticket.tagged'])
  })

  // GLPI #6902: with another priority the time that a ticket had waited was counted again.
  it('loses no pause with another priority, policy or team', () => {
    const calendar = { by: 'team', of: { nights: 'wall' }, otherwise: 'office' } as const
    const within = { hours: 4 }
    const desk = deskOf(
      { id: 'urgent', when: { priority: 'urgent' }, targets: { resolution: { within: { hours: 3 } } } },
      { id: 'all', calendar, targets: { resolution: { within, byPriority: { low: { hours: 5 } } } } },
    )
    const nine = Date.parse('2025-01-01T09:00Z')
    const paused = desk.run(desk.create(nine).ticket, nine + HOUR, [move('waiting', true)])
    const resumed = desk.run(paused.ticket, nine + 3 * HOUR, [move('open')])
    expect(resumed.ticket.dueAt).toBe(nine + 6 * HOUR)
    const due = (...events: EventDraft[]) => desk.run(resumed.ticket, nine + 4 * HOUR, events).ticket.dueAt
    expect(due(prioritized('low', 4))).toBe(nine + 7 * HOUR)
    expect(due(prioritized('urgent', 1))).toBe(nine + 5 * HOUR)
    expect(due(given('nights'))).toBe(nine + 6 * HOUR)
    // Also while it lasts.
    const changed = desk.run(paused.ticket, nine + 2 * HOUR, [prioritized('urgent', 1)])
    expect(changed.ticket.dueAt).toBeNull()
    expect(desk.run(changed.ticket, nine + 3 * HOUR, [move('open')]).ticket.dueAt).toBe(nine + 5 * HOUR)
  })
})

describe('verdicts', () => {
  const desk = deskOf({ id: 'a', targets: ladder })
  const { ticket } = desk.create(START)

  it('come with the command that ends the run, in the same commit', () => {
    const solved = desk.run(ticket, START + HOUR, [move('solved')])
    expect(types(solved)).toEqual(['ticket.transitioned', 'sla.met'])
    expect([solved.ticket.dueAt, solved.timers]).toEqual([null, { set: [], cancel: [{ ticketId: 't1', key: 'sla' }] }])
    const late = desk.run(ticket, START + 9 * HOUR, [move('solved')])
    expect(types(late)).toEqual([
      'sla.escalated',
      'sla.breached',
      'sla.escalated',
      'ticket.transitioned',
      'sla.completed',
    ])
  })

  it('begin anew with a reopening, and its steps too', () => {
    const solved = desk.run(ticket, START + 9 * HOUR, [move('solved')])
    const reopened = desk.run(solved.ticket, START + 20 * HOUR, [move('open')])
    expect([reopened.ticket.dueAt, reopened.timers.set[0]?.dueAt]).toEqual([START + 28 * HOUR, START + 24 * HOUR])
    const again = desk.run(reopened.ticket, START + 29 * HOUR)
    expect(again.events.map(({ type, data }) => [type, data['cycle']])).toEqual([
      ['sla.escalated', 2],
      ['sla.breached', 2],
      ['sla.escalated', 2],
    ])
  })

  it('are given under the promise that was in force, before the command changes it', () => {
    const two = deskOf(
      { id: 'solved', when: { phase: 'solved' }, targets: { firstResponse: { within: { hours: 1 } } } },
      { id: 'open', targets: ladder },
    )
    const solved = two.run(two.create(START).ticket, START + 2 * HOUR, [move('solved')])
    expect(solved.events.slice(1).map(({ type, data }) => [type, data['target'] ?? data['promise']])).toEqual([
      ['sla.met', 'resolution'],
      ['sla.applied', expect.objectContaining({ policy: { id: 'solved', version: 1 } })],
      ['sla.breached', 'firstResponse'],
      ['sla.completed', 'firstResponse'],
    ])
  })
})

describe("a duplicate's promise", () => {
  const desk = deskOf({ id: 'a', targets: { ...ladder, firstResponse: { within: { hours: 9 }, escalate: [] } } })
  const original = desk.create(START + 3 * HOUR).ticket
  const duplicate = (changes: object = {}) => {
    const { sla } = desk.create(START).ticket
    return otherTicket({ sla, createdAt: START, ...changes })
  }
  const linked = (to: ReturnType<typeof otherTicket>, at = START + 4 * HOUR) =>
    desk.decide(original, at, (draft) => inheritPromise(draft, to))

  it('is taken over where it is the older one: whoever asked first waits since then', () => {
    const { ticket, events, timers } = linked(duplicate())
    expect(events).toMatchObject([{ type: 'sla.inherited', data: { ticketId: 't2', from: START, cycle: 1 } }])
    expect(ticket.dueAt).toBe(START + 8 * HOUR)
    expect(timers.set).toMatchObject([{ key: 'sla', dueAt: START + 4 * HOUR }])
    const late = desk.run(ticket, START + 10 * HOUR)
    expect(late.events.map(({ type, data }) => [type, data['target']])).toEqual([
      ['sla.escalated', 'resolution'],
      ['sla.breached', 'resolution'],
      ['sla.escalated', 'resolution'],
      ['sla.breached', 'firstResponse'],
    ])
  })

  it('comes with the time for which its clocks stood still until this one began', () => {
    const at = (hours: number) => START + hours * HOUR
    const pauses = [
      { from: at(1), to: at(2) },
      { from: at(2.5), to: null },
    ]
    const { ticket, events } = linked(duplicate({ facts: { ...original.facts, pauses } }))
    const known = [
      { from: at(1), to: at(2) },
      { from: at(2.5), to: at(3) },
    ]
    expect(events).toMatchObject([{ type: 'sla.inherited', data: { from: START, pauses: known } }])
    expect(ticket.dueAt).toBe(at(9.5))
  })

  it('is not where it is younger, was never made, or nothing runs here any more', () => {
    expect(types(linked(duplicate({ createdAt: START + 3 * HOUR })))).toEqual([])
    expect(types(linked(duplicate({ sla: null })))).toEqual([])
    const solved = desk.run(original, START + 4 * HOUR, [move('solved')])
    expect(types(desk.decide(solved.ticket, START + 5 * HOUR, (draft) => inheritPromise(draft, duplicate())))).toEqual(
      [],
    )
  })

  it('may have been broken already, and is then broken here from the link on', () => {
    const { ticket } = linked(duplicate({ createdAt: START }), START + 9 * HOUR)
    const { events } = desk.run(ticket, START + 9 * HOUR + MINUTE)
    // The first step it had taken at its own half.
    expect(told(events)).toEqual([
      ['sla.breached', 9 * HOUR],
      ['sla.escalated', 9 * HOUR],
      ['sla.breached', 9 * HOUR + 1],
    ])
  })
})
