import assert from 'node:assert/strict'
import type { JsonObject } from '@docket/core/store'
import { apply, given, present } from '../assertions.js'
import {
  AGENT,
  change,
  eventRecord,
  messageRecord,
  nextVersion,
  notificationRecord,
  outboxRecord,
  START,
  slaRecord,
  TENANT,
  ticketRecord,
  timerRecord,
} from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'

const test = caseGroup('fidelity')

const TEXTS = [
  '',
  ' leading and trailing ',
  'tab\t newline\n return\r\n',
  'control \u0001\u001f\u007f\u0085',
  'separators \u2028\u2029\ufeff',
  'emoji 👩‍👩‍👧‍👦 🏳️‍🌈 astral 𝔘 \u{10ffff}',
  'Ελληνικά עברית العربية 中文 ไทย',
  'composed \u00e9 decomposed e\u0301',
  '"quotes" \'single\' `back` \\ backslash \\u0000 \\n',
  "'; drop table tickets; --",
  '<script>alert(1)</script> %s $1 ${x} {0} :name ?',
  'noncharacters \ufffe\uffff',
]

const NUMBERS = [
  0,
  1,
  -1,
  0.1,
  0.1 + 0.2,
  1e21,
  -1e-7,
  5e-324,
  Number.MAX_VALUE,
  Number.MAX_SAFE_INTEGER,
  -(2 ** 53),
  1 / 3,
]

const INBOX = { tenant: TENANT, recipients: [AGENT], unreadOnly: false, limit: 10, after: null } as const

/** Stores a JSON object at every place of the port that takes one, and returns how it came back from each. */
async function everywhere({ store, clock }: CaseContext, value: JsonObject): Promise<Record<string, unknown>> {
  const ticket = ticketRecord('t1', { fields: value, personal: value })
  await given(store, ticket, {
    events: [eventRecord(ticket, { data: value })],
    contents: [{ tenant: TENANT, ticketId: 't1', name: 'field:x', revision: 1, value }],
    timers: { set: [timerRecord(ticket, clock.now() - 1000, { data: value })], cancel: [] },
    outbox: [outboxRecord(ticket, 'o1', { data: value })],
  })
  await store.putNotifications([notificationRecord(ticket, 'n1', { data: value })])
  const loaded = present(await store.load(TENANT, 't1'), 'the ticket')
  const claim = { limit: 10, leaseMs: 60_000, token: 'token' }
  const [event] = await store.history({ tenant: TENANT, ticketId: 't1', afterSeq: 0, limit: 10 })
  return {
    fields: loaded.fields,
    personal: loaded.personal,
    event: event?.data,
    content: (await store.contents(TENANT, 't1'))[0]?.value,
    timer: (await store.claimTimers(claim))[0]?.timer.data,
    outbox: (await store.claimOutbox(claim))[0]?.message.data,
    notification: (await store.notifications(INBOX))[0]?.data,
  }
}

async function comesBack(context: CaseContext, value: JsonObject): Promise<void> {
  for (const [place, stored] of Object.entries(await everywhere(context, value))) assert.deepEqual(stored, value, place)
}

export const fidelityCases = [
  test('texts', 'every well-formed text comes back as it went in', async (context) => {
    await comesBack(context, { texts: TEXTS })
  }),

  test('columns', 'texts of columns come back as they went in', async ({ store }) => {
    for (const [index, text] of TEXTS.entries()) {
      const ticket = ticketRecord(`t${index}`, {
        subject: text,
        category: text,
        tags: [text],
        watchers: [text],
        requester: { id: text, tier: text },
        external: { source: text, id: text },
      })
      await given(store, ticket, { messages: [messageRecord(ticket, `m${index}`, { body: text })] })
      const recipient = { type: text, id: text }
      await store.putNotifications([notificationRecord(ticket, text, { recipient, kind: text })])
      const [notification] = await store.notifications({ ...INBOX, recipients: [recipient] })
      assert.deepEqual([notification?.id, notification?.recipient, notification?.kind], [text, recipient, text])
      assert.deepEqual(await store.load(TENANT, ticket.id), ticket)
      assert.equal((await store.messages(TENANT, [`m${index}`]))[0]?.body, text)
      assert.deepEqual(await store.findByExternal(TENANT, [{ source: text, id: text }]), [ticket])
    }
  }),

  test('ids', 'ids are texts, compared exactly', async ({ store }) => {
    const ids = ['a', 'A', 'ä', 'a\u0308', 'a ', ' a', 'a/b', 'a:b', "a'b", '😀', '1', '01', 'İ', 'i']
    for (const id of ids) await given(store, ticketRecord(id, { subject: id }))
    for (const id of ids) assert.equal((await store.load(TENANT, id))?.subject, id)
  }),

  test('numbers', 'numbers come back to the last bit', async (context) => {
    await comesBack(context, { numbers: NUMBERS })
  }),

  test('negative-zero', 'a negative zero comes back as a zero, of either sign', async (context) => {
    for (const [place, stored] of Object.entries(await everywhere(context, { zero: -0 }))) {
      assert.ok((stored as JsonObject)['zero'] === 0, place)
    }
  }),

  test('instants', 'instants are whole numbers, also before 1970 and beyond 2038', async ({ store }) => {
    const instants = [Date.UTC(1900, 0, 1), -1, 0, 1, Date.UTC(2038, 0, 20), Date.UTC(2199, 11, 31, 23, 59, 59, 999)]
    for (const [index, at] of instants.entries()) {
      const ticket = ticketRecord(`t${index}`, { createdAt: at, updatedAt: at, stateSince: at, dueAt: at })
      await given(store, ticket, { messages: [messageRecord(ticket, `m${index}`)] })
      assert.deepEqual(await store.load(TENANT, ticket.id), ticket)
      assert.equal((await store.messages(TENANT, [`m${index}`]))[0]?.createdAt, at)
    }
  }),

  test('promises', 'a ticket’s promises come back, filled, empty or none', async ({ store }) => {
    const sla = slaRecord()
    const [every, none] = [
      { cycle: 3, verdict: 'breached', ended: true, dueAt: -1, seconds: 0.5, left: -1.5, steps: ['half', ''] } as const,
      {},
    ]
    const variants = [
      sla,
      slaRecord({ promise: null, former: sla.promise, progress: none, formerProgress: sla.progress }),
      slaRecord({ inherited: { cycle: 1, from: -1 }, promise: { policy: { id: '', version: 2 }, calendars: none } }),
      slaRecord({ progress: { acceptance: every, firstResponse: every, nextResponse: every, resolution: every } }),
      null,
    ]
    let ticket = await given(store, ticketRecord('t1', { dueAt: START }))
    for (const [index, variant] of variants.entries()) {
      ticket = nextVersion(ticket, { sla: variant, dueAt: index % 2 === 0 ? null : START + index })
      await apply(store, change(ticket))
      assert.deepEqual(await store.load(TENANT, 't1'), ticket)
    }
  }),

  test('kinds', 'null, booleans, texts and numbers keep their kind', async (context) => {
    await comesBack(context, { values: [null, true, false, 'true', 'null', '1', 1, '', 0, [], {}, [[]], [{}]] })
  }),

  test('keys', 'keys of objects come back, the empty one too', async (context) => {
    await comesBack(context, {
      '': 1,
      ' ': 2,
      'a.b': 3,
      'a"b\\': 4,
      "it's": 5,
      '😀': 6,
      '0': 7,
      '{x}': 8,
      toString: 9,
      é: 10,
      'e\u0301': 11,
    })
  }),

  test('undefined', 'a key whose value is undefined is as good as absent', async (context) => {
    for (const [place, stored] of Object.entries(await everywhere(context, { a: undefined, b: 1 }))) {
      assert.equal((stored as JsonObject)['a'], undefined, place)
      assert.equal((stored as JsonObject)['b'], 1, place)
    }
  }),

  test('nesting', 'deeply nested values come back', async (context) => {
    let value: JsonObject = { end: true }
    for (let depth = 0; depth < 60; depth += 1) value = depth % 2 === 0 ? { list: [value] } : { object: value }
    await comesBack(context, value)
  }),

  test('one-megabyte', 'a text of a megabyte comes back', async (context) => {
    const big = 'ä😀x'.repeat(262_144)
    const { store } = context
    await comesBack(context, { big })
    const ticket = nextVersion(ticketRecord('t1'), { subject: big })
    await apply(store, change(ticket, { messages: [messageRecord(ticket, 'm1', { body: big })] }))
    assert.ok((await store.load(TENANT, 't1'))?.subject === big, 'the subject')
    assert.ok((await store.messages(TENANT, ['m1']))[0]?.body === big, 'the body')
  }),

  test('many-values', 'a ticket carries a thousand tags, watchers, links and fields', async ({ store }) => {
    const names = Array.from({ length: 1000 }, (_, index) => `name-${index}`)
    const ticket = await given(
      store,
      ticketRecord('t1', {
        tags: names,
        watchers: names,
        links: names.map((ticketId) => ({ kind: 'related', ticketId })),
        fields: Object.fromEntries(names.map((name, index) => [name, index])),
      }),
    )
    assert.deepEqual(await store.load(TENANT, 't1'), ticket)
  }),
]
