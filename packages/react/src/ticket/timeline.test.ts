import { describe, expect, test } from 'vitest'
import { at, message, ticket } from '../../test/gallery/tickets.js'
import { seenChanges, timeline, toldChanges } from './timeline.js'

describe('changes between messages', () => {
  test('a ticket tells when it began, when it came into its state, and how it was rated', () => {
    const told = toldChanges(ticket('t1', 'x', { stateSince: at(-10), rating: { score: 4, at: at(-5) } }))
    expect(told.map(({ type, value }) => [type, value])).toEqual([
      ['started', ''],
      ['state', 'open'],
      ['rated', '4'],
    ])
  })

  test('a promise that moved is told with what it was', () => {
    const before = ticket('t1', 'x')
    const moved = { answer: null, solution: { at: at(200), reason: { code: 'promised' } } }
    const [change] = seenChanges(before, { ...before, expected: moved } as typeof before)
    expect(change).toMatchObject({ type: 'expected', value: moved.solution.at, before: before.expected.solution?.at })
  })

  test('another handler is told, none is not', () => {
    const before = ticket('t1', 'x')
    expect(seenChanges(before, { ...before, assignee: 'a2' }).map(({ value }) => value)).toEqual(['a2'])
    expect(seenChanges(before, { ...before, assignee: null })).toEqual([])
  })

  test('they stand by their time, once each, and what is on its way comes last', () => {
    const t1 = ticket('t1', 'x', { createdAt: at(-60), stateSince: at(-20) })
    const written = {
      pending: true,
      id: 'p',
      ticketId: 't1',
      visibility: 'public',
      body: 'y',
      attachmentIds: [],
      error: null,
    } as const
    const changes = toldChanges(t1)
    const items = timeline([message('m1', 'requester', -60, 'a'), message('m2', 'agent', -30, 'b'), written] as never, [
      ...changes,
      ...changes,
    ])
    expect(items.map((item) => ('change' in item ? item.change.type : item.message.id))).toEqual([
      'started',
      'm1',
      'm2',
      'state',
      'p',
    ])
  })
})
