import { expect, it } from 'vitest'
import { AGENT, created, DECISION, eventRecord, START } from '../../test/records.js'
import type { EventRecord } from '../store/record-types.js'
import { journeyOf } from './journey.js'

const minute = (count: number) => START + count * 60_000
const ANN = { type: 'agent', id: 'ann' }
const begun = (seq: number, stage: string, more: Partial<EventRecord> = {}) =>
  eventRecord(seq, 'stage.begun', { stage, number: 1, owner: 'desk', within: 60_000, returned: false }, more)
const assigned = (assignee: string | null) => ({
  assignee,
  team: 'desk',
  previousAssignee: null,
  previousTeam: null,
  decision: DECISION,
})
const taken = (...more: EventRecord[]) => {
  const { stages } = journeyOf([created(), begun(2, 'work'), ...more], null, minute(10))
  return stages[0]?.secondsInTransit
}

it('is empty for a ticket that has been in no stage', () => {
  expect(journeyOf([created()], null, minute(9))).toEqual({ stages: [], perStage: [], perTeam: [] })
})

it('counts a stay that lasts until now, on the clock that runs', () => {
  const { stages } = journeyOf([created(), begun(2, 'work')], 90_000, minute(10))
  expect(stages).toMatchObject([
    { to: null, seconds: 480, secondsOpen: 90, secondsInTransit: 480, handedOverBy: AGENT },
  ])
  // A clock that lags behind makes no negative time.
  expect(journeyOf([created(), begun(2, 'work')], null, minute(0)).stages).toMatchObject([{ seconds: 0 }])
})

it('is in transit until somebody takes the stage up', () => {
  const note = { messageId: 'm', visibility: 'internal', byRequester: false, channel: 'web', attachments: [] } as const
  // Who handed it over does not take it up by one more word, nor does a customer, nor the desk itself.
  expect(taken(eventRecord(3, 'message.added', note))).toBe(480)
  expect(taken(eventRecord(3, 'message.added', note, { actor: { type: 'requester', id: 'c1' } }))).toBe(480)
  expect(
    taken(eventRecord(3, 'ticket.tagged', { added: ['x'], removed: [] }, { actor: { type: 'system', id: 'x' } })),
  ).toBe(480)
  expect(taken(eventRecord(3, 'message.added', note, { actor: ANN }))).toBe(60)
  // Who gives it to somebody else has not taken it up; who takes it has.
  expect(taken(eventRecord(3, 'ticket.assigned', assigned('ann'), { actor: { type: 'lead', id: 'lea' } }))).toBe(480)
  expect(taken(eventRecord(3, 'ticket.assigned', assigned('ann'), { actor: ANN }))).toBe(60)
  // Who handed it over and has it goes on.
  expect(taken(eventRecord(3, 'ticket.assigned', assigned('a1')))).toBe(60)
  expect(taken(eventRecord(3, 'ticket.watched', { watcher: 'ann' }, { actor: ANN }))).toBe(480)
})

it('reads how long a stage ran from its verdict, and not from one on a former promise', () => {
  const verdict = {
    target: 'stage',
    cycle: 1,
    from: START,
    dueAt: START,
    seconds: 100,
    policy: { id: 'p', version: 1 },
    calendar: null,
    former: false,
    priority: 'normal',
    team: null,
  } as const
  const ended = eventRecord(3, 'stage.ended', { stage: 'work', number: 1, owner: 'desk' })
  const run = (event: EventRecord) =>
    journeyOf([created(), begun(2, 'work'), ended, event], null, minute(10)).stages[0]?.secondsOpen
  expect(run(eventRecord(4, 'sla.met', { ...verdict, endedAt: START, left: 30.5 }))).toBe(69.5)
  expect(run(eventRecord(4, 'sla.completed', { ...verdict, endedAt: START, over: 0.25 }))).toBe(100.25)
  expect(run(eventRecord(4, 'sla.met', { ...verdict, former: true, endedAt: START, left: 30 }))).toBeNull()
  expect(run(eventRecord(4, 'sla.met', { ...verdict, target: 'resolution', endedAt: START, left: 30 }))).toBeNull()
})
