import assert from 'node:assert/strict'
import { apply, given } from '../assertions.js'
import { commitOf, outboxRecord, TENANT, ticketRecord, timerRecord } from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'

const test = caseGroup('wake-up')

const MINUTE = 60_000
/** How far a clock that runs may have gone on between two calls of a case. */
const SLACK = 20_000

async function wakesIn({ store }: CaseContext, expected: number): Promise<void> {
  const wait = await store.nextWakeup()
  assert.ok(wait !== null, 'something should be waited for')
  assert.ok(wait <= expected && wait > Math.max(0, expected - SLACK) - 1, `${wait} ms instead of ${expected}`)
}

/** A timer, the only one of its ticket. */
async function timer({ store, clock }: CaseContext, id: string, offset: number): Promise<void> {
  const ticket = ticketRecord(id)
  await given(store, ticket, { timers: { set: [timerRecord(ticket, clock.now() + offset)], cancel: [] } })
}

/** A ticket with two outbox messages. */
async function messages({ store }: CaseContext): Promise<void> {
  const ticket = ticketRecord('out')
  const outbox = [outboxRecord(ticket, 'o1'), outboxRecord(ticket, 'o2', { ordinal: 1 })]
  await given(store, ticket, { outbox })
}

export const wakeupCases = [
  test('nothing', 'without timers and messages there is nothing to wait for', async (context) => {
    assert.equal(await context.store.nextWakeup(), null)
    await given(context.store, ticketRecord('t1'))
    assert.equal(await context.store.nextWakeup(), null)
  }),

  test('timer', 'the earliest timer tells how long to wait', async (context) => {
    await timer(context, 't1', 60 * MINUTE)
    await wakesIn(context, 60 * MINUTE)
    await timer(context, 't2', 10 * MINUTE)
    await wakesIn(context, 10 * MINUTE)
    await context.clock.advance(5 * MINUTE)
    await wakesIn(context, 5 * MINUTE)
    await context.clock.advance(6 * MINUTE)
    assert.equal(await context.store.nextWakeup(), 0)
  }),

  test('message', 'an outbox message is due at once', async (context) => {
    await timer(context, 't1', 60 * MINUTE)
    await messages(context)
    assert.equal(await context.store.nextWakeup(), 0)
  }),

  test('leased-timer', 'a leased timer is due when its lease runs out', async (context) => {
    await timer(context, 't1', -MINUTE)
    await context.store.claimTimers({ limit: 10, leaseMs: 5 * MINUTE, token: 'one' })
    await wakesIn(context, 5 * MINUTE)
    await timer(context, 't2', 2 * MINUTE)
    await wakesIn(context, 2 * MINUTE)
  }),

  test(
    'leased-message',
    'a leased message is due when its lease runs out, and so is what waits behind it',
    async (context) => {
      await messages(context)
      await context.store.claimOutbox({ limit: 10, leaseMs: 5 * MINUTE, token: 'one' })
      await wakesIn(context, 5 * MINUTE)
      await context.store.settleOutbox([{ tenant: TENANT, id: 'o1', token: 'one', outcome: { kind: 'done' } }])
      assert.equal(await context.store.nextWakeup(), 0)
    },
  ),

  test('retried', 'what is to be retried is due after its delay, and so is what waits behind it', async (context) => {
    await messages(context)
    await context.store.claimOutbox({ limit: 10, leaseMs: 5 * MINUTE, token: 'one' })
    const retry = { kind: 'retry', delayMs: 30 * MINUTE, error: 'busy' } as const
    await context.store.settleOutbox([{ tenant: TENANT, id: 'o1', token: 'one', outcome: retry }])
    await wakesIn(context, 30 * MINUTE)
    await timer(context, 't1', -MINUTE)
    await context.store.claimTimers({ limit: 10, leaseMs: 5 * MINUTE, token: 'two' })
    const sooner = { kind: 'retry', delayMs: 20 * MINUTE, error: null } as const
    await context.store.settleTimers([
      { tenant: TENANT, ticketId: 't1', key: 'timeout', token: 'two', outcome: sooner },
    ])
    await wakesIn(context, 20 * MINUTE)
  }),

  test('dead', 'what is dead is not waited for, and what waited behind it is due', async (context) => {
    await timer(context, 't1', -MINUTE)
    await context.store.claimTimers({ limit: 10, leaseMs: MINUTE, token: 'one' })
    const dead = { kind: 'dead', error: 'x' } as const
    await context.store.settleTimers([{ tenant: TENANT, ticketId: 't1', key: 'timeout', token: 'one', outcome: dead }])
    assert.equal(await context.store.nextWakeup(), null)
    await messages(context)
    await context.store.claimOutbox({ limit: 10, leaseMs: MINUTE, token: 'two' })
    await context.store.settleOutbox([{ tenant: TENANT, id: 'o1', token: 'two', outcome: dead }])
    assert.equal(await context.store.nextWakeup(), 0)
  }),

  test('cancelled', 'a cancelled timer is not waited for', async (context) => {
    await timer(context, 't1', MINUTE)
    await apply(context.store, commitOf({ timers: { set: [], cancel: [{ ticketId: 't1', key: 'timeout' }] } }))
    assert.equal(await context.store.nextWakeup(), null)
  }),

  test('every-tenant', 'timers of every tenant are waited for', async (context) => {
    const ticket = ticketRecord('t1', { tenant: 'other' })
    const set = [timerRecord(ticket, context.clock.now() + MINUTE)]
    await given(context.store, ticket, { timers: { set, cancel: [] } })
    await wakesIn(context, MINUTE)
  }),
]
