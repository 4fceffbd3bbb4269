import { expect, it } from 'vitest'
import { TICKET_EVENT_TYPES, type TicketEvent } from '../ticket/event-types.js'
import { lineOf, movesBy } from './line-of.js'

const SECRET = 'CANARY'
const reasons = [{ code: SECRET }]

/** Data that holds, of each event that shows, what it has: and everywhere else what nobody may see. */
const DATA: Readonly<Record<string, object>> = {
  'ticket.created': { state: 'open', tags: [SECRET], fields: { secret: SECRET }, decision: { reasons } },
  'ticket.transitioned': {
    from: 'open',
    to: 'solved',
    phase: 'solved',
    event: SECRET,
    effects: [SECRET],
    messageId: SECRET,
  },
  'ticket.overridden': { from: 'open', to: 'solved', phase: 'solved', reasons, messageId: SECRET },
  'ticket.migrated': {
    from: { state: 'open', workflow: SECRET },
    to: { state: 'solved', workflow: SECRET },
    phase: 'solved',
  },
  'ticket.assigned': { assignee: 'a1', previousAssignee: null, team: SECRET, decision: { reasons } },
  'ticket.unassigned': { previousAssignee: SECRET, decision: { reasons } },
  'stage.begun': { stage: 'repair', number: 2, owner: SECRET, within: 1, returned: false },
  'ticket.rated': { score: 4, messageId: SECRET },
  'ticket.nudged': { number: 1, messageId: SECRET },
  'ticket.merged': { into: 't2', from: SECRET, state: SECRET },
  'ticket.unmerged': { from: SECRET, back: { state: SECRET } },
}

const event = (type: string, data: object = { secret: SECRET, reasons }) =>
  ({
    tenant: 'acme',
    ticketId: 't1',
    seq: 3,
    type,
    occurredAt: 5,
    actor: { type: 'rule', id: SECRET },
    data,
  }) as unknown as TicketEvent

const state = { type: 'state', from: 'open', to: 'solved', phase: 'solved' }

it('shows of each event what a requester may know, by name, and of no other anything', () => {
  const shown = TICKET_EVENT_TYPES.flatMap((type) => {
    const line = lineOf(event(type, DATA[type]))
    return line === null ? [] : [[type, line]]
  })
  expect(Object.fromEntries(shown)).toEqual({
    'ticket.created': { type: 'created', state: 'open' },
    'ticket.transitioned': state,
    'ticket.overridden': state,
    'ticket.migrated': state,
    'ticket.assigned': { type: 'assigned', agent: 'a1' },
    'ticket.unassigned': { type: 'assigned', agent: null },
    'stage.begun': { type: 'stage', name: 'repair', number: 2 },
    'ticket.rated': { type: 'rated', score: 4 },
    'ticket.nudged': { type: 'nudged', number: 1 },
    'ticket.merged': { type: 'merged', into: 't2' },
    'ticket.unmerged': { type: 'unmerged' },
  })
  expect(JSON.stringify(shown)).not.toContain(SECRET)
})

it('classes each type by what it may say of a time that moves', () => {
  const why = TICKET_EVENT_TYPES.flatMap((type) => {
    const moves = movesBy(type)
    return moves === null ? [] : [[type, moves]]
  })
  expect(Object.fromEntries(why)).toEqual({
    'ticket.prioritized': 'priority',
    'ticket.transitioned': 'state',
    'ticket.overridden': 'state',
    'ticket.assigned': 'team',
    'ticket.updated': 'details',
    'ticket.categorized': 'category',
    'stage.begun': 'stage',
    'ticket.migrated': 'state',
  })
})

it('says nothing where nothing has changed, and nothing of what a newer node may write', () => {
  expect(lineOf(event('ticket.overridden', { from: 'open', to: 'open', phase: 'open' }))).toBeNull()
  expect(lineOf(event('ticket.assigned', { assignee: 'a1', previousAssignee: 'a1', team: 'other' }))).toBeNull()
  for (const type of ['ticket.invented', 'toString', '__proto__', '']) expect(lineOf(event(type))).toBeNull()
})
