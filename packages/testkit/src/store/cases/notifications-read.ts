import assert from 'node:assert/strict'
import type { ActorReference, Store } from '@docket/core/store'
import { given, idsOf, range } from '../assertions.js'
import { AGENT, notificationRecord, START, TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('notifications read')

const ROLE: ActorReference = { type: 'role', id: 'lead' }
const SOMEBODY: ActorReference = { type: 'agent', id: 'somebody' }
const ASKED = { tenant: TENANT, recipients: [AGENT], unreadOnly: false, limit: 1000, after: null } as const

/** Notifications of one ticket, made a second apart, to the agent unless told otherwise. */
async function notified(store: Store, ids: readonly string[], recipient: ActorReference = AGENT): Promise<void> {
  const ticket = (await store.load(TENANT, 't1')) ?? (await given(store, ticketRecord('t1')))
  await store.putNotifications(
    ids.map((id, index) => notificationRecord(ticket, id, { recipient, createdAt: START + index * 1000 })),
  )
}

/** When each was read. */
async function readInstants(store: Store, recipients = [AGENT]): Promise<Record<string, number | null>> {
  const all = await store.notifications({ ...ASKED, recipients })
  return Object.fromEntries(all.map(({ id, readAt }) => [id, readAt]))
}

export const notificationReadCases = [
  test('mark', 'those that are marked are read, and no others', async ({ store, other }) => {
    await notified(store, ['a', 'b', 'c'])
    assert.equal(await other.markNotificationsRead(TENANT, [AGENT], ['b', 'a', 'b'], START + 7), 2)
    assert.deepEqual(await readInstants(store), { a: START + 7, b: START + 7, c: null })
    assert.equal(await store.markNotificationsRead(TENANT, [AGENT], [], START + 8), 0)
  }),

  test('first-instant', 'what was read before keeps its instant and is not counted', async ({ store }) => {
    await notified(store, ['a', 'b'])
    await store.markNotificationsRead(TENANT, [AGENT], ['a'], START + 7)
    assert.equal(await store.markNotificationsRead(TENANT, [AGENT], ['a', 'b'], START + 9), 1)
    assert.deepEqual(await readInstants(store), { a: START + 7, b: START + 9 })
  }),

  test('others', 'ids of others’ notifications, and of none, are passed over', async ({ store }) => {
    await notified(store, ['a'])
    await notified(store, ['b'], SOMEBODY)
    await notified(store, ['c'], ROLE)
    assert.equal(await store.markNotificationsRead(TENANT, [AGENT], ['a', 'b', 'c', 'none'], START + 7), 1)
    assert.deepEqual(await readInstants(store, [AGENT, SOMEBODY, ROLE]), { a: START + 7, b: null, c: null })
    const crossed = [
      { type: SOMEBODY.type, id: ROLE.id },
      { type: ROLE.type, id: SOMEBODY.id },
    ]
    assert.equal(await store.markNotificationsRead(TENANT, crossed, ['b', 'c'], START + 8), 0)
    assert.equal(await store.markNotificationsRead(TENANT, [ROLE, SOMEBODY], ['b', 'c'], START + 8), 2)
  }),

  test('unread-only', 'only the unread, in the same order and pages', async ({ store }) => {
    const ids = range(20).map((index) => `n${String(index).padStart(2, '0')}`)
    await notified(store, ids)
    await notified(store, ['role'], ROLE)
    const odd = ids.filter((_, index) => index % 2 === 1)
    await store.markNotificationsRead(TENANT, [AGENT, ROLE], [...odd, 'role'], START + 60_000)
    const recipients = [AGENT, ROLE]
    const unread = { ...ASKED, recipients, unreadOnly: true }
    const expected = ids.filter((_, index) => index % 2 === 0).reverse()
    assert.deepEqual(idsOf(await store.notifications(unread)), expected)
    const first = await store.notifications({ ...unread, limit: 4 })
    const last = first[3]
    assert.ok(last)
    assert.deepEqual(idsOf(first), expected.slice(0, 4))
    assert.deepEqual(idsOf(await store.notifications({ ...unread, limit: 4, after: last })), expected.slice(4, 8))
    assert.equal((await store.notifications({ ...ASKED, recipients })).length, 21)
  }),

  test('race', 'of parallel marks of the same each is counted once', async ({ store, other }) => {
    const ids = range(30).map((index) => `n${index}`)
    await notified(store, ids)
    const counts = await Promise.all(
      range(8).map((index) =>
        (index % 2 === 0 ? store : other).markNotificationsRead(
          TENANT,
          [AGENT],
          index < 4 ? ids : [...ids].reverse(),
          START + 60_000 + index,
        ),
      ),
    )
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      30,
    )
    assert.deepEqual(await store.notifications({ ...ASKED, unreadOnly: true }), [])
  }),

  test('forget', 'those made before an instant are forgotten, read or not', async ({ store, other }) => {
    await notified(store, ['a', 'b', 'c', 'd'])
    await notified(store, ['e'], ROLE)
    await store.markNotificationsRead(TENANT, [AGENT], ['a', 'd'], START + 60_000)
    assert.equal(await store.forgetNotifications(START), 0)
    assert.equal(await other.forgetNotifications(START + 2000), 3)
    assert.deepEqual(await readInstants(store, [AGENT, ROLE]), { c: null, d: START + 60_000 })
    assert.deepEqual(idsOf(await store.notifications({ ...ASKED, unreadOnly: true })), ['c'])
    assert.equal(await store.forgetNotifications(START + 2000), 0)
    assert.equal(await store.markNotificationsRead(TENANT, [AGENT], ['b'], START + 9), 0)
  }),

  test('forget-everywhere', 'every tenant’s are forgotten', async ({ store }) => {
    for (const tenant of ['one', 'two']) {
      const ticket = await given(store, ticketRecord('t1', { tenant }))
      await store.putNotifications([notificationRecord(ticket, 'a')])
    }
    assert.equal(await store.forgetNotifications(START + 1), 2)
    assert.deepEqual(await store.notifications({ ...ASKED, tenant: 'two' }), [])
  }),
]
