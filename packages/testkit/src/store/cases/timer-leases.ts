import assert from 'node:assert/strict'
import type { Outcome, TimerLeaseReference } from '@docket/core/store'
import { appliedOf, apply, conflictOf, given, range } from '../assertions.js'
import { change, commitOf, nextVersion, TENANT, ticketRecord, timerRecord } from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'

const test = caseGroup('timer leases')

const MINUTE = 60_000
const settles = (token: string, changes: Partial<TimerLeaseReference> = {}): TimerLeaseReference => ({
  ticketId: 't1',
  key: 'timeout',
  epoch: 1,
  token,
  ...changes,
})

/** A ticket with one due timer. */
async function dueTimer({ store, clock }: CaseContext) {
  const ticket = ticketRecord('t1')
  const timer = timerRecord(ticket, clock.now() - 1000)
  await given(store, ticket, { timers: { set: [timer], cancel: [] } })
  return { ticket, timer }
}

const claim = ({ store }: CaseContext, token: string) => store.claimTimers({ limit: 10, leaseMs: MINUTE, token })

const settle = ({ store }: CaseContext, token: string, outcome: Outcome) =>
  store.settleTimers([{ tenant: TENANT, ticketId: 't1', key: 'timeout', token, outcome }])

export const timerLeaseCases = [
  test('held', 'a claimed timer is nobody else’s while the lease lasts', async (context) => {
    await dueTimer(context)
    assert.equal((await claim(context, 'one')).length, 1)
    assert.deepEqual(await claim(context, 'two'), [])
    await context.clock.advance(MINUTE / 2)
    assert.deepEqual(await claim(context, 'three'), [])
  }),

  test('expired', 'a lease that has run out is claimed again, the attempt counted', async (context) => {
    const { timer } = await dueTimer(context)
    await claim(context, 'one')
    await context.clock.advance(2 * MINUTE)
    assert.deepEqual(await claim(context, 'two'), [{ timer, attempts: 2 }])
  }),

  test('former-settle', 'a former token settles nothing', async (context) => {
    await dueTimer(context)
    await claim(context, 'one')
    await context.clock.advance(2 * MINUTE)
    await claim(context, 'two')
    for (const outcome of [
      { kind: 'done' },
      { kind: 'dead', error: 'x' },
      { kind: 'retry', delayMs: 0, error: null },
    ] as const) {
      assert.equal(await settle(context, 'one', outcome), 0)
    }
    assert.deepEqual(await context.store.deadLetters(TENANT), [])
    assert.deepEqual(await claim(context, 'three'), [])
    assert.equal(await settle(context, 'two', { kind: 'done' }), 1)
  }),

  test('former-commit', 'a commit under a former token is refused', async (context) => {
    const { ticket } = await dueTimer(context)
    await claim(context, 'one')
    await context.clock.advance(2 * MINUTE)
    await claim(context, 'two')
    const next = nextVersion(ticket)
    assert.deepEqual(conflictOf(await context.store.commit(change(next, { settles: settles('one') })), 'lease'), {
      kind: 'lease',
    })
    assert.equal((await context.store.load(TENANT, 't1'))?.version, 1)
    await apply(context.store, change(next, { settles: settles('two') }))
  }),

  test(
    'late',
    'a lease that ran out still holds until somebody else claims: the token is the fence',
    async (context) => {
      const { ticket } = await dueTimer(context)
      await claim(context, 'one')
      await context.clock.advance(2 * MINUTE)
      await apply(context.store, change(nextVersion(ticket), { settles: settles('one') }))
      assert.deepEqual(await claim(context, 'two'), [])
    },
  ),

  test('commit-settles', 'a commit that settles a timer removes it, once', async (context) => {
    const { ticket } = await dueTimer(context)
    await claim(context, 'one')
    const next = nextVersion(ticket)
    await apply(context.store, change(next, { settles: settles('one') }))
    conflictOf(await context.store.commit(change(nextVersion(next), { settles: settles('one') })), 'lease')
    assert.equal(await settle(context, 'one', { kind: 'done' }), 0)
    await context.clock.advance(2 * MINUTE)
    assert.deepEqual(await claim(context, 'two'), [])
  }),

  test('commit-race', 'of 16 parallel commits that settle one lease one wins', async (context) => {
    const { store, other } = context
    await dueTimer(context)
    await claim(context, 'one')
    const results = await Promise.all(
      range(16).map((index) =>
        (index % 2 === 0 ? store : other).commit(
          commitOf({ settles: settles('one'), counters: [{ key: 'fired', delta: 1 }] }),
        ),
      ),
    )
    assert.equal(appliedOf(results).length, 1)
    for (const result of results) if (!result.ok) conflictOf(result, 'lease')
    assert.deepEqual(await store.counters(TENANT, ['fired']), [1])
  }),

  test('not-mine', 'an invented token, another key, epoch or ticket settles nothing', async (context) => {
    await dueTimer(context)
    await claim(context, 'one')
    const wrong = [
      settles('invented'),
      settles('one', { key: 'other' }),
      settles('one', { epoch: 2 }),
      settles('one', { ticketId: 't2' }),
    ]
    for (const reference of wrong) conflictOf(await context.store.commit(commitOf({ settles: reference })), 'lease')
    assert.equal(await settle(context, 'invented', { kind: 'done' }), 0)
    await apply(context.store, commitOf({ settles: settles('one') }))
  }),

  test('unclaimed', 'a timer that nobody claimed cannot be settled', async (context) => {
    await dueTimer(context)
    conflictOf(await context.store.commit(commitOf({ settles: settles('') })), 'lease')
    assert.equal(await settle(context, '', { kind: 'done' }), 0)
    assert.equal((await claim(context, 'one')).length, 1)
  }),

  test('reset-ends-lease', 'setting a timer again ends the lease on it', async (context) => {
    const { ticket, timer } = await dueTimer(context)
    await claim(context, 'one')
    const next = nextVersion(ticket)
    const again = { ...timer, epoch: 2 }
    await apply(context.store, change(next, { timers: { set: [again], cancel: [] } }))
    conflictOf(await context.store.commit(commitOf({ settles: settles('one') })), 'lease')
    conflictOf(await context.store.commit(commitOf({ settles: settles('one', { epoch: 2 }) })), 'lease')
    assert.equal(await settle(context, 'one', { kind: 'done' }), 0)
    assert.deepEqual(await claim(context, 'two'), [{ timer: again, attempts: 1 }])
  }),

  test('cancel-ends-lease', 'cancelling a timer ends the lease on it', async (context) => {
    const { ticket } = await dueTimer(context)
    await claim(context, 'one')
    const cancel = [{ ticketId: 't1', key: 'timeout' }]
    await apply(context.store, change(nextVersion(ticket), { timers: { set: [], cancel } }))
    conflictOf(await context.store.commit(commitOf({ settles: settles('one') })), 'lease')
    assert.equal(await settle(context, 'one', { kind: 'retry', delayMs: 0, error: null }), 0)
    await context.clock.advance(2 * MINUTE)
    assert.deepEqual(await claim(context, 'two'), [])
  }),

  test('settle-and-set', 'a commit may settle a timer and set it anew', async (context) => {
    const { ticket, timer } = await dueTimer(context)
    await claim(context, 'one')
    const again = { ...timer, epoch: 2 }
    await apply(
      context.store,
      change(nextVersion(ticket), { settles: settles('one'), timers: { set: [again], cancel: [] } }),
    )
    assert.deepEqual(await claim(context, 'two'), [{ timer: again, attempts: 1 }])
  }),

  test('settle-and-cancel', 'a commit may settle a timer and cancel it too', async (context) => {
    const { ticket } = await dueTimer(context)
    await claim(context, 'one')
    const cancel = [{ ticketId: 't1', key: 'timeout' }]
    await apply(context.store, change(nextVersion(ticket), { settles: settles('one'), timers: { set: [], cancel } }))
    await context.clock.advance(2 * MINUTE)
    assert.deepEqual(await claim(context, 'two'), [])
  }),

  test('cancel-race', 'of a cancellation and a firing at once one comes first, never both', async (context) => {
    const { store, other, clock } = context
    for (const round of range(10)) {
      const ticket = ticketRecord(`t${round}`)
      const timer = timerRecord(ticket, clock.now() - 1000)
      await given(store, ticket, { timers: { set: [timer], cancel: [] } })
      const token = `token-${round}`
      const cancel = other.commit(
        change(nextVersion(ticket, { state: 'cancelled' }), {
          timers: { set: [], cancel: [{ ticketId: ticket.id, key: 'timeout' }] },
        }),
      )
      const fire = store.claimTimers({ limit: 10, leaseMs: MINUTE, token }).then(async ([claimed]) => {
        if (claimed === undefined) return null
        const reference = { ticketId: ticket.id, key: 'timeout', epoch: 1, token }
        return store.commit(change(nextVersion(ticket, { state: 'fired' }), { settles: reference }))
      })
      const [cancelled, fired] = await Promise.all([cancel, fire])
      assert.notEqual(cancelled.ok, fired?.ok ?? false, 'exactly one of the two')
      assert.equal((await store.load(TENANT, ticket.id))?.state, cancelled.ok ? 'cancelled' : 'fired')
      await clock.advance(2 * MINUTE)
      assert.deepEqual(await store.claimTimers({ limit: 10, leaseMs: MINUTE, token: `after-${round}` }), [])
    }
  }),
]
