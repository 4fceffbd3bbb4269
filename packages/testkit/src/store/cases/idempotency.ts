import assert from 'node:assert/strict'
import { apply, conflictOf, given, range } from '../assertions.js'
import { change, creation, idempotencyRecord, nextVersion, START, TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('idempotency')

const SCOPE = 'agent:agent-1:reply'
const HOUR = 3_600_000

export const idempotencyCases = [
  test('kept', 'what a command answered is found by its scope and key', async ({ store }) => {
    const ticket = ticketRecord('t1')
    const record = idempotencyRecord(ticket, 'k1', {
      result: { messageId: 'm1', list: [1, null] },
      createdAt: START + 7,
    })
    await given(store, ticket, { idempotency: record })
    assert.deepEqual(await store.findByIdempotencyKey(TENANT, SCOPE, 'k1'), record)
    assert.equal(await store.findByIdempotencyKey(TENANT, SCOPE, 'K1'), null)
    assert.equal(await store.findByIdempotencyKey(TENANT, 'agent:agent-2:reply', 'k1'), null)
  }),

  test('used', 'a used key is refused with the stored record', async ({ store }) => {
    const first = ticketRecord('t1')
    const record = idempotencyRecord(first, 'k1', { result: { messageId: 'm1' } })
    await given(store, first, { idempotency: record })
    const second = ticketRecord('t2')
    const again = idempotencyRecord(second, 'k1', { fingerprint: 'other', result: { messageId: 'm2' } })
    const result = await store.commit(creation(second, { idempotency: again }))
    assert.deepEqual(conflictOf(result, 'idempotency'), { kind: 'idempotency', record })
    assert.equal(await store.load(TENANT, 't2'), null)
    assert.deepEqual(await store.findByIdempotencyKey(TENANT, SCOPE, 'k1'), record)
  }),

  test('scopes', 'a key of another scope is another key', async ({ store }) => {
    const ticket = ticketRecord('t1')
    await given(store, ticket, { idempotency: idempotencyRecord(ticket, 'k1') })
    const next = nextVersion(ticket)
    const record = idempotencyRecord(next, 'k1', { scope: 'agent:agent-2:reply' })
    await apply(store, change(next, { idempotency: record }))
    assert.deepEqual(await store.findByIdempotencyKey(TENANT, 'agent:agent-2:reply', 'k1'), record)
    const joined = nextVersion(next)
    await apply(
      store,
      change(joined, { idempotency: idempotencyRecord(joined, 'yk1', { scope: 'agent:agent-1:repl' }) }),
    )
  }),

  test('not-by-refused', 'a refused commit uses up no key', async ({ store }) => {
    const ticket = await given(store, ticketRecord('t1'))
    const next = nextVersion(ticket)
    const stale = {
      ...change(next, { idempotency: idempotencyRecord(next, 'k1') }),
      expect: [{ ticketId: 't1', version: 9 }],
    }
    conflictOf(await store.commit(stale), 'version')
    await apply(store, change(next, { idempotency: idempotencyRecord(next, 'k1') }))
  }),

  test(
    'race',
    'of 16 parallel commands with one key one is applied, the others get its record',
    async ({ store, other }) => {
      const results = await Promise.all(
        range(16).map((index) => {
          const ticket = ticketRecord(`t${index}`)
          const idempotency = idempotencyRecord(ticket, 'same', { result: { index } })
          return (index % 2 === 0 ? store : other).commit(creation(ticket, { idempotency }))
        }),
      )
      const winner = results.findIndex((result) => result.ok)
      const stored = idempotencyRecord(ticketRecord(`t${winner}`), 'same', { result: { index: winner } })
      for (const [index, result] of results.entries()) {
        assert.equal((await store.load(TENANT, `t${index}`)) !== null, index === winner)
        if (index !== winner) assert.deepEqual(conflictOf(result, 'idempotency').record, stored)
      }
      assert.deepEqual(await store.findByIdempotencyKey(TENANT, SCOPE, 'same'), stored)
    },
  ),

  test('before-version', 'a repeat under the same key learns of the key, not of the version', async ({ store }) => {
    const ticket = await given(store, ticketRecord('t1'))
    const next = nextVersion(ticket)
    const commit = change(next, { idempotency: idempotencyRecord(next, 'k1') })
    await apply(store, commit)
    conflictOf(await store.commit(commit), 'idempotency')
  }),

  test(
    'same-ticket-race',
    'of 16 parallel repeats on one ticket one is applied, the others get its record',
    async ({ store, other }) => {
      const ticket = await given(store, ticketRecord('t1'))
      const next = nextVersion(ticket)
      const commit = change(next, { idempotency: idempotencyRecord(next, 'k1') })
      const results = await Promise.all(range(16).map((index) => (index % 2 === 0 ? store : other).commit(commit)))
      assert.equal(results.filter((result) => result.ok).length, 1)
      for (const result of results) {
        if (!result.ok) assert.deepEqual(conflictOf(result, 'idempotency').record, commit.idempotency)
      }
      assert.equal((await store.load(TENANT, 't1'))?.version, 2)
    },
  ),

  test('forget', 'keys made before an instant are forgotten, counted, and may be used again', async ({ store }) => {
    const made = [START, START + HOUR - 1, START + HOUR, START + 2 * HOUR]
    for (const [index, createdAt] of made.entries()) {
      const ticket = ticketRecord(`t${index}`, { tenant: index === 0 ? 'other' : TENANT })
      await given(store, ticket, { idempotency: idempotencyRecord(ticket, `k${index}`, { createdAt }) })
    }
    assert.equal(await store.forgetIdempotencyKeys(START), 0)
    assert.equal(await store.forgetIdempotencyKeys(START + HOUR), 2)
    assert.equal(await store.forgetIdempotencyKeys(START + HOUR), 0)
    assert.equal(await store.findByIdempotencyKey('other', SCOPE, 'k0'), null)
    assert.equal(await store.findByIdempotencyKey(TENANT, SCOPE, 'k1'), null)
    for (const key of ['k2', 'k3']) assert.notEqual(await store.findByIdempotencyKey(TENANT, SCOPE, key), null)
    const again = ticketRecord('again')
    await given(store, again, { idempotency: idempotencyRecord(again, 'k1') })
  }),
]
