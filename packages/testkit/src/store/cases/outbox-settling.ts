import assert from 'node:assert/strict'
import type { Outcome } from '@docket/core/store'
import { given, range } from '../assertions.js'
import { outboxRecord, TENANT, ticketRecord } from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'

const test = caseGroup('outbox settling')

const MINUTE = 60_000
const DONE: Outcome = { kind: 'done' }

/** A ticket with three messages, `o0` to `o2`. */
async function threeMessages({ store }: CaseContext) {
  const ticket = ticketRecord('t1')
  const outbox = range(3).map((ordinal) => outboxRecord(ticket, `o${ordinal}`, { ordinal }))
  await given(store, ticket, { outbox })
  return outbox
}

const claim = async ({ store }: CaseContext, token: string) =>
  (await store.claimOutbox({ limit: 10, leaseMs: MINUTE, token })).map(({ message, attempts }) => [
    message.id,
    attempts,
  ])

const settle = ({ store }: CaseContext, id: string, token: string, outcome: Outcome) =>
  store.settleOutbox([{ tenant: TENANT, id, token, outcome }])

export const outboxSettlingCases = [
  test('done', 'a message that is done goes, once', async (context) => {
    await threeMessages(context)
    await claim(context, 'one')
    assert.equal(await settle(context, 'o0', 'one', DONE), 1)
    assert.equal(await settle(context, 'o0', 'one', DONE), 0)
    await context.clock.advance(2 * MINUTE)
    assert.deepEqual(await claim(context, 'two'), [['o1', 1]])
  }),

  test(
    'expired',
    'a lease that has run out is claimed again, and the former token settles nothing',
    async (context) => {
      await threeMessages(context)
      assert.deepEqual(await claim(context, 'one'), [['o0', 1]])
      await context.clock.advance(2 * MINUTE)
      assert.deepEqual(await claim(context, 'two'), [['o0', 2]])
      for (const outcome of [DONE, { kind: 'dead', error: 'x' }, { kind: 'retry', delayMs: 0, error: null }] as const) {
        assert.equal(await settle(context, 'o0', 'one', outcome), 0)
      }
      assert.deepEqual(await claim(context, 'three'), [])
      assert.deepEqual(await context.store.deadLetters(TENANT), [])
      assert.equal(await settle(context, 'o0', 'two', DONE), 1)
    },
  ),

  test(
    'late',
    'a lease that ran out still holds until somebody else claims: the token is the fence',
    async (context) => {
      await threeMessages(context)
      await claim(context, 'one')
      await context.clock.advance(2 * MINUTE)
      assert.equal(await settle(context, 'o0', 'one', DONE), 1)
      assert.deepEqual(await claim(context, 'two'), [['o1', 1]])
    },
  ),

  test('retry', 'a message to retry holds back the later ones of its ticket', async (context) => {
    await threeMessages(context)
    await claim(context, 'one')
    assert.equal(await settle(context, 'o0', 'one', { kind: 'retry', delayMs: MINUTE, error: 'busy' }), 1)
    assert.equal(await settle(context, 'o0', 'one', DONE), 0, 'the lease has ended')
    assert.deepEqual(await claim(context, 'two'), [])
    await context.clock.advance(2 * MINUTE)
    assert.deepEqual(await claim(context, 'three'), [['o0', 2]])
  }),

  test('retry-elsewhere', 'a message to retry holds back no other ticket', async (context) => {
    await threeMessages(context)
    await claim(context, 'one')
    await settle(context, 'o0', 'one', { kind: 'retry', delayMs: MINUTE, error: 'busy' })
    const ticket = ticketRecord('t2')
    await given(context.store, ticket, { outbox: [outboxRecord(ticket, 'p0')] })
    assert.deepEqual(await claim(context, 'two'), [['p0', 1]])
  }),

  test('wait', 'a message that waits holds back its ticket, and its claim is not counted', async (context) => {
    await threeMessages(context)
    for (const token of ['one', 'two', 'three']) {
      assert.deepEqual(await claim(context, token), [['o0', 1]])
      assert.equal(await settle(context, 'o0', token, { kind: 'wait', delayMs: MINUTE, error: 'elsewhere' }), 1)
      assert.deepEqual(await claim(context, `${token} too early`), [])
      await context.clock.advance(2 * MINUTE)
    }
    await claim(context, 'four')
    await settle(context, 'o0', 'four', { kind: 'retry', delayMs: 0, error: null })
    assert.deepEqual(await claim(context, 'five'), [['o0', 2]])
  }),

  test('give-back', 'a retry after 0 gives the lease back at once', async (context) => {
    await threeMessages(context)
    await claim(context, 'one')
    await settle(context, 'o0', 'one', { kind: 'retry', delayMs: 0, error: null })
    assert.deepEqual(await claim(context, 'two'), [['o0', 2]])
  }),

  test('unchanged', 'a retried message is what it was', async (context) => {
    const [first] = await threeMessages(context)
    await claim(context, 'one')
    await settle(context, 'o0', 'one', { kind: 'retry', delayMs: 0, error: 'busy' })
    const [again] = await context.store.claimOutbox({ limit: 10, leaseMs: MINUTE, token: 'two' })
    assert.deepEqual(again?.message, first)
  }),

  test('dead', 'a dead message is kept with its reason and lets the later ones pass', async (context) => {
    await threeMessages(context)
    await claim(context, 'one')
    await settle(context, 'o0', 'one', { kind: 'retry', delayMs: 0, error: 'first' })
    await claim(context, 'two')
    assert.equal(await settle(context, 'o0', 'two', { kind: 'dead', error: 'too often' }), 1)
    assert.equal(await settle(context, 'o0', 'two', DONE), 0)
    assert.deepEqual(await claim(context, 'three'), [['o1', 1]])
    await context.clock.advance(100 * MINUTE)
    assert.deepEqual(await claim(context, 'four'), [['o1', 2]])
    const letter = {
      tenant: TENANT,
      ticketId: 't1',
      kind: 'outbox',
      id: 'o0',
      effect: 'notify',
      attempts: 2,
      error: 'too often',
    }
    assert.deepEqual(await context.store.deadLetters(TENANT), [letter])
  }),

  test('unclaimed', 'a message that nobody claimed, or an unknown one, cannot be settled', async (context) => {
    await threeMessages(context)
    assert.equal(await settle(context, 'o0', '', DONE), 0)
    assert.equal(await settle(context, 'none', 'one', DONE), 0)
    await claim(context, 'one')
    assert.equal(await settle(context, 'o0', 'invented', DONE), 0)
    assert.equal(await settle(context, 'o1', 'one', DONE), 0)
    assert.equal(await context.store.settleOutbox([]), 0)
  }),

  test('several', 'several settlements are counted where the lease still held', async (context) => {
    const { store } = context
    for (const index of range(4)) {
      const ticket = ticketRecord(`t${index}`)
      await given(store, ticket, { outbox: [outboxRecord(ticket, `o${index}`)] })
    }
    await claim(context, 'one')
    const settled = await store.settleOutbox([
      { tenant: TENANT, id: 'o0', token: 'one', outcome: DONE },
      { tenant: TENANT, id: 'o1', token: 'stale', outcome: DONE },
      { tenant: TENANT, id: 'o2', token: 'one', outcome: { kind: 'dead', error: 'x' } },
      { tenant: TENANT, id: 'o3', token: 'one', outcome: { kind: 'retry', delayMs: 0, error: null } },
    ])
    assert.equal(settled, 3)
    assert.deepEqual(await claim(context, 'two'), [['o3', 2]])
    assert.deepEqual(
      (await store.deadLetters(TENANT)).map((letter) => letter.id),
      ['o2'],
    )
  }),

  test('settle-race', 'of 16 parallel settlements of one lease one counts', async (context) => {
    const { store, other } = context
    await threeMessages(context)
    await claim(context, 'one')
    const settled = await Promise.all(
      range(16).map((index) =>
        (index % 2 === 0 ? store : other).settleOutbox([{ tenant: TENANT, id: 'o0', token: 'one', outcome: DONE }]),
      ),
    )
    assert.equal(
      settled.reduce((sum, count) => sum + count, 0),
      1,
    )
  }),
]
