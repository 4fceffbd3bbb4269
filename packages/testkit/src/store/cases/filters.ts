import assert from 'node:assert/strict'
import type { Store, TicketCondition, TicketRecord } from '@docket/core/store'
import { apply, given, idsOf } from '../assertions.js'
import { change, nextVersion, START, TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('filters')

/** The ids of the tickets that meet the conditions. */
async function matching(store: Store, ...where: TicketCondition[]): Promise<string[]> {
  const page = { tenant: TENANT, sort: 'createdAt', direction: 'asc', limit: 100, after: null } as const
  return idsOf(await store.query({ ...page, where })).sort()
}

const asleep = (at: number) => ({ on: 'snoozed', is: true, at }) as const
const awake = (at: number) => ({ on: 'snoozed', is: false, at }) as const

async function tickets(store: Store, variants: Readonly<Record<string, Partial<TicketRecord>>>): Promise<void> {
  for (const [id, changes] of Object.entries(variants)) await given(store, ticketRecord(id, changes))
}

export const filterCases = [
  test('none', 'without a condition every ticket of the tenant is listed', async ({ store }) => {
    assert.deepEqual(await matching(store), [])
    await tickets(store, { a: {}, b: { phase: 'terminal' } })
    assert.deepEqual(await matching(store), ['a', 'b'])
  }),

  test('phase', 'by phases; no phase, no ticket', async ({ store }) => {
    await tickets(store, {
      a: { phase: 'open' },
      b: { phase: 'waiting' },
      c: { phase: 'solved' },
      d: { phase: 'terminal' },
    })
    assert.deepEqual(await matching(store, { on: 'phase', in: ['waiting'] }), ['b'])
    assert.deepEqual(await matching(store, { on: 'phase', in: ['open', 'solved', 'open'] }), ['a', 'c'])
    assert.deepEqual(await matching(store, { on: 'phase', in: [] }), [])
  }),

  test('archived', 'archived tickets by themselves, without them, and among the others', async ({ store }) => {
    const flow = { archivedAt: START }
    const shared = { tags: ['x'], watchers: ['w'], requester: { id: 'r' }, assignee: 'a', dueAt: START }
    await tickets(store, {
      kept: { ...shared, phase: 'terminal' },
      open: { ...shared, phase: 'open' },
      put: { ...shared, phase: 'terminal', flow },
      // Only what is over is archived.
      reopened: { ...shared, phase: 'open', flow },
    })
    const others: readonly TicketCondition[] = [
      { on: 'tag', is: 'x' },
      { on: 'watcher', is: 'w' },
      { on: 'requester', is: 'r' },
      { on: 'assignee', is: 'a' },
      { on: 'dueAt', from: START },
      { on: 'createdAt', from: START },
    ]
    for (const other of others) {
      const where = (...more: TicketCondition[]) => matching(store, other, ...more)
      assert.deepEqual(await where(), ['kept', 'open', 'put', 'reopened'], other.on)
      assert.deepEqual(await where({ on: 'archived', is: true }), ['put'], other.on)
      assert.deepEqual(await where({ on: 'archived', is: false }), ['kept', 'open', 'reopened'], other.on)
      const over = { on: 'phase', in: ['terminal'] } as const
      assert.deepEqual(await where(over), ['kept', 'put'], other.on)
      assert.deepEqual(await where(over, { on: 'archived', is: false }), ['kept'], other.on)
      assert.deepEqual(await where({ on: 'phase', in: ['open'] }, { on: 'archived', is: true }), [], other.on)
    }
    const put = ticketRecord('put', { ...shared, phase: 'terminal', flow })
    assert.deepEqual(await store.load(TENANT, 'put'), put)
    await apply(store, change(nextVersion(put, { flow: {} })))
    assert.deepEqual(await matching(store, { on: 'archived', is: true }), [])
    assert.deepEqual(await matching(store, { on: 'tag', is: 'x' }, { on: 'archived', is: false }), [
      'kept',
      'open',
      'put',
      'reopened',
    ])
  }),

  test('snoozed', 'snoozed tickets by themselves, without them, and among the others', async ({ store }) => {
    const flow = { snoozedUntil: START }
    const shared = { requester: { id: 'r' }, assignee: 'a', dueAt: START }
    const tagged = { tags: ['x'], watchers: ['w'] }
    await tickets(store, {
      awake: { ...shared },
      put: { ...shared, flow },
      tagged: { ...shared, ...tagged },
      taggedPut: { ...shared, ...tagged, phase: 'waiting', flow },
    })
    const others: readonly TicketCondition[] = [
      { on: 'requester', is: 'r' },
      { on: 'assignee', is: 'a' },
      { on: 'dueAt', from: START },
      { on: 'archived', is: false },
    ]
    for (const other of others) {
      const where = (...more: TicketCondition[]) => matching(store, other, ...more)
      assert.deepEqual(await where(asleep(START - 1)), ['put', 'taggedPut'], other.on)
      assert.deepEqual(await where(awake(START - 1)), ['awake', 'tagged'], other.on)
      const open = { on: 'phase', in: ['open'] } as const
      assert.deepEqual(await where(open, asleep(START - 1)), ['put'], other.on)
      assert.deepEqual(await where(open, awake(START - 1)), ['awake', 'tagged'], other.on)
    }
    for (const term of [{ on: 'tag', is: 'x' } as const, { on: 'watcher', is: 'w' } as const]) {
      assert.deepEqual(await matching(store, term, asleep(START - 1)), ['taggedPut'])
      assert.deepEqual(await matching(store, term, awake(START - 1)), ['tagged'])
    }
    // A snooze is over at its end, whoever has looked.
    for (const other of [...others, { on: 'phase', in: ['open', 'waiting'] } as const]) {
      assert.deepEqual(await matching(store, other, asleep(START)), [], other.on)
      assert.deepEqual(await matching(store, other, awake(START)), ['awake', 'put', 'tagged', 'taggedPut'], other.on)
    }
    assert.deepEqual(await matching(store, { on: 'tag', is: 'x' }, asleep(START)), [])
    assert.deepEqual(await matching(store, { on: 'tag', is: 'x' }, awake(START)), ['tagged', 'taggedPut'])
    // Nobody's tag is taken for a snooze.
    await tickets(store, { other: { tags: ['snoozed', ''] } })
    assert.deepEqual(await matching(store, asleep(START - 1)), ['put', 'taggedPut'])
    await apply(store, change(nextVersion(ticketRecord('put', { ...shared, flow }), { flow: {} })))
    assert.deepEqual(await matching(store, asleep(START - 1)), ['taggedPut'])
  }),

  test('workflow', 'by workflow', async ({ store }) => {
    await tickets(store, { a: { workflow: 'support' }, b: { workflow: 'incident' }, c: { workflow: 'Support' } })
    assert.deepEqual(await matching(store, { on: 'workflow', is: 'support' }), ['a'])
  }),

  test('state', 'by state', async ({ store }) => {
    await tickets(store, { a: { state: 'new' }, b: { state: 'onHold' }, c: { state: 'onhold' } })
    assert.deepEqual(await matching(store, { on: 'state', is: 'onHold' }), ['b'])
  }),

  test('requester', 'by requester', async ({ store }) => {
    await tickets(store, { a: { requester: { id: 'r1' } }, b: { requester: { id: 'r10', tier: 'r1' } } })
    assert.deepEqual(await matching(store, { on: 'requester', is: 'r1' }), ['a'])
  }),

  test('assignee', 'by assignee, and by none', async ({ store }) => {
    await tickets(store, { a: { assignee: 'x' }, b: { assignee: null }, c: { assignee: 'null' }, d: { assignee: '' } })
    assert.deepEqual(await matching(store, { on: 'assignee', is: 'x' }), ['a'])
    assert.deepEqual(await matching(store, { on: 'assignee', is: null }), ['b'])
    assert.deepEqual(await matching(store, { on: 'assignee', is: 'null' }), ['c'])
  }),

  test('team', 'by team, and by none', async ({ store }) => {
    await tickets(store, { a: { team: 'x' }, b: { team: null }, c: { team: 'y' } })
    assert.deepEqual(await matching(store, { on: 'team', is: 'x' }), ['a'])
    assert.deepEqual(await matching(store, { on: 'team', is: null }), ['b'])
  }),

  test('category', 'by category, and by none', async ({ store }) => {
    await tickets(store, { a: { category: 'x' }, b: { category: null }, c: { category: 'y' } })
    assert.deepEqual(await matching(store, { on: 'category', is: 'y' }), ['c'])
    assert.deepEqual(await matching(store, { on: 'category', is: null }), ['b'])
  }),

  test('categories', 'by one of several categories; no category, no ticket', async ({ store }) => {
    await tickets(store, {
      a: { category: 'x' },
      b: { category: null },
      c: { category: 'y', phase: 'terminal' },
      d: { category: 'z,{x}' },
      e: { category: 'null' },
    })
    assert.deepEqual(await matching(store, { on: 'categories', in: ['y', 'x', 'y', 'none'] }), ['a', 'c'])
    assert.deepEqual(await matching(store, { on: 'categories', in: ['z,{x}', '"', '\\'] }), ['d'])
    assert.deepEqual(await matching(store, { on: 'categories', in: [] }), [])
    const among = { on: 'categories', in: ['x', 'y'] } as const
    assert.deepEqual(await matching(store, among, { on: 'category', is: 'y' }), ['c'])
    assert.deepEqual(await matching(store, among, { on: 'phase', in: ['open'] }), ['a'])
  }),

  test('channel', 'by channel', async ({ store }) => {
    await tickets(store, { a: { channel: 'web' }, b: { channel: 'email' } })
    assert.deepEqual(await matching(store, { on: 'channel', is: 'email' }), ['b'])
  }),

  test('priority', 'by priority ranks; no rank, no ticket', async ({ store }) => {
    await tickets(store, { a: { priorityRank: 1 }, b: { priorityRank: 2 }, c: { priorityRank: 11 } })
    assert.deepEqual(await matching(store, { on: 'priorityRank', in: [1, 11] }), ['a', 'c'])
    assert.deepEqual(await matching(store, { on: 'priorityRank', in: [4] }), [])
    assert.deepEqual(await matching(store, { on: 'priorityRank', in: [] }), [])
  }),

  test('tag', 'by a tag, as a whole and exactly', async ({ store }) => {
    await tickets(store, {
      a: { tags: ['vip', 'x'] },
      b: { tags: ['vip2'] },
      c: { tags: ['VIP'] },
      d: { tags: ['it’s "so", \\ {x}'] },
    })
    assert.deepEqual(await matching(store, { on: 'tag', is: 'vip' }), ['a'])
    assert.deepEqual(await matching(store, { on: 'tag', is: 'it’s "so", \\ {x}' }), ['d'])
    assert.deepEqual(await matching(store, { on: 'tag', is: 'vip' }, { on: 'tag', is: 'x' }), ['a'])
    assert.deepEqual(await matching(store, { on: 'tag', is: 'vip' }, { on: 'tag', is: 'vip2' }), [])
  }),

  test('watcher', 'by a watcher', async ({ store }) => {
    await tickets(store, { a: { watchers: ['w1', 'w2'] }, b: { watchers: ['w3'], tags: ['w1'] } })
    assert.deepEqual(await matching(store, { on: 'watcher', is: 'w1' }), ['a'])
  }),

  test('created', 'by the span of creation: from belongs to it, before does not', async ({ store }) => {
    await tickets(store, { a: { createdAt: START }, b: { createdAt: START + 1 }, c: { createdAt: START + 2 } })
    assert.deepEqual(await matching(store, { on: 'createdAt', from: START + 1 }), ['b', 'c'])
    assert.deepEqual(await matching(store, { on: 'createdAt', before: START + 1 }), ['a'])
    assert.deepEqual(await matching(store, { on: 'createdAt', from: START, before: START + 2 }), ['a', 'b'])
    assert.deepEqual(await matching(store, { on: 'createdAt', from: START + 2, before: START }), [])
    assert.deepEqual(await matching(store, { on: 'createdAt' }), ['a', 'b', 'c'])
  }),

  test('updated', 'by the span of the last update: from belongs to it, before does not', async ({ store }) => {
    await tickets(store, { a: { updatedAt: -1 }, b: { updatedAt: 0 }, c: { updatedAt: START } })
    assert.deepEqual(await matching(store, { on: 'updatedAt', from: 0 }), ['b', 'c'])
    assert.deepEqual(await matching(store, { on: 'updatedAt', before: 0 }), ['a'])
    assert.deepEqual(await matching(store, { on: 'updatedAt', from: -1, before: START }), ['a', 'b'])
  }),

  test('due', 'by the span of the due date, which a ticket without one is never in', async ({ store }) => {
    await tickets(store, {
      a: { dueAt: START },
      b: { dueAt: START + 1 },
      c: { dueAt: START + 2, phase: 'terminal' },
      d: { dueAt: null },
      e: { dueAt: -1, phase: 'waiting' },
    })
    assert.deepEqual(await matching(store, { on: 'dueAt', from: START + 1 }), ['b', 'c'])
    assert.deepEqual(await matching(store, { on: 'dueAt', before: START + 1 }), ['a', 'e'])
    assert.deepEqual(await matching(store, { on: 'dueAt', from: START, before: START + 2 }), ['a', 'b'])
    assert.deepEqual(await matching(store, { on: 'dueAt', from: START + 2, before: START }), [])
    assert.deepEqual(await matching(store, { on: 'dueAt' }), ['a', 'b', 'c', 'e'])
    const byDue = { tenant: TENANT, sort: 'dueAt', direction: 'desc', limit: 100, after: null } as const
    const where: TicketCondition[] = [{ on: 'dueAt', before: START + 2 }]
    assert.deepEqual(idsOf(await store.query({ ...byDue, where })), ['b', 'a', 'e'])
  }),

  test('all-conditions', 'a ticket must meet every condition', async ({ store }) => {
    await tickets(store, {
      a: { team: 'x', tags: ['t'], phase: 'open', assignee: null },
      b: { team: 'x', tags: ['t'], phase: 'solved', assignee: null },
      c: { team: 'x', tags: [], phase: 'open', assignee: null },
      d: { team: 'y', tags: ['t'], phase: 'open', assignee: null },
      e: { team: 'x', tags: ['t'], phase: 'open', assignee: 'agent' },
    })
    const where: TicketCondition[] = [
      { on: 'team', is: 'x' },
      { on: 'tag', is: 't' },
      { on: 'phase', in: ['open'] },
      { on: 'assignee', is: null },
    ]
    assert.deepEqual(await matching(store, ...where), ['a'])
    assert.deepEqual(await matching(store, ...where, { on: 'team', is: 'y' }), [])
  }),

  test('as-stored', 'filters follow every change of a ticket', async ({ store }) => {
    const first = await given(
      store,
      ticketRecord('a', { tags: ['old'], assignee: 'x', fields: { severity: 1 }, dueAt: START }),
    )
    const next = nextVersion(first, {
      dueAt: null,
      tags: ['new'],
      assignee: null,
      fields: { severity: 2 },
      phase: 'solved',
    })
    await apply(store, change(next))
    assert.deepEqual(await matching(store, { on: 'tag', is: 'old' }), [])
    assert.deepEqual(await matching(store, { on: 'tag', is: 'new' }, { on: 'assignee', is: null }), ['a'])
    assert.deepEqual(await matching(store, { on: 'field', name: 'severity', is: 1 }), [])
    assert.deepEqual(await matching(store, { on: 'field', name: 'severity', is: 2 }), ['a'])
    assert.deepEqual(await matching(store, { on: 'phase', in: ['open'] }), [])
    assert.deepEqual(await matching(store, { on: 'dueAt' }), [])
  }),

  test('hostile', 'texts in conditions are values, whatever they contain', async ({ store }) => {
    await tickets(store, { a: {} })
    for (const text of ["' or 1=1 --", '"; drop table tickets', '%', '_', '\\', '$1', '{"a":1}', '[]', '*']) {
      for (const on of [
        'workflow',
        'state',
        'requester',
        'assignee',
        'team',
        'category',
        'channel',
        'tag',
        'watcher',
      ] as const) {
        assert.deepEqual(await matching(store, { on, is: text }), [], `${on} ${text}`)
      }
      assert.deepEqual(await matching(store, { on: 'categories', in: [text] }), [], `categories ${text}`)
      assert.deepEqual(await matching(store, { on: 'field', name: 'product', is: text }), [], text)
    }
    assert.deepEqual(await matching(store), ['a'])
  }),
]
