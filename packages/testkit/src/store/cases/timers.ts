import assert from 'node:assert/strict'
import { apply, given, range } from '../assertions.js'
import { change, commitOf, nextVersion, ticketRecord, timerRecord } from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'

const test = caseGroup('timers')

const MINUTE = 60_000

/** Claims everything that is due, under a token of its own. */
async function claimed({ store }: CaseContext, token: string, limit = 100) {
  return store.claimTimers({ limit, leaseMs: MINUTE, token })
}

/** The keys of the claimed timers. */
const keysOf = (claims: readonly { readonly timer: { readonly key: string } }[]) => claims.map(({ timer }) => timer.key)

export const timerCases = [
  test('due', 'a timer is claimed when it is due, and never early', async (context) => {
    const { store, clock } = context
    const ticket = ticketRecord('t1')
    const timer = timerRecord(ticket, clock.now() + MINUTE, { data: { stage: 'new' }, epoch: 7 })
    await given(store, ticket, { timers: { set: [timer], cancel: [] } })
    assert.deepEqual(await claimed(context, 'early'), [])
    await clock.advance(MINUTE / 2)
    assert.deepEqual(await claimed(context, 'still early'), [])
    await clock.advance(MINUTE)
    assert.deepEqual(await claimed(context, 'due'), [{ timer, attempts: 1 }])
  }),

  test('store-clock', 'a timer is due by the store’s clock, whatever the ticket’s instants', async (context) => {
    const { store, clock } = context
    const far = clock.now() + 1e12
    const ticket = ticketRecord('t1', { createdAt: far, updatedAt: far })
    await given(store, ticket, { timers: { set: [timerRecord(ticket, clock.now() - 1)], cancel: [] } })
    assert.equal((await claimed(context, 'one')).length, 1)
  }),

  test('earliest-first', 'due timers are claimed earliest first, up to the limit', async (context) => {
    const { store, clock } = context
    for (const [index, offset] of [5, 1, 4, 2, 3].entries()) {
      const ticket = ticketRecord(`t${index}`)
      const timer = timerRecord(ticket, clock.now() - MINUTE + offset * 1000, { key: `k${offset}` })
      await given(store, ticket, { timers: { set: [timer], cancel: [] } })
    }
    assert.deepEqual(keysOf(await claimed(context, 'one', 2)), ['k1', 'k2'])
    assert.deepEqual(keysOf(await claimed(context, 'two', 2)), ['k3', 'k4'])
    assert.deepEqual(keysOf(await claimed(context, 'three', 2)), ['k5'])
    assert.deepEqual(keysOf(await claimed(context, 'four', 2)), [])
  }),

  test('equal-due', 'of timers due at one instant, tenant, ticket and key say which comes first', async (context) => {
    const { store, clock } = context
    const dueAt = clock.now() - MINUTE
    // By code point, which for the last two is not the order of UTF-16 units.
    const inOrder = ['A a t', 'a B b', 'a a b', 'a b A', 'a b a', 'a b aa', 'a \u{ff5e} a', 'a \u{1f3ab} a', 'b a a']
    for (const place of [4, 8, 1, 6, 3, 0, 7, 5, 2]) {
      const [tenant = '', id = '', key = ''] = (inOrder[place] ?? '').split(' ')
      const timer = timerRecord(ticketRecord(id, { tenant }), dueAt, { key })
      if ((await store.load(tenant, id)) === null) await given(store, ticketRecord(id, { tenant }))
      await apply(store, commitOf({ tenant, timers: { set: [timer], cancel: [] } }))
    }
    const seen: string[] = []
    for (const turn of range(5)) {
      const claims = await claimed(context, `${turn}`, 2)
      seen.push(...claims.map(({ timer }) => `${timer.tenant} ${timer.ticketId} ${timer.key}`))
    }
    assert.deepEqual(seen, inOrder)
  }),

  test('several-keys', 'a ticket has one timer per key', async (context) => {
    const { store, clock } = context
    const ticket = ticketRecord('t1')
    const keys = ['a', 'b', 'A', '']
    const set = keys.map((key, index) => timerRecord(ticket, clock.now() - 9000 + index, { key }))
    await given(store, ticket, { timers: { set, cancel: [] } })
    assert.deepEqual(
      (await claimed(context, 'one')).map(({ timer }) => timer),
      set,
    )
  }),

  test('replace', 'setting a timer again replaces it', async (context) => {
    const { store, clock } = context
    const ticket = ticketRecord('t1')
    await given(store, ticket, { timers: { set: [timerRecord(ticket, clock.now() - 1)], cancel: [] } })
    const later = timerRecord(ticket, clock.now() + MINUTE, { epoch: 2, data: { later: true } })
    await apply(store, change(nextVersion(ticket), { timers: { set: [later], cancel: [] } }))
    assert.deepEqual(await claimed(context, 'one'), [])
    await clock.advance(2 * MINUTE)
    assert.deepEqual(await claimed(context, 'two'), [{ timer: later, attempts: 1 }])
  }),

  test('cancel', 'a cancelled timer is gone; cancelling one that is not there is fine', async (context) => {
    const { store, clock } = context
    const ticket = ticketRecord('t1')
    const set = ['a', 'b'].map((key) => timerRecord(ticket, clock.now() - 1, { key }))
    await given(store, ticket, { timers: { set, cancel: [] } })
    const cancel = ['a', 'none'].map((key) => ({ ticketId: 't1', key }))
    await apply(store, change(nextVersion(ticket), { timers: { set: [], cancel } }))
    assert.deepEqual(keysOf(await claimed(context, 'one')), ['b'])
  }),

  test('cancel-then-set', 'a timer cancelled and set in one commit is set', async (context) => {
    const { store, clock } = context
    const ticket = ticketRecord('t1')
    await given(store, ticket, { timers: { set: [timerRecord(ticket, clock.now() - 1)], cancel: [] } })
    const set = timerRecord(ticket, clock.now() - 1, { epoch: 2 })
    const cancel = [{ ticketId: 't1', key: 'timeout' }]
    await apply(store, change(nextVersion(ticket), { timers: { set: [set], cancel } }))
    assert.deepEqual(await claimed(context, 'one'), [{ timer: set, attempts: 1 }])
  }),

  test('alone', 'timers are set and cancelled without a change of the ticket too', async (context) => {
    const { store, clock } = context
    const ticket = await given(store, ticketRecord('t1'))
    const set = [timerRecord(ticket, clock.now() - 2, { key: 'a' }), timerRecord(ticket, clock.now() - 1, { key: 'b' })]
    await apply(store, commitOf({ timers: { set, cancel: [] } }))
    await apply(store, commitOf({ timers: { set: [], cancel: [{ ticketId: 't1', key: 'a' }] } }))
    assert.deepEqual(keysOf(await claimed(context, 'one')), ['b'])
  }),

  test('other-ticket', 'timers of one key on two tickets are two timers', async (context) => {
    const { store, clock } = context
    for (const id of ['t1', 't2']) {
      const ticket = ticketRecord(id)
      await given(store, ticket, { timers: { set: [timerRecord(ticket, clock.now() - 1)], cancel: [] } })
    }
    await apply(store, commitOf({ timers: { set: [], cancel: [{ ticketId: 't1', key: 'timeout' }] } }))
    assert.deepEqual(
      (await claimed(context, 'one')).map(({ timer }) => timer.ticketId),
      ['t2'],
    )
  }),

  test('disjoint', 'parallel claims share no timer and miss none', async ({ store, other, clock }) => {
    for (const index of range(60)) {
      const ticket = ticketRecord(`t${index}`)
      await given(store, ticket, { timers: { set: [timerRecord(ticket, clock.now() - 1)], cancel: [] } })
    }
    const taken: string[] = []
    const work = async (worker: number): Promise<void> => {
      for (let turn = 0; ; turn += 1) {
        const handle = worker % 2 === 0 ? store : other
        const claims = await handle.claimTimers({ limit: 4, leaseMs: MINUTE, token: `${worker}-${turn}` })
        if (claims.length === 0) return
        taken.push(...claims.map(({ timer }) => timer.ticketId))
      }
    }
    await Promise.all(range(8).map(work))
    // A worker may come away empty-handed while others hold the locks: what is left is still there to be claimed.
    await work(8)
    assert.equal(taken.length, 60)
    assert.equal(new Set(taken).size, 60)
  }),
]
