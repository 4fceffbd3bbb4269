import { expect, it } from 'vitest'
import { TICKET_EVENT_TYPES } from '../ticket/event-types.js'
import { noticedInside, noticedOutside } from './noticeable.js'

const NOTHING = { isPublic: () => false, ticketOf: () => null }

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

/** What lets an event be noticed that can be. */
const DATA = { visibility: 'public', messageId: 'm1', ticketId: 't2' }
const BESIDE = { isPublic: () => true, ticketOf: () => ({ requester: { id: 'c1' } }) }

it('shows those outside what a requester can see on its ticket, by name', () => {
  const seen = TICKET_EVENT_TYPES.filter((type) => noticedOutside(event(type, DATA), BESIDE) !== null)
  expect([...seen].sort()).toEqual(
    [
      ...['created', 'prioritized', 'transitioned', 'overridden', 'assigned', 'unassigned', 'updated', 'categorized'],
      ...['erased', 'rated', 'nudged', 'archived', 'unarchived', 'migrated', 'merged', 'unmerged', 'splitOff'],
    ]
      .map((name) => `ticket.${name}`)
      .concat('ticket.absorbed', 'ticket.released')
      .concat('attachment.added', 'sla.applied', 'sla.inherited', 'message.added', 'stage.begun', 'stage.ended')
      .sort(),
  )
  for (const visibility of ['internal', 'other', null, undefined]) {
    expect(noticedOutside(event('message.added', { visibility }), BESIDE)).toBeNull()
  }
  expect(noticedOutside(event('ticket.overridden'), NOTHING)).toBe('ticket.transitioned')
  for (const unknown of ['ticket.invented', 'toString', '__proto__', ''])
    expect(noticedOutside(event(unknown), BESIDE)).toBeNull()
})

it('shows those inside without the history what does not show there alone', () => {
  expect(noticedInside(event('rules.evaluated'))).toBeNull()
  expect(noticedInside(event('ticket.tagged'))).toBe('ticket.tagged')
})

it('shows those outside a file on what they see, and no other', () => {
  const added = (messageId: string | null) => event('attachment.added', { attachmentId: 'f1', messageId })
  const beside = { ...NOTHING, isPublic: (id: string) => id === 'm1' }
  expect(noticedOutside(added('m1'), beside)).toBe('attachment.added')
  for (const one of [added('m2'), added(null), event('attachment.added')]) {
    expect(noticedOutside(one, beside)).toBeNull()
  }
})

it('shows those outside merges of what is their own, and nobody else’s', () => {
  const owners: Record<string, string> = { t1: 'c1', t2: 'c1', t3: 'c2' }
  const ticketOf = (id: string) => (owners[id] === undefined ? null : { requester: { id: owners[id] } })
  for (const type of ['ticket.absorbed', 'ticket.released']) {
    const of = (ticketId?: string) => noticedOutside(event(type, { ticketId }), { ...NOTHING, ticketOf })
    expect([of('t2'), of('t3'), of('t4'), of()]).toEqual([type, null, null, null])
  }
})

it('shows those outside when the time has changed that they can expect', () => {
  const applied = (promise: object | null) => noticedOutside(event('sla.applied', { promise }), NOTHING)
  const by = (...targets: string[]) => ({ calendars: Object.fromEntries(targets.map((target) => [target, null])) })
  expect([by('resolution'), by('stage', 'firstResponse'), null].map(applied)).toEqual(Array(3).fill('sla.applied'))
  expect([by('stage'), by('acceptance'), by(), {}].map(applied)).toEqual(Array(4).fill(null))
  expect(noticedOutside(event('sla.inherited', { ticketId: 't9' }), NOTHING)).toBe('sla.applied')
})
