import assert from 'node:assert/strict'
import { appliedOf, apply, conflictOf, given, range } from '../assertions.js'
import { change, commitOf, creation, eventRecord, nextVersion, TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('versions')

export const versionCases = [
  test('stale', 'a commit on an old version is refused with the actual one', async ({ store }) => {
    const first = await given(store, ticketRecord('t1'))
    await apply(store, change(nextVersion(first)))
    const conflict = conflictOf(await store.commit(change(nextVersion(first, { state: 'lost' }))), 'version')
    assert.deepEqual(conflict, { kind: 'version', ticketId: 't1', actual: 2 })
    assert.equal((await store.load(TENANT, 't1'))?.state, 'new')
  }),

  test('ahead', 'a commit on a version that is not there yet is refused', async ({ store }) => {
    const first = await given(store, ticketRecord('t1'))
    const conflict = conflictOf(await store.commit(change({ ...nextVersion(first), version: 3 })), 'version')
    assert.equal(conflict.actual, 1)
  }),

  test('missing', 'an update of a ticket that does not exist is refused with version 0', async ({ store }) => {
    const conflict = conflictOf(await store.commit(change(nextVersion(ticketRecord('t1')))), 'version')
    assert.deepEqual(conflict, { kind: 'version', ticketId: 't1', actual: 0 })
    assert.equal(await store.load(TENANT, 't1'), null)
  }),

  test('create-twice', 'a second creation of an id is refused with the actual version', async ({ store }) => {
    const first = await given(store, ticketRecord('t1'))
    const again = await store.commit(creation(ticketRecord('t1', { state: 'other' })))
    assert.equal(conflictOf(again, 'version').actual, 1)
    assert.deepEqual(await store.load(TENANT, 't1'), first)
    assert.equal((await store.history({ tenant: TENANT, ticketId: 't1', afterSeq: 0, limit: 9 })).length, 1)
  }),

  test('create-race', 'of 16 parallel creations of one id one wins', async ({ store, other }) => {
    const results = await Promise.all(
      range(16).map((index) =>
        (index % 2 === 0 ? store : other).commit(creation(ticketRecord('t1', { state: `state${index}` }))),
      ),
    )
    assert.equal(appliedOf(results).length, 1)
    const winner = results.findIndex((result) => result.ok)
    assert.equal((await store.load(TENANT, 't1'))?.state, `state${winner}`)
    for (const result of results) if (!result.ok) assert.equal(conflictOf(result, 'version').actual, 1)
  }),

  test('update-race', 'of 32 parallel commits on one version one wins', async ({ store, other }) => {
    const first = await given(store, ticketRecord('t1'))
    const results = await Promise.all(
      range(32).map((index) =>
        (index % 2 === 0 ? store : other).commit(change(nextVersion(first, { state: `state${index}` }))),
      ),
    )
    assert.equal(appliedOf(results).length, 1)
    const winner = results.findIndex((result) => result.ok)
    assert.equal((await store.load(TENANT, 't1'))?.state, `state${winner}`)
    for (const result of results) if (!result.ok) assert.equal(conflictOf(result, 'version').actual, 2)
    const events = await store.history({ tenant: TENANT, ticketId: 't1', afterSeq: 0, limit: 99 })
    assert.deepEqual(
      events.map(({ seq, data }) => [seq, data['state']]),
      [
        [1, 'new'],
        [2, `state${winner}`],
      ],
    )
  }),

  test(
    'retry-race',
    '8 writers that retry lose no update and leave a log without gap or repeat',
    async ({ store, other }) => {
      await given(store, ticketRecord('t1', { fields: { count: 0 } }))
      const write = async (writer: number): Promise<void> => {
        const handle = writer % 2 === 0 ? store : other
        for (let done = 0; done < 5; ) {
          const current = await handle.load(TENANT, 't1')
          assert.ok(current)
          const fields = { count: Number(current.fields['count']) + 1 }
          const result = await handle.commit(change(nextVersion(current, { state: `by${writer}`, fields })))
          if (result.ok) done += 1
          else conflictOf(result, 'version')
        }
      }
      await Promise.all(range(8).map(write))
      const events = await store.history({ tenant: TENANT, ticketId: 't1', afterSeq: 0, limit: 99 })
      assert.deepEqual(
        events.map((event) => event.seq),
        range(41).map((index) => index + 1),
      )
      const last = await store.load(TENANT, 't1')
      assert.deepEqual([last?.version, last?.fields], [41, { count: 40 }])
      for (const writer of range(8)) assert.equal(events.filter((e) => e.data['state'] === `by${writer}`).length, 5)
    },
  ),

  test('all-expected', 'every expectation must hold, of tickets that are not written too', async ({ store }) => {
    const a = await given(store, ticketRecord('a'))
    await given(store, ticketRecord('b'))
    for (const stale of [
      { ticketId: 'b', version: 2 },
      { ticketId: 'b', version: 0 },
      { ticketId: 'c', version: 1 },
    ]) {
      const next = change(nextVersion(a))
      for (const expect of [
        [...next.expect, stale],
        [stale, ...next.expect],
      ]) {
        const conflict = conflictOf(await store.commit({ ...next, expect }), 'version')
        assert.deepEqual(conflict, {
          kind: 'version',
          ticketId: stale.ticketId,
          actual: stale.ticketId === 'b' ? 1 : 0,
        })
      }
    }
    assert.deepEqual(await store.load(TENANT, 'a'), a)
    const next = change(nextVersion(a))
    const holding = [
      { ticketId: 'b', version: 1 },
      { ticketId: 'c', version: 0 },
    ]
    await apply(store, { ...next, expect: [...next.expect, ...holding] })
  }),

  test('expect-only', 'expectations alone are checked', async ({ store }) => {
    await given(store, ticketRecord('a'))
    await apply(store, commitOf({ expect: [{ ticketId: 'a', version: 1 }] }))
    conflictOf(await store.commit(commitOf({ expect: [{ ticketId: 'a', version: 2 }] })), 'version')
    assert.equal((await store.load(TENANT, 'a'))?.version, 1)
  }),

  test('both-or-none', 'a commit on two tickets is applied to both or to none', async ({ store }) => {
    const a = await given(store, ticketRecord('a'))
    const b = await given(store, ticketRecord('b'))
    await apply(store, change(nextVersion(b)))
    const [nextA, nextB] = [nextVersion(a), nextVersion(b)]
    const both = commitOf({
      expect: [
        { ticketId: 'a', version: 1 },
        { ticketId: 'b', version: 1 },
      ],
      tickets: [nextA, nextB],
      events: [eventRecord(nextA), eventRecord(nextB)],
    })
    assert.deepEqual(conflictOf(await store.commit(both), 'version'), { kind: 'version', ticketId: 'b', actual: 2 })
    assert.deepEqual(await store.load(TENANT, 'a'), a)
    assert.equal((await store.history({ tenant: TENANT, ticketId: 'a', afterSeq: 0, limit: 9 })).length, 1)
  }),

  test('opposite-order', 'commits on the same tickets in opposite order never deadlock', async ({ store, other }) => {
    let [a, b] = [await given(store, ticketRecord('a')), await given(store, ticketRecord('b'))]
    for (const round of range(20)) {
      const [nextA, nextB] = [nextVersion(a, { state: `round${round}` }), nextVersion(b, { state: `round${round}` })]
      const ordered = (first: typeof a, second: typeof a) =>
        commitOf({
          expect: [first, second].map((ticket) => ({ ticketId: ticket.id, version: ticket.version - 1 })),
          tickets: [first, second],
          events: [eventRecord(first), eventRecord(second)],
          counters: [first, second].map((ticket) => ({ key: `load:${ticket.id}`, delta: 1 })),
        })
      const results = await Promise.all(
        range(8).map((index) =>
          index % 2 === 0 ? store.commit(ordered(nextA, nextB)) : other.commit(ordered(nextB, nextA)),
        ),
      )
      assert.equal(appliedOf(results).length, 1)
      for (const result of results) if (!result.ok) conflictOf(result, 'version')
      a = nextA
      b = nextB
    }
    assert.deepEqual(await store.counters(TENANT, ['load:a', 'load:b']), [20, 20])
  }),

  test('overlapping', 'commits on overlapping tickets lose no update', async ({ store, other }) => {
    const names = ['a', 'b', 'c', 'd']
    for (const name of names) await given(store, ticketRecord(name))
    let applied = 0
    const write = async (writer: number): Promise<void> => {
      const handle = writer % 2 === 0 ? store : other
      for (let turn = 0; turn < 6; turn += 1) {
        const pair = [names[writer % 4], names[(writer + 1 + turn) % 4]]
        const loaded = await Promise.all([...new Set(pair)].map((name) => handle.load(TENANT, name ?? '')))
        const next = loaded.flatMap((ticket) => (ticket === null ? [] : [nextVersion(ticket)]))
        const expect = next.map((ticket) => ({ ticketId: ticket.id, version: ticket.version - 1 }))
        const events = next.map((ticket) => eventRecord(ticket))
        const result = await handle.commit(commitOf({ expect, tickets: next, events }))
        if (result.ok) applied += next.length
        else conflictOf(result, 'version')
      }
    }
    await Promise.all(range(8).map(write))
    let versions = 0
    for (const name of names) {
      const events = await store.history({ tenant: TENANT, ticketId: name, afterSeq: 0, limit: 999 })
      const version = (await store.load(TENANT, name))?.version ?? 0
      assert.deepEqual(
        events.map((event) => event.seq),
        range(version).map((index) => index + 1),
      )
      versions += version - 1
    }
    assert.equal(versions, applied)
  }),

  test('snapshot', 'a reader beside a writer sees whole versions', async ({ store, other }) => {
    const first = await given(store, ticketRecord('t1', { fields: { a: 1 }, tags: ['v1'], subject: 'v1' }))
    let running = true
    const write = async (): Promise<void> => {
      for (let current = first; current.version < 30; ) {
        const version = current.version + 1
        current = nextVersion(current, { fields: { a: version }, tags: [`v${version}`], subject: `v${version}` })
        await apply(store, change(current))
      }
      running = false
    }
    const read = async (): Promise<void> => {
      for (let latest = 0; running; ) {
        const seen = await other.load(TENANT, 't1')
        assert.ok(seen && seen.version >= latest, 'versions do not go back')
        latest = seen.version
        assert.deepEqual([seen.fields, seen.tags, seen.subject], [{ a: latest }, [`v${latest}`], `v${latest}`])
      }
    }
    await Promise.all([write(), read()])
  }),
]
