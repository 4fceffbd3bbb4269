import assert from 'node:assert/strict'
import { apply, conflictOf, given } from '../assertions.js'
import {
  AGENT,
  attachmentRecord,
  change,
  commitOf,
  eventRecord,
  messageRecord,
  nextVersion,
  TENANT,
  ticketRecord,
} from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'

const test = caseGroup('erasure')

const PAGE = { tenant: TENANT, ticketId: 't1', afterSeq: 0, limit: 100 }
const VISIBLE = { visibility: ['public', 'internal'] as const }

/** A ticket with everything that is personal: subject, fields, earlier contents, messages and a file. */
async function personalTicket({ store }: CaseContext, id = 't1') {
  const ticket = ticketRecord(id, {
    version: 2,
    subject: 'Canary',
    personal: { phone: 'Canary', address: { street: 'Canary' } },
    revisions: { subject: 2, 'field:phone': 1, 'field:address': 1 },
    fields: { severity: 2 },
    tags: ['kept'],
  })
  await store.putAttachment(attachmentRecord(`f-${id}`, { name: 'Canary.png' }))
  await given(store, ticket, {
    events: [eventRecord(ticket, { seq: 1 }), eventRecord(ticket)],
    messages: [
      messageRecord(ticket, `m1-${id}`, { body: 'Canary', seq: 1 }),
      messageRecord(ticket, `m2-${id}`, { body: 'Canary', visibility: 'internal' }),
    ],
    contents: [
      { tenant: TENANT, ticketId: id, name: 'subject', revision: 1, value: 'Canary' },
      { tenant: TENANT, ticketId: id, name: 'field:address', revision: 1, value: { street: 'Canary' } },
    ],
    attachments: [{ attachmentId: `f-${id}`, uploader: AGENT, ticketId: id, messageId: `m1-${id}` }],
  })
  return ticket
}

export const erasureCases = [
  test('everything-personal', 'an erasure overwrites bodies, names, earlier and current contents', async (context) => {
    const { store } = context
    await personalTicket(context)
    await apply(store, commitOf({ erasures: [{ ticketId: 't1' }] }))
    const ticket = await store.load(TENANT, 't1')
    assert.equal(ticket?.subject, null)
    assert.deepEqual(ticket?.personal, { phone: null, address: null })
    const thread = await store.thread({ ...PAGE, ...VISIBLE })
    assert.deepEqual(
      thread.map(({ id, body, author, seq }) => [id, body, author, seq]),
      [
        ['m1-t1', null, AGENT, 1],
        ['m2-t1', null, AGENT, 2],
      ],
    )
    assert.equal((await store.messages(TENANT, ['m1-t1']))[0]?.body, null)
    const contents = (await store.contents(TENANT, 't1')).map(({ name, revision, value }) => [name, revision, value])
    assert.deepEqual(contents.sort(), [
      ['field:address', 1, null],
      ['subject', 1, null],
    ])
    const [file] = await store.attachments(TENANT, 't1')
    assert.deepEqual([file?.id, file?.name, file?.messageId, file?.size], ['f-t1', null, 'm1-t1', 1024])
    assert.equal((await store.attachment(TENANT, 'f-t1'))?.name, null)
  }),

  test('view-kept', 'an erasure leaves events and everything that is not personal', async (context) => {
    const { store } = context
    const ticket = await personalTicket(context)
    const events = await store.history(PAGE)
    await apply(store, commitOf({ erasures: [{ ticketId: 't1' }] }))
    assert.deepEqual(await store.load(TENANT, 't1'), {
      ...ticket,
      subject: null,
      personal: { phone: null, address: null },
    })
    assert.deepEqual(await store.history(PAGE), events)
  }),

  test('with-put', 'an erasure in the commit that writes the ticket has the last word', async (context) => {
    const { store } = context
    const next = nextVersion(await personalTicket(context), { state: 'closed' })
    const event = eventRecord(next, { type: 'ticket.erased', data: {} })
    await apply(store, change(next, { events: [event], erasures: [{ ticketId: 't1' }] }))
    const stored = await store.load(TENANT, 't1')
    assert.deepEqual(stored, { ...next, subject: null, personal: { phone: null, address: null } })
    assert.equal((await store.messages(TENANT, ['m2-t1']))[0]?.body, null)
    assert.deepEqual((await store.history(PAGE)).at(-1), event)
  }),

  test('others-kept', 'an erasure touches no other ticket', async (context) => {
    const { store } = context
    await personalTicket(context)
    const other = await personalTicket(context, 't2')
    await apply(store, commitOf({ erasures: [{ ticketId: 't1' }] }))
    assert.deepEqual(await store.load(TENANT, 't2'), other)
    assert.equal((await store.messages(TENANT, ['m1-t2']))[0]?.body, 'Canary')
    assert.equal((await store.contents(TENANT, 't2'))[0]?.revision, 1)
    assert.equal((await store.attachment(TENANT, 'f-t2'))?.name, 'Canary.png')
  }),

  test('not-by-refused', 'a refused commit erases nothing', async (context) => {
    const { store } = context
    const ticket = await personalTicket(context)
    const expect = [{ ticketId: 't1', version: 9 }]
    conflictOf(await store.commit(commitOf({ expect, erasures: [{ ticketId: 't1' }] })), 'version')
    assert.deepEqual(await store.load(TENANT, 't1'), ticket)
    assert.equal((await store.messages(TENANT, ['m1-t1']))[0]?.body, 'Canary')
  }),

  test('afterwards', 'an erased ticket goes on, and what is written afterwards stays', async (context) => {
    const { store } = context
    const ticket = await personalTicket(context)
    await apply(store, commitOf({ erasures: [{ ticketId: 't1' }] }))
    const next = nextVersion(ticket, { subject: 'After', personal: { phone: 'new' } })
    await apply(store, change(next, { messages: [messageRecord(next, 'm3', { body: 'After' })] }))
    assert.deepEqual(await store.load(TENANT, 't1'), next)
    const bodies = (await store.thread({ ...PAGE, ...VISIBLE })).map((message) => message.body)
    assert.deepEqual(bodies.sort(), ['After', null, null])
  }),

  test('twice', 'erasing again, or a ticket that is not there, is fine', async (context) => {
    const { store } = context
    await personalTicket(context)
    const erase = commitOf({ erasures: [{ ticketId: 't1' }, { ticketId: 'none' }] })
    await apply(store, erase)
    const once = await store.load(TENANT, 't1')
    await apply(store, erase)
    assert.deepEqual(await store.load(TENANT, 't1'), once)
  }),
]
