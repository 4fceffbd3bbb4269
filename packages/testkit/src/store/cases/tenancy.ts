import assert from 'node:assert/strict'
import type { Commit, Store, TicketCondition } from '@docket/core/store'
import { apply, conflictOf, given, idsOf, range } from '../assertions.js'
import { readContents } from '../read-contents.js'
import {
  AGENT,
  agentPut,
  attachmentRecord,
  change,
  commitOf,
  creation,
  idempotencyRecord,
  messageRecord,
  nextVersion,
  notificationRecord,
  outboxRecord,
  START,
  TENANT,
  ticketRecord,
  timerRecord,
} from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'

const test = caseGroup('tenancy')

const MINUTE = 60_000
const SCOPE = 'agent:agent-1:reply'
const EXTERNAL = { source: 'mail', id: '1' }

/** One tenant's share of a store: the same ids for every tenant, with the tenant's name in what they carry. */
async function populate({ store, clock }: CaseContext, tenant: string): Promise<Commit> {
  await store.putAttachment(attachmentRecord('f1', { tenant, name: tenant }))
  await store.putDirectory(agentPut('a1', 1, { name: tenant, teams: ['x'] }, tenant))
  const ticket = ticketRecord('t1', {
    tenant,
    subject: tenant,
    external: EXTERNAL,
    tags: ['tag'],
    watchers: ['w'],
    fields: { severity: 1, product: tenant },
    assignee: 'a1',
    team: 'x',
    category: 'c',
    dueAt: START,
  })
  const commit = creation(ticket, {
    messages: [messageRecord(ticket, 'm1', { body: tenant, external: EXTERNAL })],
    contents: [{ tenant, ticketId: 't1', name: 'subject', revision: 1, value: tenant }],
    attachments: [{ attachmentId: 'f1', uploader: AGENT, ticketId: 't1', messageId: 'm1' }],
    timers: { set: [timerRecord(ticket, clock.now() - MINUTE, { data: { tenant } })], cancel: [] },
    outbox: [outboxRecord(ticket, 'o1', { data: { tenant } })],
    counters: [{ key: 'load:a1', delta: tenant.length }],
    idempotency: idempotencyRecord(ticket, 'k1', { result: { tenant } }),
  })
  await apply(store, commit)
  await store.putNotifications([notificationRecord(ticket, 'n1', { data: { tenant } })])
  return commit
}

/** Everything that a tenant can read under the ids that all tenants use. */
const readAll = (store: Store, tenant: string) =>
  readContents(store, {
    tenant,
    tickets: ['t1'],
    attachments: ['f1'],
    counters: ['load:a1'],
    idempotency: [{ scope: SCOPE, key: 'k1' }],
    directory: [{ kind: 'agent', id: 'a1' }],
    recipients: [AGENT],
  })

export const tenancyCases = [
  test('nothing-foreign', 'every reading method shows a foreign tenant nothing', async (context) => {
    const { store } = context
    const empty = await readAll(store, 'stranger')
    await populate(context, TENANT)
    for (const stranger of ['stranger', '', '*', 'ACME', 'acm', 'acme ', '%']) {
      assert.deepEqual(await readAll(store, stranger), empty, stranger)
      assert.deepEqual(await store.loadMany(stranger, ['t1']), [null])
      assert.equal((await store.messages(stranger, ['m1']))[0], null)
      assert.deepEqual(await store.findByExternal(stranger, [EXTERNAL]), [null])
      assert.equal(await store.directoryEntry(stranger, 'agent', 'a1'), null)
      assert.deepEqual(await store.agents(stranger, null), [])
      assert.deepEqual(await store.agents(stranger, ['x']), [])
    }
  }),

  test('no-foreign-list', 'no filter reaches a foreign tenant’s ticket', async (context) => {
    const { store } = context
    await populate(context, TENANT)
    const conditions: TicketCondition[] = [
      { on: 'phase', in: ['open'] },
      { on: 'workflow', is: 'support' },
      { on: 'state', is: 'new' },
      { on: 'requester', is: 'customer-1' },
      { on: 'assignee', is: 'a1' },
      { on: 'team', is: 'x' },
      { on: 'category', is: 'c' },
      { on: 'channel', is: 'web' },
      { on: 'priorityRank', in: [3] },
      { on: 'tag', is: 'tag' },
      { on: 'watcher', is: 'w' },
      { on: 'createdAt', from: START },
      { on: 'updatedAt', from: START },
      { on: 'dueAt', from: START },
      { on: 'field', name: 'severity', is: 1 },
      { on: 'field', name: 'severity', from: 0 },
    ]
    for (const sort of ['createdAt', 'updatedAt', 'priority', 'dueAt'] as const) {
      for (const condition of [null, ...conditions]) {
        const where = condition === null ? [] : [condition]
        const query = { where, sort, direction: 'desc', limit: 10, after: null } as const
        assert.deepEqual(await store.query({ ...query, tenant: 'stranger' }), [], JSON.stringify(condition))
        assert.deepEqual(idsOf(await store.query({ ...query, tenant: TENANT })), ['t1'], JSON.stringify(condition))
      }
    }
  }),

  test('same-ids', 'tenants may use the same ids, each with its own', async (context) => {
    const { store } = context
    const alone = new Map<string, unknown>()
    for (const tenant of ['one', 'three', 'seventeen']) {
      await populate(context, tenant)
      alone.set(tenant, await readAll(store, tenant))
    }
    for (const [tenant, contents] of alone) {
      assert.deepEqual(await readAll(store, tenant), contents)
      assert.equal((await store.load(tenant, 't1'))?.subject, tenant)
      assert.equal((await store.messages(tenant, ['m1']))[0]?.body, tenant)
      assert.deepEqual(await store.counters(tenant, ['load:a1']), [tenant.length])
      assert.deepEqual(
        (await store.findByExternal(tenant, [EXTERNAL])).map((ticket) => ticket?.tenant),
        [tenant],
      )
      for (const teams of [null, ['x']]) {
        assert.deepEqual(
          (await store.agents(tenant, teams)).map(({ name }) => name),
          [tenant],
        )
      }
    }
  }),

  test('claims-carry-tenant', 'claims reach every tenant, each row with its own', async (context) => {
    const tenants = ['one', 'three', 'seventeen']
    for (const tenant of tenants) await populate(context, tenant)
    const claim = { limit: 100, leaseMs: MINUTE, token: 'one' }
    const timers = await context.store.claimTimers(claim)
    const messages = await context.store.claimOutbox(claim)
    assert.deepEqual(
      timers.map(({ timer }) => [timer.tenant, timer.data['tenant']]).sort(),
      tenants.map((t) => [t, t]).sort(),
    )
    assert.deepEqual(
      messages.map(({ message }) => [message.tenant, message.data['tenant']]).sort(),
      tenants.map((t) => [t, t]).sort(),
    )
  }),

  test('foreign-settle', 'a token settles nothing of another tenant', async (context) => {
    const { store } = context
    await populate(context, TENANT)
    await populate(context, 'other')
    await store.claimTimers({ limit: 100, leaseMs: MINUTE, token: 'one' })
    await store.claimOutbox({ limit: 100, leaseMs: MINUTE, token: 'one' })
    const [token, outcome] = ['one', { kind: 'dead', error: 'x' } as const]
    const timer = { ticketId: 't1', key: 'timeout', token, outcome }
    assert.equal(await store.settleTimers([{ ...timer, tenant: 'stranger' }]), 0)
    assert.equal(await store.settleOutbox([{ tenant: 'stranger', id: 'o1', token, outcome }]), 0)
    const settles = { ticketId: 't1', key: 'timeout', epoch: 1, token }
    conflictOf(await store.commit(commitOf({ tenant: 'stranger', settles })), 'lease')
    assert.equal(await store.settleTimers([{ ...timer, tenant: 'other' }]), 1)
    assert.equal(await store.settleOutbox([{ tenant: 'other', id: 'o1', token, outcome }]), 1)
    assert.deepEqual(await store.deadLetters(TENANT), [])
    assert.deepEqual(await store.deadLetters('stranger'), [])
    assert.deepEqual((await store.deadLetters('other')).map((letter) => letter.kind).sort(), ['outbox', 'timer'])
    await apply(store, commitOf({ settles }))
  }),

  test('foreign-change', 'a commit changes nothing of another tenant', async (context) => {
    const { store } = context
    await populate(context, TENANT)
    await populate(context, 'other')
    const before = await readAll(store, TENANT)
    const ticket = await store.load('other', 't1')
    assert.ok(ticket)
    const parts: Partial<Commit> = {
      timers: { set: [], cancel: [{ ticketId: 't1', key: 'timeout' }] },
      erasures: [{ ticketId: 't1' }],
      counters: [{ key: 'load:a1', delta: -1 }],
    }
    await apply(store, change(nextVersion(ticket, { state: 'changed' }), parts))
    assert.deepEqual(await readAll(store, TENANT), before)
    const timers = await store.claimTimers({ limit: 10, leaseMs: MINUTE, token: 'one' })
    assert.deepEqual(
      timers.map(({ timer }) => timer.tenant),
      [TENANT],
    )
  }),

  test('foreign-version', 'a ticket of another tenant does not exist for an expectation', async ({ store }) => {
    const ticket = await given(store, ticketRecord('t1'))
    const foreign = { ...nextVersion(ticket), tenant: 'stranger' }
    assert.equal(conflictOf(await store.commit(change(foreign)), 'version').actual, 0)
    assert.deepEqual(await store.load(TENANT, 't1'), ticket)
    await given(store, ticketRecord('t1', { tenant: 'stranger' }))
    assert.deepEqual(await store.load(TENANT, 't1'), ticket)
  }),

  test('foreign-file', 'a file of another tenant cannot be linked', async ({ store }) => {
    await store.putAttachment(attachmentRecord('f1'))
    const link = { attachmentId: 'f1', uploader: AGENT, ticketId: 't1', messageId: null }
    const commit = creation(ticketRecord('t1', { tenant: 'stranger' }), { attachments: [link] })
    conflictOf(await store.commit(commit), 'attachment')
    assert.equal((await store.attachment(TENANT, 'f1'))?.ticketId, null)
  }),

  test('foreign-notification', 'a notification of another tenant can be neither read nor marked', async (context) => {
    const { store } = context
    await populate(context, TENANT)
    await populate(context, 'other')
    const asked = { recipients: [AGENT], unreadOnly: true, limit: 10, after: null }
    assert.equal(await store.markNotificationsRead('stranger', [AGENT], ['n1'], START + 1), 0)
    assert.equal(await store.markNotificationsRead('other', [AGENT], ['n1'], START + 1), 1)
    assert.deepEqual(idsOf(await store.notifications({ ...asked, tenant: TENANT })), ['n1'])
    assert.deepEqual(await store.notifications({ ...asked, tenant: 'other' }), [])
    assert.deepEqual(await store.notifications({ ...asked, tenant: 'stranger' }), [])
  }),

  test('outbox-queues', 'a ticket of one id in two tenants is two queues', async ({ store }) => {
    for (const tenant of ['one', 'two']) {
      const ticket = ticketRecord('t1', { tenant })
      const outbox = range(2).map((ordinal) => outboxRecord(ticket, `o${ordinal}`, { ordinal }))
      await given(store, ticket, { outbox })
    }
    const claim = { limit: 10, leaseMs: MINUTE }
    const first = await store.claimOutbox({ ...claim, token: 'one' })
    assert.deepEqual(first.map(({ message }) => `${message.tenant} ${message.id}`).sort(), ['one o0', 'two o0'])
    await store.settleOutbox([{ tenant: 'two', id: 'o0', token: 'one', outcome: { kind: 'done' } }])
    const second = await store.claimOutbox({ ...claim, token: 'two' })
    assert.deepEqual(
      second.map(({ message }) => `${message.tenant} ${message.id}`),
      ['two o1'],
    )
  }),

  test('directory-versions', 'versions of the directory are counted per tenant', async ({ store }) => {
    assert.equal(await store.putDirectory(agentPut('a1', 1, {}, 'one')), true)
    assert.equal(await store.putDirectory(agentPut('a1', 2, {}, 'two')), false)
    assert.equal(await store.putDirectory(agentPut('a1', 1, {}, 'two')), true)
    assert.equal(await store.putDirectory(agentPut('a1', 2, {}, 'one')), true)
    assert.equal((await store.directoryEntry('two', 'agent', 'a1'))?.version, 1)
  }),
]
