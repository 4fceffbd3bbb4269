import assert from 'node:assert/strict'
import type { ActorReference, NotificationQuery, NotificationRecord, Store } from '@docket/core/store'
import { given, idsOf, range } from '../assertions.js'
import { AGENT, notificationRecord, START, TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('notifications')

const ROLE: ActorReference = { type: 'role', id: 'lead' }
const ASKED = { tenant: TENANT, recipients: [AGENT], unreadOnly: false, limit: 1000, after: null } as const

/** The ticket that the notifications are of. */
const someTicket = (store: Store) => given(store, ticketRecord('t1'))

/** All pages one after the other, with something done between two of them. */
async function walk(
  store: Store,
  query: Partial<NotificationQuery> & { readonly limit: number },
  between?: () => Promise<void>,
): Promise<NotificationRecord[]> {
  const seen: NotificationRecord[] = []
  for (;;) {
    const last = seen.at(-1)
    const after = last === undefined ? null : { createdAt: last.createdAt, id: last.id }
    const page = await store.notifications({ ...ASKED, ...query, after })
    seen.push(...page)
    if (page.length < query.limit) return seen
    await between?.()
  }
}

export const notificationCases = [
  test('put', 'every part of a notification is kept, filled or null', async ({ store, other }) => {
    const ticket = await someTicket(store)
    const plain = notificationRecord(ticket, 'n1')
    const full = notificationRecord(ticket, 'n2', {
      recipient: ROLE,
      kind: 'sla.breached',
      data: { target: 'resolution', list: [1, null, '😀'] },
      createdAt: START + 5,
      readAt: START + 6,
    })
    await store.putNotifications([plain, full])
    assert.deepEqual(await other.notifications({ ...ASKED, recipients: [AGENT, ROLE] }), [full, plain])
    await store.putNotifications([])
  }),

  test('put-twice', 'put twice it is there once, as it was first', async ({ store, other }) => {
    const ticket = await someTicket(store)
    const first = notificationRecord(ticket, 'n1')
    await store.putNotifications([first, { ...first, kind: 'changed' }])
    const later = { ...first, recipient: ROLE, createdAt: START + 9, data: { changed: true } }
    await other.putNotifications([later, notificationRecord(ticket, 'n2')])
    assert.deepEqual(idsOf(await store.notifications(ASKED)), ['n2', 'n1'])
    assert.deepEqual((await store.notifications(ASKED))[1], first)
    assert.deepEqual(await store.notifications({ ...ASKED, recipients: [ROLE] }), [])
  }),

  test('put-race', 'of parallel puts under one id one is kept', async ({ store, other }) => {
    const ticket = await someTicket(store)
    await Promise.all(
      range(12).map((index) =>
        (index % 2 === 0 ? store : other).putNotifications(
          (index % 3 === 0 ? ['c', 'b', 'a'] : ['a', 'b', 'c']).map((id) =>
            notificationRecord(ticket, id, { data: { index } }),
          ),
        ),
      ),
    )
    assert.deepEqual(idsOf(await store.notifications(ASKED)), ['c', 'b', 'a'])
  }),

  test('all-or-none', 'of several either all are kept or none', async ({ store }) => {
    const ticket = await someTicket(store)
    const nowhere = notificationRecord({ tenant: TENANT, id: 'none' }, 'n2')
    await assert.rejects(
      store.putNotifications([notificationRecord(ticket, 'n1'), nowhere, notificationRecord(ticket, 'n3')]),
    )
    assert.deepEqual(await store.notifications(ASKED), [])
    await store.putNotifications([notificationRecord(ticket, 'n1')])
    assert.deepEqual(idsOf(await store.notifications(ASKED)), ['n1'])
  }),

  test('pages', 'the latest come first, ties by id, whatever the page size', async ({ store }) => {
    const ticket = await someTicket(store)
    // By code point, which for the last two is not the order of UTF-16 units.
    const ids = ['B', 'a', 'aa', 'b', '\u{ff5e}', '\u{1f3ab}']
    const order = [START + 2, START + 1, START].flatMap((createdAt) =>
      [...ids].reverse().map((id) => ({ id: `${id}${createdAt - START}`, createdAt })),
    )
    const shuffled = range(order.length).flatMap((index) => order[(index * 5) % order.length] ?? [])
    await store.putNotifications(shuffled.map(({ id, createdAt }) => notificationRecord(ticket, id, { createdAt })))
    for (const limit of [1, 2, 5, 18, 100]) {
      assert.deepEqual(idsOf(await walk(store, { limit })), idsOf(order), `pages of ${limit}`)
    }
    const nowhere = { createdAt: START + 1, id: 'ab' }
    assert.deepEqual(idsOf(await store.notifications({ ...ASKED, limit: 3, after: nowhere })), ['aa1', 'a1', 'B1'])
  }),

  test('pages-while-put', 'what is put between pages repeats and skips nothing', async ({ store, other }) => {
    const ticket = await someTicket(store)
    const old = range(30).map((index) => notificationRecord(ticket, `n${index}`, { createdAt: START + (index % 3) }))
    await store.putNotifications(old)
    const before = idsOf(await store.notifications(ASKED))
    let turn = 0
    const put = async (): Promise<void> => {
      turn += 1
      const createdAt = START - 1 + (turn % 5)
      await other.putNotifications([notificationRecord(ticket, `m${turn}`, { createdAt })])
      await other.markNotificationsRead(TENANT, [AGENT], [`n${turn}`], START + 9)
    }
    const seen = idsOf(await walk(store, { limit: 4 }, put))
    assert.equal(new Set(seen).size, seen.length, 'none twice')
    assert.deepEqual(
      seen.filter((id) => id.startsWith('n')),
      before,
    )
  }),

  test('recipients', 'a page is of those to any of the recipients, by type and id', async ({ store }) => {
    const ticket = await someTicket(store)
    const to = (id: string, type: string, recipient: string) =>
      notificationRecord(ticket, id, { recipient: { type, id: recipient } })
    await store.putNotifications([
      to('n1', 'agent', 'ann'),
      to('n2', 'agent', 'lead'),
      to('n3', 'role', 'lead'),
      to('n4', 'role', 'ann'),
      to('n5', 'agent', 'Ann'),
    ])
    const read = async (recipients: ActorReference[], limit = 10) =>
      idsOf(await store.notifications({ ...ASKED, recipients, limit }))
    const ann = { type: 'agent', id: 'ann' }
    assert.deepEqual(await read([ann]), ['n1'])
    assert.deepEqual(await read([ROLE]), ['n3'])
    assert.deepEqual(await read([ann, ROLE, ann]), ['n3', 'n1'])
    assert.deepEqual(await read([ann, ROLE], 1), ['n3'])
    assert.deepEqual(await read([{ type: 'agent', id: 'nobody' }]), [])
    const many = range(98).map((index) => ({ type: 'agent', id: `agent-${index}x` }))
    assert.deepEqual(await read([...many, ROLE, ann]), ['n3', 'n1'])
  }),

  test('thousand', 'a page holds up to a thousand', async ({ store }) => {
    const ticket = await someTicket(store)
    const recipients = [AGENT, ROLE]
    const all = range(1100).map((index) =>
      notificationRecord(ticket, `n${String(index).padStart(4, '0')}`, {
        recipient: index % 4 === 0 ? ROLE : AGENT,
        createdAt: START + Math.floor(index / 3),
      }),
    )
    await store.putNotifications(all)
    const first = await store.notifications({ ...ASKED, recipients })
    assert.equal(first.length, 1000)
    assert.deepEqual(idsOf(await walk(store, { recipients, limit: 1000 })), idsOf(all.reverse()))
  }),
]
