import { describe, expect, test } from 'vitest'
import { ACME, commitOf, creation, event, outboxMessage, settableClock, ticket, timer } from '../test/records.js'
import { memoryStore } from './index.js'

function setUp() {
  const clock = settableClock()
  return { clock, store: memoryStore({ clock }) }
}

const claim = (token: string, limit = 10) => ({ token, limit, leaseMs: 100 })
const setTimers = (...set: ReturnType<typeof timer>[]) => commitOf({ timers: { set, cancel: [] } })
const done = { kind: 'done' } as const
const ofTimer = (token: string, outcome: object = done) =>
  ({ tenant: ACME, ticketId: 't1', key: 'timeout', token, outcome }) as Parameters<
    ReturnType<typeof memoryStore>['settleTimers']
  >[0][number]
const ofMessage = (token: string, id = 'o1', outcome: object = done) =>
  ({ tenant: ACME, id, token, outcome }) as Parameters<ReturnType<typeof memoryStore>['settleOutbox']>[0][number]

describe('timers', () => {
  test('are claimed when due by the store’s clock, earliest first, each once while its lease lasts', async () => {
    const { clock, store } = setUp()
    const dues = [2_500, 2_000, 3_000, 2_200]
    await store.commit(setTimers(...dues.map((dueAt, index) => timer({ key: `k${index}`, dueAt }))))
    expect(await store.claimTimers(claim('a'))).toEqual([])
    expect(await store.nextWakeup()).toBe(1_000)
    clock.at = 2_999
    expect((await store.claimTimers(claim('a', 2))).map((one) => one.timer.dueAt)).toEqual([2_000, 2_200])
    expect((await store.claimTimers(claim('b'))).map((one) => one.timer.dueAt)).toEqual([2_500])
    expect(await store.claimTimers(claim('c'))).toEqual([])
    expect(await store.nextWakeup()).toBe(1)
  })

  test('come back when the lease has run out, and then the former token opens nothing', async () => {
    const { clock, store } = setUp()
    await store.commit(setTimers(timer()))
    clock.at = 2_000
    await store.claimTimers(claim('a'))
    clock.at = 2_099
    expect(await store.claimTimers(claim('b'))).toEqual([])
    expect(await store.nextWakeup()).toBe(1)
    clock.at = 2_100
    expect(await store.claimTimers(claim('b'))).toEqual([{ timer: timer(), attempts: 2 }])
    expect(await store.settleTimers([ofTimer('a')])).toBe(0)
    expect(await store.settleTimers([ofTimer('b'), ofTimer('b')])).toBe(1)
    expect(await store.nextWakeup()).toBeNull()
  })

  test('may still be settled late by the last who claimed them', async () => {
    const { clock, store } = setUp()
    await store.commit(setTimers(timer()))
    clock.at = 2_000
    await store.claimTimers(claim('a'))
    clock.at = 9_000
    expect(await store.settleTimers([ofTimer('a')])).toBe(1)
    expect(await store.claimTimers(claim('b'))).toEqual([])
  })

  test('wait after a retry, keep their own due instant, and are given back at once with 0', async () => {
    const { clock, store } = setUp()
    await store.commit(setTimers(timer()))
    clock.at = 2_000
    await store.claimTimers(claim('a'))
    await store.settleTimers([ofTimer('a', { kind: 'retry', delayMs: 50, error: 'later' })])
    expect(await store.nextWakeup()).toBe(50)
    clock.at = 2_050
    expect(await store.claimTimers(claim('b'))).toEqual([{ timer: timer(), attempts: 2 }])
    await store.settleTimers([ofTimer('b', { kind: 'retry', delayMs: 0, error: null })])
    expect(await store.claimTimers(claim('c'))).toHaveLength(1)
  })

  test('are kept with the reason when given up, until they are set or cancelled', async () => {
    const { clock, store } = setUp()
    await store.commit(setTimers(timer()))
    clock.at = 2_000
    await store.claimTimers(claim('a'))
    await store.settleTimers([ofTimer('a', { kind: 'dead', error: 'broken' })])
    clock.at = 9_000
    expect(await store.claimTimers(claim('b'))).toEqual([])
    const letter = {
      tenant: ACME,
      ticketId: 't1',
      kind: 'timer',
      id: 'timeout',
      effect: null,
      attempts: 1,
      error: 'broken',
    }
    expect(await store.deadLetters(ACME)).toEqual([letter])
    expect(await store.deadLetters('other')).toEqual([])
    await store.commit(setTimers(timer({ epoch: 2 })))
    expect(await store.deadLetters(ACME)).toEqual([])
    expect(await store.claimTimers(claim('c'))).toEqual([{ timer: timer({ epoch: 2 }), attempts: 1 }])
  })

  test('end their lease when set again, and go when cancelled', async () => {
    const { clock, store } = setUp()
    await store.commit(setTimers(timer(), timer({ key: 'other' })))
    clock.at = 2_000
    await store.claimTimers(claim('a'))
    await store.commit(setTimers(timer({ epoch: 2 })))
    expect(await store.settleTimers([ofTimer('a')])).toBe(0)
    await store.commit(commitOf({ timers: { set: [], cancel: [{ ticketId: 't1', key: 'timeout' }] } }))
    clock.at = 9_000
    expect((await store.claimTimers(claim('b'))).map((one) => one.timer.key)).toEqual(['other'])
  })

  test('are settled by the commit that their firing is, which may set them again', async () => {
    const { clock, store } = setUp()
    await store.commit(creation(ticket(), { timers: { set: [timer()], cancel: [] } }))
    clock.at = 2_000
    await store.claimTimers(claim('a'))
    const firing = commitOf({
      expect: [{ ticketId: 't1', version: 1 }],
      tickets: [ticket({ version: 2 })],
      events: [event({ seq: 2 })],
      settles: { ticketId: 't1', key: 'timeout', epoch: 1, token: 'a' },
      timers: { set: [timer({ dueAt: 7_000, epoch: 2 })], cancel: [{ ticketId: 't1', key: 'timeout' }] },
    })
    expect(await store.commit(firing)).toEqual({ ok: true })
    expect(await store.commit({ ...firing, expect: [], tickets: [], events: [] })).toEqual({
      ok: false,
      conflict: { kind: 'lease' },
    })
    expect(await store.nextWakeup()).toBe(5_000)
  })
})

describe('the outbox', () => {
  const messages = (...ids: [id: string, seq: number, ordinal: number, ticketId?: string][]) =>
    commitOf({
      outbox: ids.map(([id, seq, ordinal, ticketId = 't1']) => outboxMessage({ id, seq, ordinal, ticketId })),
    })

  test('gives the earliest message of each ticket only', async () => {
    const { store } = setUp()
    await store.commit(messages(['c', 2, 0], ['b', 1, 1], ['a', 1, 0], ['z', 1, 0, 't2']))
    const claimed = await store.claimOutbox(claim('x'))
    expect(claimed.map((one) => one.message.id).sort()).toEqual(['a', 'z'])
    expect(await store.claimOutbox(claim('y'))).toEqual([])
    expect(await store.settleOutbox([ofMessage('x', 'a'), ofMessage('wrong', 'z')])).toBe(1)
    expect((await store.claimOutbox(claim('y'))).map((one) => one.message.id)).toEqual(['b'])
    await store.settleOutbox([ofMessage('y', 'b')])
    expect((await store.claimOutbox(claim('y'))).map((one) => one.message.id)).toEqual(['c'])
  })

  test('holds later messages back while an earlier one waits for its retry', async () => {
    const { clock, store } = setUp()
    await store.commit(messages(['a', 1, 0], ['b', 2, 0]))
    await store.claimOutbox(claim('x'))
    await store.settleOutbox([ofMessage('x', 'a', { kind: 'retry', delayMs: 500, error: 'down' })])
    expect(await store.claimOutbox(claim('y'))).toEqual([])
    expect(await store.nextWakeup()).toBe(500)
    clock.at += 500
    expect(await store.claimOutbox(claim('y'))).toMatchObject([{ message: { id: 'a' }, attempts: 2 }])
  })

  test('goes on past a message that was given up', async () => {
    const { store } = setUp()
    await store.commit(messages(['a', 1, 0], ['b', 2, 0]))
    await store.claimOutbox(claim('x'))
    await store.settleOutbox([ofMessage('x', 'a', { kind: 'dead', error: 'no such address' })])
    expect(await store.claimOutbox(claim('y'))).toMatchObject([{ message: { id: 'b' } }])
    expect(await store.deadLetters(ACME)).toEqual([
      {
        tenant: ACME,
        ticketId: 't1',
        kind: 'outbox',
        id: 'a',
        effect: 'mail',
        attempts: 1,
        error: 'no such address',
      },
    ])
  })

  test('puts an earlier message that comes late before a leased one', async () => {
    const { clock, store } = setUp()
    await store.commit(messages(['b', 2, 0]))
    await store.claimOutbox(claim('x'))
    await store.commit(messages(['a', 1, 0]))
    await store.settleOutbox([ofMessage('x', 'b', { kind: 'retry', delayMs: 0, error: null })])
    clock.at += 1_000
    expect((await store.claimOutbox(claim('y'))).map((one) => one.message.id)).toEqual(['a'])
  })
})
