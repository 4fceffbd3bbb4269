import assert from 'node:assert/strict'
import type { DeadLetterReference } from '@docket/core/store'
import { apply, given, range } from '../assertions.js'
import { commitOf, outboxRecord, TENANT, ticketRecord, timerRecord } from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'

const test = caseGroup('dead letters')

const MINUTE = 60_000
const DEAD = { kind: 'dead', error: 'x' } as const
const O0 = { ticketId: 't1', kind: 'outbox', id: 'o0' } as const
const TIMEOUT = { ticketId: 't1', kind: 'timer', id: 'timeout' } as const

/** A ticket with three messages, `o0` to `o2`, of which the first is given up after two claims. */
async function deadMessage(context: CaseContext) {
  const { store } = context
  const ticket = ticketRecord('t1')
  const outbox = range(3).map((ordinal) => outboxRecord(ticket, `o${ordinal}`, { ordinal }))
  await given(store, ticket, { outbox })
  await claimed(context, 'a')
  const retry = { kind: 'retry', delayMs: 0, error: 'busy' } as const
  await store.settleOutbox([{ tenant: TENANT, id: 'o0', token: 'a', outcome: retry }])
  await claimed(context, 'b')
  await store.settleOutbox([{ tenant: TENANT, id: 'o0', token: 'b', outcome: DEAD }])
  return outbox
}

async function deadTimer({ store, clock }: CaseContext) {
  const ticket = ticketRecord('t1')
  const timer = timerRecord(ticket, clock.now() - MINUTE, { data: { stage: 'new' } })
  await given(store, ticket, { timers: { set: [timer], cancel: [] } })
  await store.claimTimers({ limit: 10, leaseMs: MINUTE, token: 'a' })
  await store.settleTimers([{ tenant: TENANT, ticketId: 't1', key: 'timeout', token: 'a', outcome: DEAD }])
  return timer
}

const claimed = async ({ store }: CaseContext, token: string) =>
  (await store.claimOutbox({ limit: 10, leaseMs: MINUTE, token })).map(({ message, attempts }) => [
    message.id,
    attempts,
  ])

const revive = ({ store }: CaseContext, ...revives: DeadLetterReference[]) =>
  apply(store, commitOf({ tenant: TENANT, revives }))

export const deadLetterCases = [
  test('message', 'a revived message is due at once, as it was and as if never claimed', async (context) => {
    const [first] = await deadMessage(context)
    await revive(context, O0)
    assert.deepEqual(await context.store.deadLetters(TENANT), [])
    assert.equal(await context.store.nextWakeup(), 0)
    const leased = await context.store.claimOutbox({ limit: 10, leaseMs: MINUTE, token: 'c' })
    assert.deepEqual(leased, [{ message: first, attempts: 1 }])
  }),

  test('order', 'a revived message comes before the later ones of its ticket again', async (context) => {
    await deadMessage(context)
    await revive(context, O0)
    assert.deepEqual(await claimed(context, 'c'), [['o0', 1]])
    await context.store.settleOutbox([{ tenant: TENANT, id: 'o0', token: 'c', outcome: { kind: 'done' } }])
    assert.deepEqual(await claimed(context, 'd'), [['o1', 1]])
  }),

  test('leased', 'a revived message leaves a later one that is leased to whoever has it', async (context) => {
    const { store, clock } = context
    await deadMessage(context)
    assert.deepEqual(await claimed(context, 'c'), [['o1', 1]])
    await revive(context, O0)
    assert.deepEqual(await claimed(context, 'd'), [['o0', 1]])
    await store.settleOutbox([{ tenant: TENANT, id: 'o0', token: 'd', outcome: { kind: 'done' } }])
    assert.deepEqual(await claimed(context, 'e'), [], 'o1 is under its lease')
    await clock.advance(2 * MINUTE)
    assert.deepEqual(await claimed(context, 'f'), [['o1', 2]])
  }),

  test('again', 'what was revived can be given up, and revived, again', async (context) => {
    await deadMessage(context)
    await revive(context, O0)
    await claimed(context, 'c')
    await context.store.settleOutbox([{ tenant: TENANT, id: 'o0', token: 'c', outcome: { kind: 'dead', error: 'y' } }])
    const letter = { tenant: TENANT, ...O0, effect: 'notify', attempts: 1, error: 'y' }
    assert.deepEqual(await context.store.deadLetters(TENANT), [letter])
    await revive(context, O0)
    assert.deepEqual(await claimed(context, 'd'), [['o0', 1]])
  }),

  test('timer', 'a revived timer is due at once, as it was and as if never claimed', async (context) => {
    const timer = await deadTimer(context)
    await revive(context, TIMEOUT)
    assert.deepEqual(await context.store.deadLetters(TENANT), [])
    const leased = await context.store.claimTimers({ limit: 10, leaseMs: MINUTE, token: 'b' })
    assert.deepEqual(leased, [{ timer, attempts: 1 }])
  }),

  test('not-dead', 'what is not given up is passed over', async (context) => {
    await deadMessage(context)
    const others: DeadLetterReference[] = [
      { ...O0, id: 'o1' },
      { ...O0, id: 'none' },
      { ...O0, ticketId: 't2' },
      { ...TIMEOUT, id: 'o0' },
    ]
    await revive(context, ...others)
    await revive(context)
    await apply(context.store, commitOf({ tenant: 'stranger', revives: [O0] }))
    assert.equal((await context.store.deadLetters(TENANT)).length, 1)
    assert.deepEqual(await claimed(context, 'c'), [['o1', 1]])
    await revive(context, O0, { ...O0, id: 'o1' }, O0)
    assert.deepEqual(await claimed(context, 'd'), [['o0', 1]])
  }),

  test('refused', 'a commit that is refused revives nothing', async (context) => {
    await deadMessage(context)
    const expect = [{ ticketId: 't1', version: 7 }]
    const { ok } = await context.store.commit(commitOf({ tenant: TENANT, expect, revives: [O0] }))
    assert.equal(ok, false)
    assert.deepEqual(await claimed(context, 'c'), [['o1', 1]])
  }),

  test('set', 'a dead timer that the commit sets is as it is set', async (context) => {
    const timer = await deadTimer(context)
    const dueAt = context.clock.now() + MINUTE
    const timers = { set: [{ ...timer, dueAt }], cancel: [] }
    await apply(context.store, commitOf({ tenant: TENANT, timers, revives: [TIMEOUT] }))
    assert.deepEqual(await context.store.claimTimers({ limit: 10, leaseMs: MINUTE, token: 'b' }), [])
    assert.deepEqual(await context.store.deadLetters(TENANT), [])
  }),

  test('race', 'what is revived 16 times at once is claimed once', async (context) => {
    const { store, other } = context
    await deadMessage(context)
    const commit = commitOf({ tenant: TENANT, revives: [O0] })
    await Promise.all(range(16).map((index) => apply(index % 2 === 0 ? store : other, commit)))
    assert.deepEqual(await claimed(context, 'c'), [['o0', 1]])
  }),
]
