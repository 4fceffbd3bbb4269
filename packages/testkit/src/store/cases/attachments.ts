import assert from 'node:assert/strict'
import type { AttachmentLink } from '@docket/core/store'
import { appliedOf, apply, conflictOf, given, idsOf, range } from '../assertions.js'
import {
  AGENT,
  attachmentRecord,
  change,
  creation,
  messageRecord,
  nextVersion,
  START,
  TENANT,
  ticketRecord,
} from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('attachments')

const link = (attachmentId: string, changes: Partial<AttachmentLink> = {}): AttachmentLink => ({
  attachmentId,
  uploader: AGENT,
  ticketId: 't1',
  messageId: null,
  ...changes,
})

export const attachmentCases = [
  test('free', 'an uploaded file belongs to no ticket', async ({ store }) => {
    const record = attachmentRecord('f1', { name: 'ünïcode 😀/..\\x.png', size: 2 ** 40, type: 'application/pdf' })
    await store.putAttachment(record)
    assert.deepEqual(await store.attachment(TENANT, 'f1'), { ...record, ticketId: null, messageId: null })
    assert.deepEqual(await store.attachments(TENANT, 't1'), [])
  }),

  test('link', 'a commit links a file to a ticket and its message', async ({ store }) => {
    const record = attachmentRecord('f1')
    await store.putAttachment(record)
    const ticket = ticketRecord('t1')
    const messages = [messageRecord(ticket, 'm1')]
    await given(store, ticket, { messages, attachments: [link('f1', { messageId: 'm1' })] })
    const linked = { ...record, ticketId: 't1', messageId: 'm1' }
    assert.deepEqual(await store.attachment(TENANT, 'f1'), linked)
    assert.deepEqual(await store.attachments(TENANT, 't1'), [linked])
  }),

  test('without-message', 'a file may belong to a ticket without a message', async ({ store }) => {
    const record = attachmentRecord('f1')
    await store.putAttachment(record)
    await given(store, ticketRecord('t1'), { attachments: [link('f1')] })
    assert.deepEqual(await store.attachments(TENANT, 't1'), [{ ...record, ticketId: 't1', messageId: null }])
  }),

  test('once', 'a file that is linked is not free, for its own ticket neither', async ({ store }) => {
    await store.putAttachment(attachmentRecord('f1'))
    const ticket = await given(store, ticketRecord('t1'), { attachments: [link('f1')] })
    const again = await store.commit(change(nextVersion(ticket), { attachments: [link('f1')] }))
    assert.deepEqual(conflictOf(again, 'attachment'), { kind: 'attachment', attachmentId: 'f1' })
    const elsewhere = creation(ticketRecord('t2'), { attachments: [link('f1', { ticketId: 't2' })] })
    conflictOf(await store.commit(elsewhere), 'attachment')
    assert.equal((await store.attachment(TENANT, 'f1'))?.ticketId, 't1')
  }),

  test('uploader', 'a file is linked only in the name of its uploader', async ({ store }) => {
    await store.putAttachment(attachmentRecord('f1'))
    for (const uploader of [
      { type: 'agent', id: 'agent-2' },
      { type: 'requester', id: 'agent-1' },
    ]) {
      const commit = creation(ticketRecord('t1'), { attachments: [link('f1', { uploader })] })
      assert.equal(conflictOf(await store.commit(commit), 'attachment').attachmentId, 'f1')
      assert.equal(await store.load(TENANT, 't1'), null)
    }
    await apply(store, creation(ticketRecord('t1'), { attachments: [link('f1')] }))
  }),

  test('all-or-none', 'of several files all are linked or none', async ({ store }) => {
    await store.putAttachment(attachmentRecord('f1'))
    await store.putAttachment(attachmentRecord('f2', { uploader: { type: 'agent', id: 'somebody' } }))
    const commit = creation(ticketRecord('t1'), { attachments: [link('f1'), link('f2')] })
    assert.equal(conflictOf(await store.commit(commit), 'attachment').attachmentId, 'f2')
    assert.equal((await store.attachment(TENANT, 'f1'))?.ticketId, null)
  }),

  test('race', 'of 16 parallel links of one file one is applied', async ({ store, other }) => {
    await store.putAttachment(attachmentRecord('f1'))
    const results = await Promise.all(
      range(16).map((index) => {
        const attachments = [link('f1', { ticketId: `t${index}` })]
        return (index % 2 === 0 ? store : other).commit(creation(ticketRecord(`t${index}`), { attachments }))
      }),
    )
    assert.equal(appliedOf(results).length, 1)
    const winner = results.findIndex((result) => result.ok)
    for (const result of results) if (!result.ok) conflictOf(result, 'attachment')
    assert.equal((await store.attachment(TENANT, 'f1'))?.ticketId, `t${winner}`)
  }),

  test('crossed-race', 'links of the same files in opposite order never deadlock', async ({ store, other }) => {
    for (const round of range(10)) {
      const files = [`a${round}`, `b${round}`]
      for (const file of files) await store.putAttachment(attachmentRecord(file))
      const commit = (ticketId: string, order: readonly string[]) =>
        creation(ticketRecord(ticketId), { attachments: order.map((file) => link(file, { ticketId })) })
      const results = await Promise.all([
        store.commit(commit(`x${round}`, files)),
        other.commit(commit(`y${round}`, [...files].reverse())),
      ])
      assert.equal(appliedOf(results).length, 1)
      const owners = await Promise.all(files.map((file) => store.attachment(TENANT, file)))
      assert.equal(new Set(owners.map((owner) => owner?.ticketId)).size, 1)
    }
  }),

  test('order', 'the files of a ticket come in order of creation and id', async ({ store }) => {
    const made = { c: 2, b: 1, d: 1, a: 3, B: 1 }
    for (const [id, offset] of Object.entries(made)) {
      await store.putAttachment(attachmentRecord(id, { createdAt: START + offset }))
    }
    await given(store, ticketRecord('t1'), { attachments: Object.keys(made).map((id) => link(id)) })
    assert.deepEqual(idsOf(await store.attachments(TENANT, 't1')), ['B', 'b', 'd', 'c', 'a'])
  }),
]
