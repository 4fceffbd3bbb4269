import assert from 'node:assert/strict'
import { type Commit, DocketError, type Store } from '@docket/core/store'
import { apply, given } from '../assertions.js'
import { readContents } from '../read-contents.js'
import {
  change,
  commitOf,
  creation,
  eventRecord,
  messageRecord,
  nextVersion,
  outboxRecord,
  TENANT,
  ticketRecord,
} from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('caller faults')

const SCOPE = { tenant: TENANT, tickets: ['t1', 't2'], counters: ['n'] }

/** Fails unless the commit is thrown back and leaves nothing: no repetition could succeed, so it is no conflict. */
async function thrownBack(store: Store, commit: Commit): Promise<void> {
  const before = await readContents(store, SCOPE)
  const counted = { ...commit, counters: [{ key: 'n', delta: 1 }] }
  await assert.rejects(store.commit(counted), (error) => DocketError.is(error), 'a DocketError')
  assert.deepEqual(await readContents(store, SCOPE), before)
}

export const callerFaultCases = [
  test('message-id', 'a message’s id is given once', async ({ store }) => {
    const ticket = ticketRecord('t1')
    await given(store, ticket, { messages: [messageRecord(ticket, 'm1')] })
    const next = nextVersion(ticket)
    await thrownBack(store, change(next, { messages: [messageRecord(next, 'm1', { body: 'other' })] }))
    assert.equal((await store.messages(TENANT, ['m1']))[0]?.body, 'Body of m1')
  }),

  test('outbox-id', 'an outbox message’s id is given once', async ({ store }) => {
    const ticket = ticketRecord('t1')
    await given(store, ticket, { outbox: [outboxRecord(ticket, 'o1')] })
    const next = nextVersion(ticket)
    await thrownBack(store, change(next, { outbox: [outboxRecord(next, 'o1')] }))
    await thrownBack(store, creation(ticketRecord('t2'), { outbox: [outboxRecord(ticketRecord('t2'), 'o1')] }))
  }),

  test('content-revision', 'an earlier content is written once', async ({ store }) => {
    const content = { tenant: TENANT, ticketId: 't1', name: 'subject', revision: 1, value: 'one' }
    const ticket = await given(store, ticketRecord('t1'), { contents: [content] })
    await thrownBack(store, change(nextVersion(ticket), { contents: [{ ...content, value: 'two' }] }))
  }),

  test('event-again', 'an event’s place in the log is given once', async ({ store }) => {
    const ticket = await given(store, ticketRecord('t1'))
    await thrownBack(store, change(nextVersion(ticket), { events: [eventRecord(ticket)] }))
  }),

  test('event-gap', 'an event that leaves a gap in the log is refused', async ({ store }) => {
    const ticket = await given(store, ticketRecord('t1'))
    const next = nextVersion(ticket)
    await thrownBack(store, change(next, { events: [eventRecord(next, { seq: 3 })] }))
    await thrownBack(store, creation(ticketRecord('t2'), { events: [eventRecord(ticketRecord('t2'), { seq: 2 })] }))
  }),

  test.advice('unexpected-ticket', 'a ticket without an expectation is refused', async ({ store }) => {
    const ticket = await given(store, ticketRecord('t1'))
    await thrownBack(store, { ...change(nextVersion(ticket)), expect: [] })
    await thrownBack(store, { ...creation(ticketRecord('t2')), expect: [{ ticketId: 't1', version: 1 }] })
  }),

  test('foreign-record', 'a record that names another tenant reaches no other tenant', async ({ store }) => {
    const own = ticketRecord('t1')
    const foreign = ticketRecord('t1', { tenant: 'other' })
    const parts: Partial<Commit>[] = [
      { expect: [{ ticketId: 't1', version: 0 }], tickets: [foreign], events: [eventRecord(own)] },
      { expect: [{ ticketId: 't1', version: 0 }], tickets: [own], events: [eventRecord(foreign)] },
      { messages: [messageRecord(foreign, 'm1')] },
      { contents: [{ tenant: 'other', ticketId: 't1', name: 'subject', revision: 1, value: 'x' }] },
    ]
    const empty = await readContents(store, { ...SCOPE, tenant: 'other' })
    for (const part of parts) {
      await store.commit(commitOf(part)).catch((error: unknown) => assert.ok(DocketError.is(error)))
      assert.deepEqual(await readContents(store, { ...SCOPE, tenant: 'other' }), empty)
      assert.equal((await store.messages('other', ['m1']))[0], null)
    }
  }),

  test('usable-after', 'a store goes on after a commit that was thrown back', async ({ store }) => {
    const ticket = ticketRecord('t1')
    await given(store, ticket, { messages: [messageRecord(ticket, 'm1')] })
    const next = nextVersion(ticket)
    await thrownBack(store, change(next, { messages: [messageRecord(next, 'm1')] }))
    await apply(store, change(next, { messages: [messageRecord(next, 'm2')] }))
    assert.equal((await store.load(TENANT, 't1'))?.version, 2)
  }),
]
