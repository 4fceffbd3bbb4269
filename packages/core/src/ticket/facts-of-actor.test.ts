import { describe, expect, it } from 'vitest'
import { created, DECISION, eventRecord, START } from '../../test/records.js'
import type { ActorReference, EventRecord } from '../store/record-types.js'
import { TICKET_EVENT_TYPES, type TicketEventData } from './event-types.js'
import { replay } from './evolve.js'

const ASSIGNEE: ActorReference = { type: 'agent', id: 'a1' }
const colleague: ActorReference = { type: 'agent', id: 'a2' }

const assigned = eventRecord(
  2,
  'ticket.assigned',
  { assignee: 'a1', team: null, previousAssignee: null, previousTeam: null, decision: DECISION },
  { actor: colleague },
)
const ASSIGNED_AT = assigned.occurredAt

/** When somebody last acted, and until when the assignment waited, after one more event by somebody. */
function after(event: EventRecord, actor: ActorReference) {
  const view = replay([created(), assigned, { ...event, actor }])
  return [view?.facts.lastActedAt, view?.facts.acceptance?.to]
}
const untouched = [ASSIGNED_AT, null]
const acted = (event: EventRecord) => [event.occurredAt, event.occurredAt]

const policy = { id: 'a', version: 1 }
const verdict = {
  target: 'resolution',
  cycle: 1,
  from: START,
  dueAt: START,
  seconds: 3600,
  policy,
  calendar: null,
  former: false,
  priority: 'normal',
  team: null,
} as const
type SlaType = Extract<keyof TicketEventData, `sla.${string}`>
const told: { readonly [Type in SlaType]: EventRecord } = {
  'sla.applied': eventRecord(3, 'sla.applied', {
    promise: { policy, calendars: { resolution: null } },
    since: START,
    keepsFormer: false,
    timeZones: 'x',
    reasons: [],
  }),
  'sla.inherited': eventRecord(3, 'sla.inherited', { ticketId: 't2', from: START, cycle: 1, unanswered: true }),
  'sla.met': eventRecord(3, 'sla.met', { ...verdict, endedAt: START, left: 1 }),
  'sla.breached': eventRecord(3, 'sla.breached', verdict),
  'sla.completed': eventRecord(3, 'sla.completed', { ...verdict, endedAt: START, over: 1 }),
  'sla.escalated': eventRecord(3, 'sla.escalated', {
    target: 'resolution',
    cycle: 1,
    step: 'after 0s',
    at: START,
    dueAt: START,
    policy,
    actions: [],
  }),
}
const note = (by: 'requester' | 'other' = 'other') =>
  eventRecord(3, 'message.added', {
    messageId: 'm1',
    visibility: 'internal',
    byRequester: by === 'requester',
    channel: 'web',
    attachments: [],
  })

// Guards steps `idle` and the target `acceptance`: a recomputation by the assignee would reset both.
describe('what is noted about promises', () => {
  it('has every type of event here that there is', () => {
    expect(Object.keys(told)).toEqual(TICKET_EVENT_TYPES.filter((type) => type.startsWith('sla.')))
  })

  it.each(Object.entries(told))('is no act of the desk, whoever caused it: %s', (_type, event) => {
    expect(after(event, ASSIGNEE)).toEqual(untouched)
    expect(after(event, { type: 'admin', id: 'a1' })).toEqual(untouched)
    expect(after(event, { type: 'system', id: 'docket' })).toEqual(untouched)
  })
})

describe('what somebody does', () => {
  it('is an act of the desk where an agent does it, and accepts where it is the assignee', () => {
    expect(after(note(), ASSIGNEE)).toEqual(acted(note()))
    expect(after(note(), colleague)).toEqual([note().occurredAt, null])
  })

  // A collaborator's id may be that of the agent who has the ticket.
  it.each(['collaborator', 'requester', 'system'])('is none of the desk where a %s does it', (type) => {
    expect(after(note(), { type, id: 'a1' })).toEqual(untouched)
    expect(after(eventRecord(3, 'ticket.tagged', { added: ['x'], removed: [] }), { type, id: 'a1' })).toEqual(untouched)
  })

  it('is none of the desk where an agent writes down what the requester said', () => {
    expect(after(note('requester'), ASSIGNEE)).toEqual(untouched)
  })
})
