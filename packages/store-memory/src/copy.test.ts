import { describe, expect, test } from 'vitest'
import {
  ACME,
  agent,
  commitOf,
  creation,
  event,
  message,
  notification,
  outboxMessage,
  ticket,
  timer,
} from '../test/records.js'
import { memoryStore } from './index.js'

/** Changes every place of a value that can be changed. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    const holder = value as Record<string, unknown>
    spoil(holder[key])
    holder[key] = 'spoiled'
  }
}

const definition = { tenant: '*', kind: 'workflow', id: 'support', version: 1, hash: 'h', content: { a: [1] } } as const

async function filledStore() {
  const store = memoryStore({ clock: { now: () => 5_000 } })
  const upload = {
    tenant: ACME,
    id: 'f1',
    key: 'k',
    uploader: { type: 'agent', id: 'a7' },
    name: 'n',
    type: 't',
    size: 1,
    sha256: '',
    createdAt: 1,
  }
  const given = {
    commit: creation(ticket({ external: { source: 's', id: '1' } }), {
      messages: [message({ external: { source: 's', id: '2' } })],
      contents: [{ tenant: ACME, ticketId: 't1', name: 'subject', revision: 1, value: { was: ['this'] } }],
      timers: { set: [timer({ data: { why: ['x'] } })], cancel: [] },
      outbox: [outboxMessage({ data: { why: ['x'] } })],
      attachments: [{ attachmentId: 'f1', uploader: upload.uploader, ticketId: 't1', messageId: null }],
      idempotency: {
        tenant: ACME,
        scope: 's',
        key: 'k',
        fingerprint: 'f',
        ticketId: 't1',
        version: 1,
        result: { a: [1] },
        createdAt: 1,
      },
    }),
    agent: agent(),
    definition: structuredClone(definition),
    notification: notification(),
    upload,
  }
  await store.putAttachment(given.upload)
  await store.commit(given.commit)
  await store.putDirectory(given.agent)
  await store.registerDefinitions([given.definition])
  await store.putNotifications([given.notification])
  return { store, given }
}

type Filled = Awaited<ReturnType<typeof filledStore>>['store']

const page = { tenant: ACME, ticketId: 't1', afterSeq: 0, limit: 10 }
const reads: Record<string, (store: Filled) => Promise<unknown>> = {
  load: (store) => store.load(ACME, 't1'),
  loadMany: (store) => store.loadMany(ACME, ['t1']),
  findByExternal: (store) => store.findByExternal(ACME, [{ source: 's', id: '1' }]),
  query: (store) =>
    store.query({ tenant: ACME, where: [], sort: 'createdAt', direction: 'asc', limit: 9, after: null }),
  thread: (store) => store.thread({ ...page, visibility: ['public'] }),
  messages: (store) => store.messages(ACME, ['m1']),
  history: (store) => store.history(page),
  contents: (store) => store.contents(ACME, 't1'),
  findByIdempotencyKey: (store) => store.findByIdempotencyKey(ACME, 's', 'k'),
  conflict: (store) =>
    store.commit(
      commitOf({
        idempotency: {
          tenant: ACME,
          scope: 's',
          key: 'k',
          fingerprint: '',
          ticketId: '',
          version: 0,
          result: {},
          createdAt: 0,
        },
      }),
    ),
  attachment: (store) => store.attachment(ACME, 'f1'),
  attachments: (store) => store.attachments(ACME, 't1'),
  directoryEntry: (store) => store.directoryEntry(ACME, 'agent', 'a1'),
  directoryHistory: (store) => store.directoryHistory(ACME, 'agent', 'a1'),
  agents: (store) => store.agents(ACME, null),
  definition: (store) => store.definition(ACME, 'workflow', 'support', 1),
  notifications: (store) =>
    store.notifications({
      tenant: ACME,
      recipients: [{ type: 'agent', id: 'a1' }],
      unreadOnly: false,
      limit: 9,
      after: null,
    }),
  registerDefinitions: (store) => store.registerDefinitions([structuredClone(definition)]),
}

describe('what is returned is the caller’s own', () => {
  test.each(Object.entries(reads))('%s', async (_name, read) => {
    const { store } = await filledStore()
    const before = structuredClone(await read(store))
    spoil(await read(store))
    expect(await read(store)).toEqual(before)
    expect(JSON.stringify(before).length).toBeGreaterThan(20)
  })

  test.each(['claimTimers', 'claimOutbox'] as const)('%s', async (claim) => {
    const { store } = await filledStore()
    const first = await store[claim]({ limit: 1, leaseMs: 0, token: 'a' })
    const before = structuredClone(first)
    spoil(first)
    expect(await store[claim]({ limit: 1, leaseMs: 0, token: 'b' })).toEqual([{ ...before[0], attempts: 2 }])
  })
})

test('what was passed in stays the caller’s own', async () => {
  const untouched = await filledStore()
  const { store, given } = await filledStore()
  spoil(given)
  for (const read of Object.values(reads)) expect(await read(store)).toEqual(await read(untouched.store))
})

test('JSON comes back as JSON carries it', async () => {
  const store = memoryStore()
  const fields = { zero: -0, absent: undefined, text: '工单 \u{1F4CE} \u2028', list: [null, -0], empty: {} }
  await store.commit(creation(ticket({ fields })))
  const loaded = await store.load(ACME, 't1')
  expect(loaded?.fields).toStrictEqual({ zero: 0, text: '工单 \u{1F4CE} \u2028', list: [null, 0], empty: {} })
})

test('an event’s cause is a copy', async () => {
  const store = memoryStore()
  const cause = { kind: 'import' as const, id: 'zammad', position: 4 }
  await store.commit(creation(ticket(), { events: [event({ cause })] }))
  cause.position = 5
  expect(await store.history(page)).toMatchObject([{ cause: { position: 4 } }])
})
