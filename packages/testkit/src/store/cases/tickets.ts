import assert from 'node:assert/strict'
import { apply, assertApplied, conflictOf, given, idsOf } from '../assertions.js'
import {
  change,
  commitOf,
  creation,
  eventRecord,
  nextVersion,
  START,
  slaRecord,
  TENANT,
  ticketRecord,
} from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('tickets')

export const ticketCases = [
  test('own-transaction', 'a store of its own says so', async ({ store, other }) => {
    assert.equal(store.transaction, 'own')
    assert.equal(other.transaction, 'own')
  }),

  test('unknown', 'an unknown ticket, message or file is null, and its lists are empty', async ({ store }) => {
    const page = { tenant: TENANT, ticketId: 'none', afterSeq: 0, limit: 10 }
    assert.equal(await store.load(TENANT, 'none'), null)
    assert.equal((await store.messages(TENANT, ['none']))[0], null)
    assert.equal(await store.attachment(TENANT, 'none'), null)
    assert.deepEqual(await store.history(page), [])
    assert.deepEqual(await store.thread({ ...page, visibility: ['public', 'internal'] }), [])
    assert.deepEqual(await store.contents(TENANT, 'none'), [])
    assert.deepEqual(await store.attachments(TENANT, 'none'), [])
  }),

  test('create', 'a created ticket comes back as it went in', async ({ store }) => {
    const ticket = await given(store, ticketRecord('t1'))
    assert.deepEqual(await store.load(TENANT, 't1'), ticket)
  }),

  test('every-column', 'every part of a ticket is kept, filled or null', async ({ store }) => {
    const by = { type: 'lead', id: 'lead-1' }
    const decision = { policy: 'rules', version: 2, at: START, by, reasons: [{ code: 'vip', tier: 'gold' }] }
    const ticket = await given(
      store,
      ticketRecord('t1', {
        state: 'waitingForCustomer',
        phase: 'waiting',
        category: 'billing',
        priority: 'urgent',
        priorityRank: 1,
        team: 'team-1',
        assignee: 'agent-2',
        offer: { agent: 'agent-3', team: 'team-2', since: START + 1, until: START + 2 },
        passedBy: ['agent-9', 'agent-1'],
        weight: 4,
        inputs: { sentiment: -0.75, value: 1200, '😀': 0 },
        tags: ['b', 'a', 'B'],
        watchers: ['w2', 'w1'],
        links: [
          { kind: 'duplicates', ticketId: 't9' },
          { kind: 'parent-of', ticketId: 't8' },
        ],
        fields: { severity: 3, product: 'router', nested: { list: [1, null, 'x'] } },
        personal: { phone: '+49 1', address: { street: 'Main' } },
        revisions: { subject: 2, 'field:phone': 1 },
        external: { source: 'zendesk', id: '4711' },
        importedUpTo: 12,
        ruleTimerAt: START + 9,
        requester: { id: 'customer-2' },
        facts: {
          requesterMessages: 2,
          agentMessages: 1,
          notes: 4,
          firstResponseAt: START + 1,
          lastRequesterMessageAt: START + 2,
          lastAgentMessageAt: START + 3,
          firstSolvedAt: START + 4,
          solvedAt: START + 5,
          reopenings: 1,
          reopenedAt: START + 6,
          assignments: 3,
          acceptance: { number: 3, from: START + 7, to: START + 8 },
          answer: { number: 2, from: START + 6, to: null },
          lastActedAt: START + 8,
          handovers: 2,
          pauses: [
            { from: START, to: START + 9 },
            { from: START + 20, to: null },
          ],
        },
        sla: slaRecord({ inherited: { cycle: 2, from: START - 5 } }),
        dueAt: START + 10,
        decisions: { priority: { ...decision, until: START + 11 }, assignment: { ...decision, policy: 'manual' } },
      }),
    )
    assert.deepEqual(await store.load(TENANT, 't1'), ticket)
    const plain = nextVersion(ticket, { ...ticketRecord('t1'), version: 2 })
    await apply(store, change(plain))
    assert.deepEqual(await store.load(TENANT, 't1'), plain)
  }),

  test('load-many', 'tickets are read by their ids, in the order asked, null where none is', async ({ store }) => {
    const [one, two] = [
      await given(store, ticketRecord('t1')),
      await given(store, ticketRecord('t2', { tags: ['vip'] })),
    ]
    assert.deepEqual(await store.loadMany(TENANT, []), [])
    assert.deepEqual(await store.loadMany(TENANT, ['t2', 'none', 't1', 't2', '']), [two, null, one, two, null])
    const many = Array.from({ length: 2_000 }, (_, index) => (index === 1_999 ? 't1' : `none-${index}`))
    assert.deepEqual(await store.loadMany(TENANT, many), [...many.slice(1).map(() => null), one])
    assert.deepEqual(await store.loadMany('other', ['t1', 't2']), [null, null])
  }),

  test('update', 'an update replaces the ticket and continues its log', async ({ store }) => {
    const first = await given(store, ticketRecord('t1'))
    const second = nextVersion(first, { state: 'solved', phase: 'solved', subject: null })
    await apply(store, change(second))
    assert.deepEqual(await store.load(TENANT, 't1'), second)
    const events = await store.history({ tenant: TENANT, ticketId: 't1', afterSeq: 0, limit: 10 })
    assert.deepEqual(events, [eventRecord(first), eventRecord(second)])
  }),

  test('several-events', 'a commit may raise a version by several events', async ({ store }) => {
    const first = await given(store, ticketRecord('t1'))
    const fourth = { ...nextVersion(first), version: 4 }
    const events = [2, 3, 4].map((seq) => eventRecord(fourth, { seq }))
    await apply(store, { ...change(fourth), expect: [{ ticketId: 't1', version: 1 }], events })
    const stored = await store.history({ tenant: TENANT, ticketId: 't1', afterSeq: 1, limit: 10 })
    assert.deepEqual(stored, events)
    conflictOf(await store.commit(change(nextVersion(first))), 'version')
  }),

  test('visible-at-once', 'what one handle wrote the other sees', async ({ store, other }) => {
    assert.equal(await other.load(TENANT, 't1'), null)
    const first = await given(store, ticketRecord('t1'))
    for (const handle of [store, other]) assert.deepEqual(await handle.load(TENANT, 't1'), first)
    const second = nextVersion(first, { state: 'open' })
    await apply(other, change(second))
    assert.deepEqual(await store.load(TENANT, 't1'), second)
  }),

  test('external-order', 'external references are found in the order asked, null where none is', async ({ store }) => {
    const a = await given(store, ticketRecord('a', { external: { source: 'mail', id: '1' } }))
    const b = await given(store, ticketRecord('b', { external: { source: 'crm', id: '1' } }))
    const asked = [
      { source: 'crm', id: '1' },
      { source: 'mail', id: '2' },
      { source: 'mail', id: '1' },
      { source: 'crm', id: '1' },
    ]
    assert.deepEqual(await store.findByExternal(TENANT, asked), [b, null, a, b])
    assert.deepEqual(await store.findByExternal(TENANT, []), [])
  }),

  test('external-many', 'hundreds of external references are found in one call', async ({ store }) => {
    await given(store, ticketRecord('a', { external: { source: 'mail', id: '250' } }))
    const asked = Array.from({ length: 500 }, (_, index) => ({ source: 'mail', id: `${index}` }))
    const found = await store.findByExternal(TENANT, asked)
    assert.equal(found.length, 500)
    assert.deepEqual(
      found.flatMap((ticket, index) => (ticket === null ? [] : [[index, ticket.id]])),
      [[250, 'a']],
    )
  }),

  test('external-taken', 'a second ticket with an external reference is refused by name', async ({ store }) => {
    await given(store, ticketRecord('a', { external: { source: 'mail', id: '1' } }))
    const second = ticketRecord('b', { external: { source: 'mail', id: '1' } })
    const conflict = conflictOf(await store.commit(creation(second)), 'external-ticket')
    assert.deepEqual(conflict, { kind: 'external-ticket', source: 'mail', id: '1', ticketId: 'a' })
    assert.equal(await store.load(TENANT, 'b'), null)
    assertApplied(await store.commit(creation({ ...second, external: { source: 'mail', id: '2' } })))
  }),

  test('external-kept', 'a ticket keeps its external reference through updates', async ({ store }) => {
    const first = await given(store, ticketRecord('a', { external: { source: 'mail', id: '1' } }))
    const second = nextVersion(first)
    await apply(store, change(second))
    assert.deepEqual(await store.findByExternal(TENANT, [{ source: 'mail', id: '1' }]), [second])
  }),

  test('external-race', 'of 16 parallel creations with one external reference one wins', async ({ store, other }) => {
    const results = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        (index % 2 === 0 ? store : other).commit(
          creation(ticketRecord(`t${index}`, { external: { source: 'mail', id: 'same' } })),
        ),
      ),
    )
    const winner = results.findIndex((result) => result.ok)
    for (const [index, result] of results.entries()) {
      if (index !== winner) assert.equal(conflictOf(result, 'external-ticket').ticketId, `t${winner}`)
    }
    const found = await store.findByExternal(TENANT, [{ source: 'mail', id: 'same' }])
    assert.deepEqual(
      found.map((ticket) => ticket?.id),
      [`t${winner}`],
    )
  }),

  test('several-tickets', 'one commit writes several tickets', async ({ store }) => {
    const first = ticketRecord('a')
    const second = ticketRecord('b')
    await apply(
      store,
      commitOf({
        expect: [
          { ticketId: 'b', version: 0 },
          { ticketId: 'a', version: 0 },
        ],
        tickets: [first, second],
        events: [eventRecord(second), eventRecord(first)],
      }),
    )
    const page = { tenant: TENANT, where: [], limit: 10, after: null }
    const tickets = await store.query({ ...page, sort: 'createdAt', direction: 'asc' })
    assert.deepEqual(idsOf(tickets), ['a', 'b'])
    assert.deepEqual(await store.history({ tenant: TENANT, ticketId: 'b', afterSeq: 0, limit: 9 }), [
      eventRecord(second),
    ])
  }),

  test('empty-commit', 'a commit that changes nothing is applied', async ({ store }) => {
    await apply(store, commitOf({}))
  }),
]
