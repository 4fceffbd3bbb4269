import assert from 'node:assert/strict'
import type { Outcome } from '@docket/core/store'
import { apply, given } from '../assertions.js'
import { change, nextVersion, TENANT, ticketRecord, timerRecord } from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'

const test = caseGroup('timer settling')

const MINUTE = 60_000

async function dueTimer({ store, clock }: CaseContext) {
  const ticket = ticketRecord('t1')
  const timer = timerRecord(ticket, clock.now() - 1000, { data: { stage: 'new' } })
  await given(store, ticket, { timers: { set: [timer], cancel: [] } })
  return { ticket, timer }
}

const claim = ({ store }: CaseContext, token: string) => store.claimTimers({ limit: 10, leaseMs: MINUTE, token })

const settlement = (token: string, outcome: Outcome, key = 'timeout') => ({
  tenant: TENANT,
  ticketId: 't1',
  key,
  token,
  outcome,
})

export const timerSettlingCases = [
  test('done', 'a timer that is done goes', async (context) => {
    await dueTimer(context)
    await claim(context, 'one')
    assert.equal(await context.store.settleTimers([settlement('one', { kind: 'done' })]), 1)
    assert.equal(await context.store.settleTimers([settlement('one', { kind: 'done' })]), 0)
    await context.clock.advance(2 * MINUTE)
    assert.deepEqual(await claim(context, 'two'), [])
    assert.equal(await context.store.nextWakeup(), null)
  }),

  test('retry', 'a timer to retry is due again after the delay, as it was set', async (context) => {
    const { timer } = await dueTimer(context)
    await claim(context, 'one')
    const retry = { kind: 'retry', delayMs: MINUTE, error: 'busy' } as const
    assert.equal(await context.store.settleTimers([settlement('one', retry)]), 1)
    assert.equal(await context.store.settleTimers([settlement('one', retry)]), 0, 'the lease has ended')
    await context.clock.advance(MINUTE / 2)
    assert.deepEqual(await claim(context, 'two'), [])
    await context.clock.advance(MINUTE)
    assert.deepEqual(await claim(context, 'three'), [{ timer, attempts: 2 }])
  }),

  test('wait', 'a timer that waits is due again after the delay, and its claim is not counted', async (context) => {
    const { timer } = await dueTimer(context)
    for (const token of ['one', 'two', 'three']) {
      assert.deepEqual(await claim(context, token), [{ timer, attempts: 1 }])
      const wait = { kind: 'wait', delayMs: MINUTE, error: 'elsewhere' } as const
      assert.equal(await context.store.settleTimers([settlement(token, wait)]), 1)
      assert.deepEqual(await claim(context, `${token} too early`), [])
      await context.clock.advance(2 * MINUTE)
    }
    await claim(context, 'four')
    await context.store.settleTimers([settlement('four', { kind: 'retry', delayMs: 0, error: null })])
    assert.deepEqual(await claim(context, 'five'), [{ timer, attempts: 2 }])
  }),

  test('give-back', 'a retry after 0 gives the lease back at once', async (context) => {
    const { timer } = await dueTimer(context)
    await claim(context, 'one')
    await context.store.settleTimers([settlement('one', { kind: 'retry', delayMs: 0, error: null })])
    assert.deepEqual(await claim(context, 'two'), [{ timer, attempts: 2 }])
    assert.equal(await context.store.settleTimers([settlement('one', { kind: 'done' })]), 0)
  }),

  test('dead', 'a dead timer is kept with its reason and never claimed again', async (context) => {
    await dueTimer(context)
    await claim(context, 'one')
    await context.store.settleTimers([settlement('one', { kind: 'retry', delayMs: 0, error: 'first' })])
    await claim(context, 'two')
    assert.equal(await context.store.settleTimers([settlement('two', { kind: 'dead', error: 'too often' })]), 1)
    await context.clock.advance(100 * MINUTE)
    assert.deepEqual(await claim(context, 'three'), [])
    const letter = {
      tenant: TENANT,
      ticketId: 't1',
      kind: 'timer',
      id: 'timeout',
      effect: null,
      attempts: 2,
      error: 'too often',
    }
    assert.deepEqual(await context.store.deadLetters(TENANT), [letter])
    assert.equal(await context.store.settleTimers([settlement('two', { kind: 'done' })]), 0)
  }),

  test('dead-then-set', 'setting a dead timer again brings it back to life', async (context) => {
    const { ticket, timer } = await dueTimer(context)
    await claim(context, 'one')
    await context.store.settleTimers([settlement('one', { kind: 'dead', error: 'x' })])
    const again = { ...timer, epoch: 2 }
    await apply(context.store, change(nextVersion(ticket), { timers: { set: [again], cancel: [] } }))
    assert.deepEqual(await context.store.deadLetters(TENANT), [])
    assert.deepEqual(await claim(context, 'two'), [{ timer: again, attempts: 1 }])
  }),

  test('dead-then-cancel', 'cancelling a dead timer removes it', async (context) => {
    const { ticket } = await dueTimer(context)
    await claim(context, 'one')
    await context.store.settleTimers([settlement('one', { kind: 'dead', error: 'x' })])
    const cancel = [{ ticketId: 't1', key: 'timeout' }]
    await apply(context.store, change(nextVersion(ticket), { timers: { set: [], cancel } }))
    assert.deepEqual(await context.store.deadLetters(TENANT), [])
  }),

  test('several', 'several settlements are counted where the lease still held', async (context) => {
    const { store, clock } = context
    const ticket = ticketRecord('t1')
    const keys = ['a', 'b', 'c', 'd']
    const set = keys.map((key) => timerRecord(ticket, clock.now() - 1, { key }))
    await given(store, ticket, { timers: { set, cancel: [] } })
    await claim(context, 'one')
    const settled = await store.settleTimers([
      settlement('one', { kind: 'done' }, 'a'),
      settlement('stale', { kind: 'done' }, 'b'),
      settlement('one', { kind: 'dead', error: 'x' }, 'c'),
      settlement('one', { kind: 'retry', delayMs: 0, error: null }, 'd'),
      settlement('one', { kind: 'done' }, 'none'),
    ])
    assert.equal(settled, 3)
    assert.deepEqual(
      (await claim(context, 'two')).map(({ timer }) => timer.key),
      ['d'],
    )
    assert.deepEqual(
      (await store.deadLetters(TENANT)).map((letter) => letter.id),
      ['c'],
    )
    assert.equal(await store.settleTimers([]), 0)
  }),

  test('in-order', 'settlements of one timer are taken in the order given', async (context) => {
    await dueTimer(context)
    await claim(context, 'one')
    const settled = await context.store.settleTimers([
      settlement('one', { kind: 'retry', delayMs: 0, error: null }),
      settlement('one', { kind: 'dead', error: 'too late' }),
    ])
    assert.equal(settled, 1)
    assert.deepEqual(await context.store.deadLetters(TENANT), [])
    assert.equal((await claim(context, 'two')).length, 1)
  }),
]
