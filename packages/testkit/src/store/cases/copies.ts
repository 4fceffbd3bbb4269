import assert from 'node:assert/strict'
import type { Commit, Store } from '@docket/core/store'
import { apply } from '../assertions.js'
import {
  AGENT,
  agentPut,
  attachmentRecord,
  creation,
  definitionRecord,
  eventRecord,
  idempotencyRecord,
  messageRecord,
  notificationRecord,
  outboxRecord,
  START,
  slaRecord,
  TENANT,
  ticketRecord,
  timerRecord,
  viewPut,
} from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('copies')

/** Changes everything inside a value that can be changed. */
function scribble(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const child of Object.values(value)) scribble(child)
  if (Array.isArray(value)) {
    value.push('scribbled')
    return
  }
  for (const key of Object.keys(value)) {
    const current: unknown = Reflect.get(value, key)
    if (typeof current === 'string') Reflect.set(value, key, `${current} scribbled`)
    if (typeof current === 'number') Reflect.set(value, key, current + 1)
    if (current === null) Reflect.set(value, key, 'scribbled')
  }
}

const fullAgent = () =>
  agentPut('a1', 1, {
    teams: ['x'],
    channels: { chat: 2 },
    vacations: [{ from: START, to: START + 1 }],
    skills: { fibre: 3 },
    languages: ['de'],
  })

function fullCommit(dueAt: number): Commit {
  const ticket = ticketRecord('t1', {
    offer: { agent: 'a1', team: 'x', since: START, until: START + 1 },
    passedBy: ['a2'],
    inputs: { value: 3 },
    tags: ['tag'],
    fields: { nested: { list: ['x'] } },
    personal: { phone: { number: '1' } },
    external: { source: 'mail', id: '1' },
    sla: slaRecord(),
    dueAt: START,
  })
  return creation(ticket, {
    events: [eventRecord(ticket, { data: { nested: { list: ['x'] } } })],
    messages: [messageRecord(ticket, 'm1', { external: { source: 'mail', id: 'm' } })],
    contents: [{ tenant: TENANT, ticketId: 't1', name: 'subject', revision: 1, value: { text: ['old'] } }],
    attachments: [{ attachmentId: 'f1', uploader: { type: 'agent', id: 'agent-1' }, ticketId: 't1', messageId: 'm1' }],
    timers: { set: [timerRecord(ticket, dueAt, { data: { list: ['x'] } })], cancel: [] },
    outbox: [outboxRecord(ticket, 'o1', { data: { list: ['x'] } })],
    revives: [],
    searches: [{ tenant: TENANT, ticketId: 't1', part: 'm1', visibility: 'public', terms: ['vpn'] }],
    idempotency: idempotencyRecord(ticket, 'key', { result: { ids: ['m1'] } }),
  })
}

/** Every method that returns rows without changing any. */
const reads = (store: Store): Readonly<Record<string, () => Promise<unknown>>> => {
  const page = { tenant: TENANT, ticketId: 't1', afterSeq: 0, limit: 10 }
  return {
    load: () => store.load(TENANT, 't1'),
    loadMany: () => store.loadMany(TENANT, ['t1']),
    findByExternal: () => store.findByExternal(TENANT, [{ source: 'mail', id: '1' }]),
    query: () => store.query({ tenant: TENANT, where: [], sort: 'createdAt', direction: 'asc', limit: 9, after: null }),
    search: () =>
      store.search({ tenant: TENANT, terms: ['vpn'], where: [], visibility: ['public'], limit: 9, after: null }),
    thread: () => store.thread({ ...page, visibility: ['public'] }),
    messages: () => store.messages(TENANT, ['m1']),
    history: () => store.history(page),
    contents: () => store.contents(TENANT, 't1'),
    findByIdempotencyKey: () => store.findByIdempotencyKey(TENANT, 'agent:agent-1:reply', 'key'),
    attachment: () => store.attachment(TENANT, 'f1'),
    attachments: () => store.attachments(TENANT, 't1'),
    directoryEntry: () => store.directoryEntry(TENANT, 'agent', 'a1'),
    directoryEntries: () => store.directoryEntries(TENANT, 'view', { after: null, limit: 9 }),
    directoryHistory: () => store.directoryHistory(TENANT, 'agent', 'a1'),
    agents: () => store.agents(TENANT, null),
    definition: () => store.definition(TENANT, 'workflow', 'support', 1),
    notifications: () =>
      store.notifications({ tenant: TENANT, recipients: [AGENT], unreadOnly: false, limit: 9, after: null }),
    registerDefinitions: () => store.registerDefinitions([definitionRecord('support')]),
  }
}

export const copyCases = [
  test('returned', 'what a method returned is the caller’s own', async ({ store, clock }) => {
    await store.putAttachment(attachmentRecord('f1'))
    await store.putDirectory(fullAgent())
    await store.putDirectory(viewPut('v1', 1))
    await store.registerDefinitions([definitionRecord('support', { content: { states: ['new'] } })])
    await apply(store, fullCommit(clock.now()))
    await store.putNotifications([notificationRecord(ticketRecord('t1'), 'n1', { data: { list: ['x'] } })])
    for (const [method, read] of Object.entries(reads(store))) {
      const before = structuredClone(await read())
      assert.notEqual(JSON.stringify(before), '[]', method)
      assert.notEqual(before, null, method)
      scribble(await read())
      assert.deepEqual(await read(), before, method)
    }
  }),

  test('passed', 'what was passed may be changed afterwards', async ({ store, clock }) => {
    const attachment = structuredClone(attachmentRecord('f1'))
    const agent = structuredClone(fullAgent())
    const view = structuredClone(viewPut('v1', 1))
    const definition = structuredClone(definitionRecord('support', { content: { states: ['new'] } }))
    await store.putAttachment(attachment)
    await store.putDirectory(agent)
    await store.putDirectory(view)
    await store.registerDefinitions([definition])
    const commit = structuredClone(fullCommit(clock.now()))
    await apply(store, commit)
    const notification = structuredClone(notificationRecord(ticketRecord('t1'), 'n1', { data: { list: ['x'] } }))
    await store.putNotifications([notification])
    const before = await Promise.all(Object.values(reads(store)).map((read) => read()))
    for (const value of [attachment, agent, view, definition, commit, notification]) scribble(value)
    assert.deepEqual(await Promise.all(Object.values(reads(store)).map((read) => read())), before)
  }),

  test.advice('passed-while-running', 'what was passed is taken when the call is made', async ({ store }) => {
    const commit = structuredClone(creation(ticketRecord('t1', { fields: { list: ['x'] } })))
    const expected = structuredClone(commit.tickets[0])
    const running = store.commit(commit)
    scribble(commit)
    await running
    assert.deepEqual(await store.load(TENANT, 't1'), expected)
  }),

  test('claimed-timer', 'a claimed timer is the claimer’s own', async ({ store, clock }) => {
    await store.putAttachment(attachmentRecord('f1'))
    await apply(store, fullCommit(clock.now() - 1000))
    const [first] = await store.claimTimers({ limit: 1, leaseMs: 1000, token: 'one' })
    const before = structuredClone(first)
    scribble(first)
    await clock.advance(2000)
    const [second] = await store.claimTimers({ limit: 1, leaseMs: 1000, token: 'two' })
    assert.deepEqual(second?.timer, before?.timer)
  }),

  test('claimed-message', 'a claimed outbox message is the claimer’s own', async ({ store, clock }) => {
    await store.putAttachment(attachmentRecord('f1'))
    await apply(store, fullCommit(clock.now() + 1000))
    const [first] = await store.claimOutbox({ limit: 1, leaseMs: 1000, token: 'one' })
    const before = structuredClone(first)
    scribble(first)
    await clock.advance(2000)
    const [second] = await store.claimOutbox({ limit: 1, leaseMs: 1000, token: 'two' })
    assert.deepEqual(second?.message, before?.message)
  }),

  test('conflict', 'the record of an idempotency conflict is the caller’s own', async ({ store, clock }) => {
    await store.putAttachment(attachmentRecord('f1'))
    await apply(store, fullCommit(clock.now()))
    const again = () =>
      store.commit(creation(ticketRecord('t2'), { idempotency: idempotencyRecord(ticketRecord('t2'), 'key') }))
    const before = structuredClone(await again())
    scribble(await again())
    assert.deepEqual(await again(), before)
  }),
]
