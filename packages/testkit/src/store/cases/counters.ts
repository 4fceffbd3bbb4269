import assert from 'node:assert/strict'
import type { CounterChange } from '@docket/core/store'
import { appliedOf, apply, conflictOf, given, range } from '../assertions.js'
import { change, commitOf, creation, nextVersion, TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('counters')

const count = (...counters: CounterChange[]) => commitOf({ counters })

export const counterCases = [
  test('change', 'a counter begins at 0 and is changed by commits', async ({ store, other }) => {
    assert.deepEqual(await store.counters(TENANT, ['load:a']), [0])
    await apply(store, count({ key: 'load:a', delta: 3 }))
    await apply(other, count({ key: 'load:a', delta: -1 }))
    assert.deepEqual(await store.counters(TENANT, ['load:a', 'load:b']), [2, 0])
  }),

  test('order', 'counters are answered in the order asked, each as often as asked', async ({ store }) => {
    await apply(store, count({ key: 'b', delta: 2 }, { key: 'a', delta: 1 }, { key: 'c', delta: 3 }))
    assert.deepEqual(await store.counters(TENANT, ['c', 'a', 'b']), [3, 1, 2])
    assert.deepEqual(await store.counters(TENANT, ['b', 'none', 'a', 'b', 'none']), [2, 0, 1, 2, 0])
    assert.deepEqual(await store.counters(TENANT, []), [])
  }),

  test('keys', 'keys of counters are texts, compared exactly', async ({ store }) => {
    const keys = ['', ' ', 'a', 'A', 'a,b', '{a}', '"', '\\', 'NULL', 'null', '😀', '%', "it's"]
    await apply(store, count(...keys.map((key, index) => ({ key, delta: index + 1 }))))
    assert.deepEqual(
      await store.counters(TENANT, keys),
      keys.map((_, index) => index + 1),
    )
    assert.deepEqual(await store.counters(TENANT, ['b', 'Null', '_']), [0, 0, 0])
  }),

  test('many', 'hundreds of counters are answered in one call', async ({ store }) => {
    await apply(store, count({ key: 'n250', delta: 7 }, { key: 'n499', delta: 9 }))
    const values = await store.counters(
      TENANT,
      range(500).map((index) => `n${index}`),
    )
    assert.deepEqual(
      values,
      range(500).map((index) => (index === 250 ? 7 : index === 499 ? 9 : 0)),
    )
  }),

  test('floor', 'a counter never goes below 0: what would take it there leaves it at 0', async ({ store }) => {
    await apply(store, count({ key: 'never', delta: -1 }))
    assert.deepEqual(await store.counters(TENANT, ['never']), [0])
    await apply(store, count({ key: 'a', delta: 1 }))
    await apply(store, count({ key: 'a', delta: -5 }))
    assert.deepEqual(await store.counters(TENANT, ['a']), [0])
    await apply(store, count({ key: 'a', delta: 1 }))
    assert.deepEqual(await store.counters(TENANT, ['a']), [1])
  }),

  test('maximum', 'a counter may reach its maximum and not pass it', async ({ store }) => {
    await apply(store, count({ key: 'a', delta: 2, max: 2 }))
    const conflict = conflictOf(await store.commit(count({ key: 'a', delta: 1, max: 2 })), 'counter')
    assert.deepEqual(conflict, { kind: 'counter', key: 'a', value: 2, max: 2 })
    assert.deepEqual(await store.counters(TENANT, ['a']), [2])
    await apply(store, count({ key: 'a', delta: 1, max: 3 }))
    await apply(store, count({ key: 'a', delta: 10 }))
    assert.deepEqual(await store.counters(TENANT, ['a']), [13])
  }),

  test('maximum-first', 'the maximum holds for the first change of a counter too', async ({ store }) => {
    const conflict = conflictOf(await store.commit(count({ key: 'a', delta: 1, max: 0 })), 'counter')
    assert.deepEqual(conflict, { kind: 'counter', key: 'a', value: 0, max: 0 })
    conflictOf(await store.commit(count({ key: 'a', delta: 6, max: 5 })), 'counter')
    assert.deepEqual(await store.counters(TENANT, ['a']), [0])
  }),

  test('several', 'a commit changes several counters, or none', async ({ store }) => {
    await apply(store, count({ key: 'a', delta: 1 }, { key: 'b', delta: 2 }))
    conflictOf(await store.commit(count({ key: 'a', delta: -1 }, { key: 'b', delta: 1, max: 2 })), 'counter')
    assert.deepEqual(await store.counters(TENANT, ['a', 'b']), [1, 2])
  }),

  test(
    'maximum-race',
    'of 64 parallel increments with a maximum of 5 exactly 5 are applied',
    async ({ store, other }) => {
      const results = await Promise.all(
        range(64).map((index) => (index % 2 === 0 ? store : other).commit(count({ key: 'load:a', delta: 1, max: 5 }))),
      )
      assert.equal(appliedOf(results).length, 5)
      for (const result of results) {
        if (!result.ok)
          assert.deepEqual(conflictOf(result, 'counter'), { kind: 'counter', key: 'load:a', value: 5, max: 5 })
      }
      assert.deepEqual(await store.counters(TENANT, ['load:a']), [5])
    },
  ),

  test(
    'with-tickets-race',
    'of 16 parallel assignments to an agent with 3 places 3 are applied',
    async ({ store, other }) => {
      const tickets = await Promise.all(range(16).map((index) => given(store, ticketRecord(`t${index}`))))
      const results = await Promise.all(
        tickets.map((ticket, index) =>
          (index % 2 === 0 ? store : other).commit(
            change(nextVersion(ticket, { assignee: 'a' }), { counters: [{ key: 'load:a', delta: 1, max: 3 }] }),
          ),
        ),
      )
      assert.equal(appliedOf(results).length, 3)
      const stored = await Promise.all(tickets.map((ticket) => store.load(TENANT, ticket.id)))
      assert.equal(stored.filter((ticket) => ticket?.assignee === 'a').length, 3)
      assert.deepEqual(await store.counters(TENANT, ['load:a']), [3])
    },
  ),

  test('floor-race', 'parallel decrements never take a counter below 0', async ({ store, other }) => {
    await apply(store, count({ key: 'a', delta: 4 }))
    await Promise.all(range(16).map((index) => apply(index % 2 === 0 ? store : other, count({ key: 'a', delta: -1 }))))
    assert.deepEqual(await store.counters(TENANT, ['a']), [0])
  }),

  test('opposite-order', 'commits on the same counters in opposite order lose nothing', async ({ store, other }) => {
    const [a, b] = [
      { key: 'a', delta: 1 },
      { key: 'b', delta: 1 },
    ]
    await Promise.all(
      range(32).map((index) => (index % 2 === 0 ? apply(store, count(a, b)) : apply(other, count(b, a)))),
    )
    assert.deepEqual(await store.counters(TENANT, ['a', 'b']), [32, 32])
  }),

  test('not-by-refused', 'a commit refused for its version changes no counter', async ({ store }) => {
    await given(store, ticketRecord('t1'))
    conflictOf(await store.commit(creation(ticketRecord('t1'), { counters: [{ key: 'a', delta: 1 }] })), 'version')
    assert.deepEqual(await store.counters(TENANT, ['a']), [0])
  }),
]
