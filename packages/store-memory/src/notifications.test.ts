import type { NotificationQuery } from '@docket/core/store'
import { expect, test } from 'vitest'
import { ACME, creation, notification, ticket } from '../test/records.js'
import { memoryStore } from './index.js'

const ANN = { type: 'agent', id: 'a1' }
const LEADS = { type: 'role', id: 'lead' }

async function storeWith(...ids: string[]) {
  const store = memoryStore()
  await store.commit(creation(ticket()))
  await store.putNotifications(ids.map((id) => notification({ id })))
  const idsOf = async (changes: Partial<NotificationQuery> = {}) => {
    const query = { tenant: ACME, recipients: [ANN], unreadOnly: false, limit: 9, after: null, ...changes }
    return (await store.notifications(query)).map(({ id }) => id)
  }
  return { store, idsOf }
}

test('a page takes from every recipient, each once', async () => {
  const { store, idsOf } = await storeWith('a', 'c')
  await store.putNotifications([notification({ id: 'b', recipient: LEADS })])
  expect(await idsOf({ recipients: [LEADS, ANN, LEADS] })).toEqual(['c', 'b', 'a'])
  expect(await idsOf({ recipients: [LEADS, ANN], limit: 1, after: { createdAt: 1_000, id: 'c' } })).toEqual(['b'])
  expect(await idsOf({ recipients: [] })).toEqual([])
})

test('what is read leaves the unread, and what is put read never comes there', async () => {
  const { store, idsOf } = await storeWith('a', 'b')
  await store.putNotifications([notification({ id: 'c', readAt: 5 })])
  expect(await store.markNotificationsRead(ACME, [ANN], ['a', 'a', 'c', 'none'], 7)).toBe(1)
  expect(await idsOf({ unreadOnly: true })).toEqual(['b'])
  expect(await idsOf()).toEqual(['c', 'b', 'a'])
})

test('what is forgotten is gone from everywhere, and its id is free', async () => {
  const { store, idsOf } = await storeWith('a', 'b')
  await store.markNotificationsRead(ACME, [ANN], ['a'], 7)
  expect(await store.forgetNotifications(1_001)).toBe(2)
  expect([await idsOf(), await idsOf({ unreadOnly: true })]).toEqual([[], []])
  await store.putNotifications([notification({ id: 'a' })])
  expect(await idsOf({ unreadOnly: true })).toEqual(['a'])
})

test('one of a ticket that does not exist is refused with all others', async () => {
  const { store, idsOf } = await storeWith('a')
  const wrong = [notification({ id: 'b' }), notification({ id: 'c', ticketId: 'none' })]
  await expect(store.putNotifications(wrong)).rejects.toMatchObject({ code: 'INTERNAL' })
  expect(await idsOf()).toEqual(['a'])
})
