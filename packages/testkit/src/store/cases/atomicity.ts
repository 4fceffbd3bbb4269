import assert from 'node:assert/strict'
import type { Commit, Conflict } from '@docket/core/store'
import { apply, conflictOf, given } from '../assertions.js'
import {
  AGENT,
  change,
  commitOf,
  idempotencyRecord,
  messageRecord,
  nextVersion,
  outboxRecord,
  TENANT,
  ticketRecord,
  timerRecord,
} from '../records.js'
import { type CaseContext, caseGroup } from '../store-case.js'
import { commitOfEverything, nothingHappened, readEverything } from './everything.js'

const test = caseGroup('atomicity')

/** Breaks a commit that would be applied, expects the conflict, and that nothing of the commit is there. */
async function refused(
  context: CaseContext,
  kind: Conflict['kind'],
  breakIt: (whole: Commit) => Commit,
): Promise<Conflict> {
  const whole = await commitOfEverything(context)
  const before = await readEverything(context.store)
  const conflict = conflictOf(await context.store.commit(breakIt(whole)), kind)
  await nothingHappened(context, before, whole)
  return conflict
}

export const atomicityCases = [
  test('whole', 'a commit of everything is applied as a whole', async (context) => {
    const { store } = context
    const whole = await commitOfEverything(context)
    await apply(store, whole)
    assert.deepEqual(await store.load(TENANT, 't1'), whole.tickets[0])
    assert.deepEqual((await store.messages(TENANT, ['m1']))[0], whole.messages[0])
    assert.deepEqual(await store.contents(TENANT, 't1'), whole.contents)
    assert.equal((await store.attachment(TENANT, 'f1'))?.messageId, 'm1')
    assert.deepEqual(await store.counters(TENANT, ['load:free']), [1])
    assert.equal((await store.load(TENANT, 't2'))?.subject, null)
    assert.deepEqual(await store.findByIdempotencyKey(TENANT, 'agent:agent-1:reply', 'fresh'), whole.idempotency)
    const messages = await store.claimOutbox({ limit: 9, leaseMs: 1000, token: 'one' })
    assert.deepEqual(messages, [{ message: whole.outbox[0], attempts: 1 }])
  }),

  test('version', 'nothing of a commit with a stale version is there', async (context) => {
    await refused(context, 'version', (whole) => ({
      ...whole,
      expect: [...whole.expect, { ticketId: 't2', version: 7 }],
    }))
  }),

  test('external-ticket', 'nothing of a commit with a taken external ticket is there', async (context) => {
    const conflict = await refused(context, 'external-ticket', (whole) => ({
      ...whole,
      expect: [...whole.expect, { ticketId: 'new', version: 0 }],
      tickets: [...whole.tickets, ticketRecord('new', { external: { source: 'mail', id: 'taken' } })],
    }))
    assert.deepEqual(conflict, { kind: 'external-ticket', source: 'mail', id: 'taken', ticketId: 'taken' })
  }),

  test('external-message', 'nothing of a commit with a taken external message is there', async (context) => {
    const conflict = await refused(context, 'external-message', (whole) => {
      const message = messageRecord(whole.tickets[0] ?? ticketRecord('t1'), 'm2', {
        external: { source: 'mail', id: 'm-taken' },
      })
      return { ...whole, messages: [message] }
    })
    assert.deepEqual(conflict, { kind: 'external-message', source: 'mail', id: 'm-taken', ticketId: 'taken' })
  }),

  test('idempotency', 'nothing of a commit with a used key is there', async (context) => {
    const conflict = await refused(context, 'idempotency', (whole) => ({
      ...whole,
      idempotency: idempotencyRecord(whole.tickets[0] ?? ticketRecord('t1'), 'used', { fingerprint: 'other' }),
    }))
    assert.deepEqual(conflict, { kind: 'idempotency', record: idempotencyRecord(ticketRecord('taken'), 'used') })
  }),

  test('counter', 'nothing of a commit whose counter would pass its maximum is there', async (context) => {
    const conflict = await refused(context, 'counter', (whole) => ({
      ...whole,
      counters: [...whole.counters, { key: 'load:full', delta: 1, max: 5 }],
    }))
    assert.deepEqual(conflict, { kind: 'counter', key: 'load:full', value: 5, max: 5 })
  }),

  test('attachment', 'nothing of a commit with an unavailable file is there', async (context) => {
    const conflict = await refused(context, 'attachment', (whole) => ({
      ...whole,
      attachments: [...whole.attachments, { attachmentId: 'none', uploader: AGENT, ticketId: 't1', messageId: null }],
    }))
    assert.deepEqual(conflict, { kind: 'attachment', attachmentId: 'none' })
  }),

  test('lease', 'nothing of a commit with a lost lease is there', async (context) => {
    await refused(context, 'lease', (whole) => ({
      ...whole,
      settles: { ticketId: 't1', key: 'replaced', epoch: 1, token: 'never given' },
    }))
  }),

  test.advice('precedence', 'of several conflicts the first of a fixed order is given', async (context) => {
    const { store } = context
    const whole = await commitOfEverything(context)
    const [ticket = ticketRecord('t1')] = whole.tickets
    const external = { source: 'mail', id: 'm-taken' }
    // A repeated command must learn of its key, a lost worker of its lease, before anything that others did since.
    const broken: [Conflict['kind'], Partial<Commit>][] = [
      ['idempotency', { idempotency: idempotencyRecord(ticket, 'used') }],
      ['lease', { settles: { ticketId: 't1', key: 'replaced', epoch: 1, token: 'never given' } }],
      ['version', { expect: [{ ticketId: 't1', version: 7 }] }],
      ['external-ticket', { tickets: [{ ...ticket, external: { source: 'mail', id: 'taken' } }] }],
      ['external-message', { messages: [messageRecord(ticket, 'm2', { external })] }],
      ['counter', { counters: [{ key: 'load:full', delta: 1, max: 5 }] }],
      ['attachment', { attachments: [{ attachmentId: 'none', uploader: AGENT, ticketId: 't1', messageId: null }] }],
    ]
    for (const [place, [kind]] of broken.entries()) {
      const parts = broken.slice(place).map(([, part]) => part)
      conflictOf(await store.commit(Object.assign({}, whole, ...parts) as Commit), kind)
    }
  }),

  test('settles-kept', 'a refused commit keeps the lease that it would have settled', async ({ store, clock }) => {
    const first = ticketRecord('t1')
    await given(store, first, { timers: { set: [timerRecord(first, clock.now() - 1)], cancel: [] } })
    await store.claimTimers({ limit: 1, leaseMs: 60_000, token: 'mine' })
    const settles = { ticketId: 't1', key: 'timeout', epoch: 1, token: 'mine' }
    const next = nextVersion(first)
    const part = { tickets: [next], settles, outbox: [outboxRecord(next, 'o1')] }
    const stale = { expect: [{ ticketId: 't1', version: 9 }], ...part }
    conflictOf(await store.commit(commitOf(stale)), 'version')
    await apply(store, commitOf({ settles }))
    assert.deepEqual(await store.claimOutbox({ limit: 9, leaseMs: 1000, token: 'one' }), [])
  }),

  test('reader', 'a reader beside a writer never sees half a commit', async ({ store, other }) => {
    let current = await given(store, ticketRecord('t1'))
    let running = true
    const write = async (): Promise<void> => {
      for (let round = 2; round <= 25; round += 1) {
        current = nextVersion(current)
        await apply(
          store,
          change(current, { messages: [messageRecord(current, `m${round}`)], counters: [{ key: 'n', delta: 1 }] }),
        )
      }
      running = false
    }
    const read = async (): Promise<void> => {
      const page = { tenant: TENANT, ticketId: 't1', afterSeq: 0, limit: 1000 }
      while (running) {
        const version = (await other.load(TENANT, 't1'))?.version ?? 0
        const [counter = 0] = await other.counters(TENANT, ['n'])
        const messages = await other.thread({ ...page, visibility: ['public'] })
        const events = await other.history(page)
        assert.ok(version - 1 <= counter && counter <= messages.length && messages.length <= events.length - 1)
      }
    }
    await Promise.all([write(), read()])
  }),
]
