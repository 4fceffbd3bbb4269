import { expect, it } from 'vitest'
import { TICKET_EVENT_TYPES } from '../ticket/event-types.js'
import { noticedInside, noticedOutside } from './noticeable.js'

const event = (type: string, data = {}) => ({
  tenant: 'acme',
  ticketId: 't1',
  seq: 1,
  type,
  occurredAt: 0,
  recordedAt: 0,
  actor: { type: 'agent', id: 'a1' },
  cause: null,
  data,
})

it('shows those outside what a requester can see on its ticket, by name', () => {
  const seen = TICKET_EVENT_TYPES.filter((type) => noticedOutside(event(type, { visibility: 'public' })) !== null)
  expect([...seen].sort()).toEqual(
    [
      ...['created', 'prioritized', 'transitioned', 'overridden', 'assigned', 'unassigned', 'updated', 'categorized'],
      ...['erased', 'rated', 'nudged', 'archived', 'unarchived', 'migrated', 'merged', 'unmerged', 'split', 'splitOff'],
    ]
      .map((name) => `ticket.${name}`)
      .concat('message.added', 'stage.begun', 'stage.ended')
      .sort(),
  )
  for (const visibility of ['internal', 'other', null, undefined]) {
    expect(noticedOutside(event('message.added', { visibility }))).toBeNull()
  }
  expect(noticedOutside(event('ticket.overridden'))).toBe('ticket.transitioned')
  for (const unknown of ['ticket.invented', 'toString', '__proto__', ''])
    expect(noticedOutside(event(unknown))).toBeNull()
})

it('shows those inside without the history what does not show there alone', () => {
  expect(noticedInside(event('rules.evaluated'))).toBeNull()
  expect(noticedInside(event('ticket.tagged'))).toBe('ticket.tagged')
})
