import assert from 'node:assert/strict'
import { apply, conflictOf, given, idsOf, range } from '../assertions.js'
import { change, creation, eventRecord, messageRecord, nextVersion, TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('threads')

/** Everything of a ticket from its beginning. */
const PAGE = { tenant: TENANT, ticketId: 't1', afterSeq: 0, limit: 1000 }

export const threadCases = [
  test('event', 'every part of an event is kept', async ({ store }) => {
    const ticket = ticketRecord('t1')
    const event = eventRecord(ticket, {
      type: 'ticket.imported',
      occurredAt: 5,
      recordedAt: 7,
      actor: { type: 'service', id: 'importer' },
      cause: { kind: 'import', id: 'zendesk', position: 3 },
      data: { a: [1, { b: null }] },
    })
    const next = nextVersion(ticket)
    const plain = eventRecord(next, { cause: { kind: 'timer', id: 'timeout' } })
    await given(store, ticket, { events: [event] })
    await apply(store, change(next, { events: [plain] }))
    assert.deepEqual(await store.history(PAGE), [event, plain])
  }),

  test('message', 'every part of a message is kept', async ({ store }) => {
    const ticket = ticketRecord('t1')
    const message = messageRecord(ticket, 'm1', {
      visibility: 'internal',
      author: { type: 'requester', id: 'customer-1' },
      body: null,
      channel: 'email',
      external: { source: 'mail', id: '<1@example>' },
      createdAt: 12,
    })
    await given(store, ticket, { messages: [message] })
    assert.deepEqual((await store.messages(TENANT, ['m1']))[0], message)
    assert.deepEqual(await store.thread({ ...PAGE, visibility: ['internal'] }), [message])
  }),

  test('messages', 'messages are read by their ids, of any ticket, in the order asked', async ({ store }) => {
    const [one, two] = [ticketRecord('t1'), ticketRecord('t2')]
    const note = messageRecord(one, 'm1', { visibility: 'internal' })
    const [reply, other] = [messageRecord(one, 'm3'), messageRecord(two, 'm2', { body: null })]
    await given(store, one, { messages: [note, reply] })
    await given(store, two, { messages: [other] })
    assert.deepEqual(await store.messages(TENANT, []), [])
    const asked = ['m3', 'none', 'm1', 'm2', 'm3', '']
    assert.deepEqual(await store.messages(TENANT, asked), [reply, null, note, other, reply, null])
    const many = range(300).map((index) => (index === 299 ? 'm1' : `none-${index}`))
    assert.deepEqual(await store.messages(TENANT, many), [...range(299).map(() => null), note])
    assert.deepEqual(await store.messages('other', ['m1', 'm2']), [null, null])
  }),

  test('history-pages', 'history is read in pages, oldest first', async ({ store }) => {
    const ticket = { ...ticketRecord('t1'), version: 25 }
    const events = range(25).map((index) => eventRecord(ticket, { seq: index + 1 }))
    await given(store, ticket, { events })
    assert.deepEqual(await store.history({ ...PAGE, limit: 10 }), events.slice(0, 10))
    assert.deepEqual(await store.history({ ...PAGE, afterSeq: 10, limit: 10 }), events.slice(10, 20))
    assert.deepEqual(await store.history({ ...PAGE, afterSeq: 20, limit: 10 }), events.slice(20))
    assert.deepEqual(await store.history({ ...PAGE, afterSeq: 25, limit: 10 }), [])
    assert.deepEqual(await store.history({ ...PAGE, limit: 1 }), events.slice(0, 1))
  }),

  test('history-order', 'history is in order of seq, whatever the events’ instants', async ({ store }) => {
    const ticket = { ...ticketRecord('t1'), version: 12 }
    const events = range(12).map((index) => eventRecord(ticket, { seq: index + 1, recordedAt: 1000 - index }))
    await given(store, ticket, { events })
    assert.deepEqual(await store.history(PAGE), events)
  }),

  test('thread-pages', 'a thread is read in pages, oldest first, by visibility', async ({ store }) => {
    const ticket = { ...ticketRecord('t1'), version: 20 }
    const events = range(20).map((index) => eventRecord(ticket, { seq: index + 1 }))
    const messages = range(20).map((index) =>
      messageRecord(ticket, `m${99 - index}`, {
        seq: index + 1,
        visibility: index % 3 === 0 ? 'internal' : 'public',
        createdAt: 5000 - index,
      }),
    )
    await given(store, ticket, { events, messages: [...messages].reverse() })
    const open = messages.filter((message) => message.visibility === 'public')
    const internal = messages.filter((message) => message.visibility === 'internal')
    assert.deepEqual(await store.thread({ ...PAGE, visibility: ['public', 'internal'] }), messages)
    assert.deepEqual(await store.thread({ ...PAGE, visibility: ['public'] }), open)
    assert.deepEqual(await store.thread({ ...PAGE, visibility: ['internal'] }), internal)
    assert.deepEqual(await store.thread({ ...PAGE, visibility: [] }), [])
    assert.deepEqual(await store.thread({ ...PAGE, visibility: ['public'], limit: 5 }), open.slice(0, 5))
    const afterSeq = open[4]?.seq ?? 0
    assert.deepEqual(await store.thread({ ...PAGE, visibility: ['public'], afterSeq, limit: 5 }), open.slice(5, 10))
  }),

  test('behind-all', 'a page behind any last entry is empty', async ({ store }) => {
    const ticket = ticketRecord('t1')
    await given(store, ticket, { messages: [messageRecord(ticket, 'm1')] })
    for (const afterSeq of [1, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
      assert.deepEqual(await store.history({ ...PAGE, afterSeq }), [])
      assert.deepEqual(await store.thread({ ...PAGE, visibility: ['public', 'internal'], afterSeq }), [])
    }
  }),

  test('own-rows', 'history, thread and contents are those of the ticket alone', async ({ store }) => {
    for (const id of ['t1', 't2']) {
      const ticket = ticketRecord(id)
      const contents = [{ tenant: TENANT, ticketId: id, name: 'subject', revision: 1, value: id }]
      await given(store, ticket, { messages: [messageRecord(ticket, `m-${id}`)], contents })
    }
    assert.deepEqual(
      (await store.history(PAGE)).map((event) => event.ticketId),
      ['t1'],
    )
    assert.deepEqual(idsOf(await store.thread({ ...PAGE, visibility: ['public'] })), ['m-t1'])
    assert.deepEqual(
      (await store.contents(TENANT, 't1')).map((content) => content.value),
      ['t1'],
    )
  }),

  test('contents', 'earlier contents of every name and revision are kept', async ({ store }) => {
    const ticket = ticketRecord('t1')
    const content = (name: string, revision: number, value: string | null) => ({
      tenant: TENANT,
      ticketId: 't1',
      name,
      revision,
      value,
    })
    const first = [content('subject', 1, 'one'), content('field:subject', 1, 'field')]
    const second = [content('subject', 2, 'two'), content('subject', 10, 'ten'), content('field:phone', 1, null)]
    await given(store, ticket, { contents: first })
    await apply(store, change(nextVersion(ticket), { contents: second }))
    const byName = (a: { name: string; revision: number }, b: { name: string; revision: number }) =>
      a.name === b.name ? a.revision - b.revision : a.name < b.name ? -1 : 1
    const stored = [...(await store.contents(TENANT, 't1'))].sort(byName)
    assert.deepEqual(stored, [...first, ...second].sort(byName))
  }),

  test('external-taken', 'a second message with an external reference is refused by its ticket', async ({ store }) => {
    const external = { source: 'mail', id: '<1@example>' }
    const ticket = ticketRecord('t1')
    await given(store, ticket, { messages: [messageRecord(ticket, 'm1', { external })] })
    const next = nextVersion(ticket)
    const same = await store.commit(change(next, { messages: [messageRecord(next, 'm2', { external })] }))
    assert.deepEqual(conflictOf(same, 'external-message'), { kind: 'external-message', ...external, ticketId: 't1' })
    const elsewhere = ticketRecord('t2')
    const result = await store.commit(creation(elsewhere, { messages: [messageRecord(elsewhere, 'm3', { external })] }))
    assert.equal(conflictOf(result, 'external-message').ticketId, 't1')
    const otherSource = { source: 'chat', id: external.id }
    await apply(store, change(next, { messages: [messageRecord(next, 'm2', { external: otherSource })] }))
  }),

  test('external-apart', 'a ticket and a message may have the same external reference', async ({ store }) => {
    const external = { source: 'mail', id: '1' }
    const ticket = ticketRecord('t1', { external })
    await given(store, ticket, { messages: [messageRecord(ticket, 'm1', { external })] })
    assert.deepEqual(idsOf((await store.findByExternal(TENANT, [external])).flatMap((found) => found ?? [])), ['t1'])
  }),

  test('external-race', 'of 16 parallel messages with one external reference one is kept', async ({ store, other }) => {
    const tickets = await Promise.all(range(16).map((index) => given(store, ticketRecord(`t${index}`))))
    const external = { source: 'mail', id: 'same' }
    const results = await Promise.all(
      tickets.map((ticket, index) => {
        const next = nextVersion(ticket)
        const messages = [messageRecord(next, `m${index}`, { external })]
        return (index % 2 === 0 ? store : other).commit(change(next, { messages }))
      }),
    )
    const winner = results.findIndex((result) => result.ok)
    for (const [index, result] of results.entries()) {
      if (index === winner) continue
      assert.equal(conflictOf(result, 'external-message').ticketId, `t${winner}`)
      assert.equal((await store.messages(TENANT, [`m${index}`]))[0], null)
      assert.equal((await store.load(TENANT, `t${index}`))?.version, 1)
    }
  }),
]
