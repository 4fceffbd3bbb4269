import assert from 'node:assert/strict'
import type { Store } from '@docket/core/store'
import { idsOf } from '../assertions.js'
import { agentPut, START, TENANT, teamPut, viewPut, webhookPut } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('directory pages')

const pageOf = (store: Store, after: string | null = null, limit = 100) =>
  store.directoryEntries(TENANT, 'view', { after, limit })

export const directoryPageCases = [
  test('current', 'the entries of a kind come in their current version, as they were put', async ({ store }) => {
    await store.putDirectory(viewPut('v1', 1))
    const query = { where: { phase: ['open'], createdAt: { from: START } }, after: null }
    const current = viewPut('v1', 2, { name: 'Mine 我的', shared: true, query })
    await store.putDirectory(current)
    assert.deepEqual(await pageOf(store), [current])
    assert.deepEqual(await store.directoryEntry(TENANT, 'view', 'v1'), current)
    assert.deepEqual(await store.directoryHistory(TENANT, 'view', 'v1'), [viewPut('v1', 1), current])
  }),

  test('webhook', 'every part of an endpoint of webhooks is kept', async ({ store }) => {
    await store.putDirectory(webhookPut('w1', 1))
    const current = webhookPut('w1', 2, {
      events: ['ticket.created', 'message.added'],
      status: 'disabled',
      disabled: { at: START, reason: 'gone' },
      secretNumber: 3,
      rotatedAt: START - 1,
    })
    await store.putDirectory(current)
    await store.putDirectory(webhookPut('w2', 1, { status: 'removed' }))
    assert.deepEqual(await store.directoryEntry(TENANT, 'webhook', 'w1'), current)
    assert.deepEqual(await store.directoryEntries(TENANT, 'webhook', { after: null, limit: 9 }), [current])
    assert.deepEqual(await pageOf(store), [])
  }),

  test('kinds', 'entries of other kinds and tenants are left out', async ({ store }) => {
    await store.putDirectory(viewPut('v1', 1))
    await store.putDirectory(agentPut('a1', 1))
    await store.putDirectory(teamPut('v1', 1))
    await store.putDirectory({ ...viewPut('v2', 1), tenant: 'other' })
    assert.deepEqual(idsOf(await pageOf(store)), ['v1'])
    const others = await store.directoryEntries('other', 'view', { after: null, limit: 9 })
    assert.deepEqual(idsOf(others), ['v2'])
    assert.deepEqual(await store.directoryEntries('stranger', 'view', { after: null, limit: 9 }), [])
    assert.deepEqual(idsOf(await store.directoryEntries(TENANT, 'team', { after: null, limit: 9 })), ['v1'])
  }),

  test('removed', 'removed entries are left out until they are put again', async ({ store }) => {
    await store.putDirectory(viewPut('v1', 1))
    await store.putDirectory(viewPut('v1', 2, { status: 'removed' }))
    assert.deepEqual(await pageOf(store), [])
    await store.putDirectory(viewPut('v1', 3))
    assert.deepEqual(idsOf(await pageOf(store)), ['v1'])
  }),

  test('pages', 'pages go on behind an id, by code point', async ({ store }) => {
    for (const id of ['b', 'a', '😀', 'B', '\uffee', 'a b', 'ab']) await store.putDirectory(viewPut(id, 1))
    const ordered = ['B', 'a', 'a b', 'ab', 'b', '\uffee', '😀']
    assert.deepEqual(idsOf(await pageOf(store)), ordered)
    assert.deepEqual(idsOf(await pageOf(store, null, 2)), ['B', 'a'])
    assert.deepEqual(idsOf(await pageOf(store, 'a', 3)), ['a b', 'ab', 'b'])
    assert.deepEqual(idsOf(await pageOf(store, 'aa')), ordered.slice(3))
    assert.deepEqual(await pageOf(store, '😀'), [])
  }),
]
