import type { Commit, IdempotencyRecord } from '@docket/core/store'
import { describe, expect, test } from 'vitest'
import { ACME, commitOf, creation, event, message, outboxMessage, ticket, timer } from '../test/records.js'
import { memoryStore } from './index.js'

const idempotency: IdempotencyRecord = {
  tenant: ACME,
  scope: 'agent:a7:create',
  key: 'k1',
  fingerprint: 'f',
  ticketId: 't1',
  version: 1,
  result: {},
  createdAt: 1_000,
}

const upload = {
  tenant: ACME,
  id: 'f1',
  key: 'key-of-sixteen-characters',
  uploader: { type: 'agent', id: 'a7' },
  name: 'photo.png',
  type: 'image/png',
  size: 3,
  sha256: 'ab',
  createdAt: 1_000,
}

const link = { attachmentId: 'f1', uploader: upload.uploader, ticketId: 't1', messageId: 'm1' }

describe('a commit', () => {
  test('writes everything it holds', async () => {
    const store = memoryStore()
    await store.putAttachment(upload)
    const content = { tenant: ACME, ticketId: 't1', name: 'subject', revision: 1, value: 'Old' }
    const result = await store.commit(
      creation(ticket({ external: { source: 'mail', id: '<1>' } }), {
        messages: [message({ external: { source: 'mail', id: '<2>' } })],
        contents: [content],
        attachments: [link],
        timers: { set: [timer()], cancel: [{ ticketId: 't1', key: 'never-set' }] },
        outbox: [outboxMessage()],
        counters: [{ key: 'load:a1', delta: 2, max: 2 }],
        idempotency,
      }),
    )
    expect(result).toEqual({ ok: true })
    const stored = ticket({ external: { source: 'mail', id: '<1>' } })
    expect(await store.load(ACME, 't1')).toEqual(stored)
    expect(
      await store.findByExternal(ACME, [
        { source: 'mail', id: 'x' },
        { source: 'mail', id: '<1>' },
      ]),
    ).toEqual([null, stored])
    const page = { tenant: ACME, ticketId: 't1', afterSeq: 0, limit: 10 }
    expect(await store.history(page)).toEqual([event()])
    expect(await store.thread({ ...page, visibility: ['public'] })).toHaveLength(1)
    expect((await store.messages(ACME, ['m1']))[0]).toMatchObject({ body: 'Please help' })
    expect(await store.contents(ACME, 't1')).toEqual([content])
    expect(await store.attachments(ACME, 't1')).toEqual([{ ...upload, ticketId: 't1', messageId: 'm1' }])
    expect(await store.counters(ACME, ['load:a1'])).toEqual([2])
    expect(await store.findByIdempotencyKey(ACME, idempotency.scope, 'k1')).toEqual(idempotency)
    expect(await store.nextWakeup()).toBe(0)
  })

  test('is invisible to another tenant', async () => {
    const store = memoryStore()
    await store.commit(creation(ticket(), { messages: [message()], idempotency }))
    expect(await store.load('other', 't1')).toBeNull()
    expect((await store.messages('other', ['m1']))[0]).toBeNull()
    expect(await store.findByIdempotencyKey('other', idempotency.scope, 'k1')).toBeNull()
    expect(await store.commit(creation(ticket({ tenant: 'other' })))).toEqual({ ok: true })
  })

  test('moves a counter down to 0 at most', async () => {
    const store = memoryStore()
    await store.commit(commitOf({ counters: [{ key: 'load:a1', delta: -3 }] }))
    expect(await store.counters(ACME, ['load:a1'])).toEqual([0])
  })

  test('erases what is personal, what it brings itself included', async () => {
    const store = memoryStore()
    await store.putAttachment(upload)
    await store.commit(creation(ticket(), { messages: [message()], attachments: [link] }))
    await store.commit(
      commitOf({
        expect: [{ ticketId: 't1', version: 1 }],
        tickets: [ticket({ version: 2 })],
        events: [event({ seq: 2 })],
        contents: [{ tenant: ACME, ticketId: 't1', name: 'subject', revision: 1, value: 'Old' }],
        erasures: [{ ticketId: 't1' }],
      }),
    )
    expect(await store.load(ACME, 't1')).toEqual(ticket({ version: 2, subject: null, personal: { phone: null } }))
    expect((await store.messages(ACME, ['m1']))[0]).toMatchObject({ body: null, author: { id: 'c1' } })
    expect(await store.contents(ACME, 't1')).toMatchObject([{ value: null }])
    expect(await store.attachment(ACME, 'f1')).toMatchObject({ name: null, ticketId: 't1' })
  })
})

describe('a conflict', () => {
  const second = ticket({ id: 't2', external: { source: 'mail', id: '<1>' } })
  const cases: [name: string, commit: Commit, conflict: unknown][] = [
    ['of version', creation(), { kind: 'version', ticketId: 't1', actual: 1 }],
    [
      'of version, where there is no ticket',
      commitOf({ expect: [{ ticketId: 't7', version: 3 }] }),
      { kind: 'version', ticketId: 't7', actual: 0 },
    ],
    [
      'of the ticket’s reference',
      creation(second),
      { kind: 'external-ticket', source: 'mail', id: '<1>', ticketId: 't1' },
    ],
    [
      'of the message’s reference',
      creation(ticket({ id: 't2' }), { messages: [message({ id: 'm2', external: { source: 'mail', id: '<2>' } })] }),
      { kind: 'external-message', source: 'mail', id: '<2>', ticketId: 't1' },
    ],
    [
      'of the idempotency key',
      creation(ticket({ id: 't2' }), { idempotency }),
      { kind: 'idempotency', record: idempotency },
    ],
    [
      'of the key before the version',
      creation(ticket(), { idempotency }),
      { kind: 'idempotency', record: idempotency },
    ],
    [
      'of a full counter',
      creation(ticket({ id: 't2' }), { counters: [{ key: 'load:a1', delta: 1, max: 2 }] }),
      { kind: 'counter', key: 'load:a1', value: 2, max: 2 },
    ],
    [
      'of a file that is linked',
      creation(ticket({ id: 't2' }), { attachments: [{ ...link, ticketId: 't2' }] }),
      { kind: 'attachment', attachmentId: 'f1' },
    ],
    [
      'of a lease',
      commitOf({ settles: { ticketId: 't1', key: 'timeout', epoch: 1, token: 'nobody' } }),
      { kind: 'lease' },
    ],
  ]

  test.each(cases)('%s is told, and nothing is applied', async (_name, commit, conflict) => {
    const store = memoryStore()
    await store.putAttachment(upload)
    await store.commit(
      creation(ticket({ external: { source: 'mail', id: '<1>' } }), {
        messages: [message({ external: { source: 'mail', id: '<2>' } })],
        attachments: [link],
        timers: { set: [timer()], cancel: [] },
        counters: [{ key: 'load:a1', delta: 2 }],
        idempotency,
      }),
    )
    const more = { counters: [...commit.counters, { key: 'trace', delta: 1 }] }
    expect(await store.commit({ ...commit, ...more })).toEqual({ ok: false, conflict })
    expect(await store.load(ACME, 't2')).toBeNull()
    expect(await store.counters(ACME, ['trace'])).toEqual([0])
    expect(await store.counters(ACME, ['load:a1'])).toEqual([2])
  })

  test('of a file by another uploader', async () => {
    const store = memoryStore()
    await store.putAttachment(upload)
    const attachments = [{ ...link, uploader: { type: 'requester', id: 'a7' } }]
    expect(await store.commit(creation(ticket(), { attachments }))).toMatchObject({ ok: false })
    expect(await store.attachment(ACME, 'f1')).toMatchObject({ ticketId: null })
  })

  test('within one commit: two tickets of one reference', async () => {
    const store = memoryStore()
    const [first, other] = [
      ticket({ external: { source: 's', id: '1' } }),
      ticket({ id: 't2', external: { source: 's', id: '1' } }),
    ]
    const commit = commitOf({
      expect: [first, other].map(({ id }) => ({ ticketId: id, version: 0 })),
      tickets: [first, other],
    })
    expect(await store.commit(commit)).toMatchObject({
      ok: false,
      conflict: { kind: 'external-ticket', ticketId: 't1' },
    })
  })

  test('lets exactly one of 32 commits on a version win', async () => {
    const store = memoryStore()
    await store.commit(creation())
    const results = await Promise.all(
      Array.from({ length: 32 }, () =>
        store.commit(
          commitOf({
            expect: [{ ticketId: 't1', version: 1 }],
            tickets: [ticket({ version: 2 })],
            events: [event({ seq: 2 })],
          }),
        ),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('a commit that breaks the contract', () => {
  const broken: [name: string, changes: Partial<Commit>][] = [
    ['an event of another tenant', { events: [event({ seq: 2, tenant: 'other' })] }],
    ['a ticket without an expectation', { expect: [] }],
    ['a gap in the log', { events: [event({ seq: 3 })] }],
    ['an event a second time', { events: [event({ seq: 1 })] }],
    ['a message’s id a second time', { messages: [message()] }],
    ['an outbox id twice', { outbox: [outboxMessage(), outboxMessage({ ordinal: 1 })] }],
  ]

  test.each(broken)('%s is refused and leaves nothing', async (_name, changes) => {
    const store = memoryStore()
    await store.commit(creation(ticket(), { messages: [message()] }))
    const commit = commitOf({
      expect: [{ ticketId: 't1', version: 1 }],
      tickets: [ticket({ version: 2, state: 'changed' })],
      counters: [{ key: 'trace', delta: 1 }],
      ...changes,
    })
    await expect(store.commit(commit)).rejects.toMatchObject({ code: 'INTERNAL' })
    expect(await store.load(ACME, 't1')).toEqual(ticket())
    expect(await store.counters(ACME, ['trace'])).toEqual([0])
    expect(await store.history({ tenant: ACME, ticketId: 't1', afterSeq: 0, limit: 9 })).toHaveLength(1)
  })

  test('leaves nothing when reading it throws', async () => {
    const store = memoryStore()
    const data = {
      get broken(): never {
        throw new Error('unreadable')
      },
    }
    await expect(store.commit(creation(ticket(), { outbox: [outboxMessage({ data })] }))).rejects.toThrow('unreadable')
    expect(await store.load(ACME, 't1')).toBeNull()
  })
})
