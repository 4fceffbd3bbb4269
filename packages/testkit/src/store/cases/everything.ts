import assert from 'node:assert/strict'
import type { Commit, Json, Store } from '@docket/core/store'
import { apply, given } from '../assertions.js'
import { readContents } from '../read-contents.js'
import {
  AGENT,
  attachmentRecord,
  change,
  idempotencyRecord,
  messageRecord,
  nextVersion,
  outboxRecord,
  slaRecord,
  TENANT,
  ticketRecord,
  timerRecord,
} from '../records.js'
import type { CaseContext } from '../store-case.js'

const HOUR = 3_600_000

/** What `commitOfEverything` touches, and where its parts would show. */
export function readEverything(store: Store): Promise<Json> {
  return readContents(store, {
    tenant: TENANT,
    tickets: ['t1', 't2', 'new'],
    attachments: ['f1'],
    counters: ['load:free', 'load:full'],
    idempotency: [{ scope: 'agent:agent-1:reply', key: 'fresh' }],
  })
}

/**
 * A store with the tickets `t1`, `t2` and `taken`, a counter at its maximum, a free file, a used idempotency key and
 * two timers; and a commit that changes everything that a commit can change, and would be applied.
 */
export async function commitOfEverything({ store, clock }: CaseContext): Promise<Commit> {
  const first = ticketRecord('t1')
  const old = messageRecord(first, 'm0', { body: 'personal' })
  const cancelled = timerRecord(first, clock.now() + HOUR, { key: 'cancelled' })
  const replaced = timerRecord(first, clock.now() + HOUR, { key: 'replaced' })
  await given(store, first, { messages: [old], timers: { set: [cancelled, replaced], cancel: [] } })
  await given(store, ticketRecord('t2'))
  const taken = ticketRecord('taken', { external: { source: 'mail', id: 'taken' } })
  await given(store, taken, {
    messages: [messageRecord(taken, 'm-taken', { external: { source: 'mail', id: 'm-taken' } })],
    counters: [{ key: 'load:full', delta: 5 }],
    idempotency: idempotencyRecord(taken, 'used'),
  })
  await store.putAttachment(attachmentRecord('f1'))
  const next = nextVersion(first, {
    state: 'changed',
    subject: null,
    sla: slaRecord(),
    dueAt: clock.now() + HOUR,
  })
  const commit = change(next, {
    messages: [messageRecord(next, 'm1', { external: { source: 'mail', id: 'm1' } })],
    contents: [{ tenant: TENANT, ticketId: 't1', name: 'subject', revision: 1, value: 'Old subject' }],
    attachments: [{ attachmentId: 'f1', uploader: AGENT, ticketId: 't1', messageId: 'm1' }],
    timers: {
      set: [
        timerRecord(next, clock.now() + 2 * HOUR, { key: 'replaced', epoch: 2 }),
        timerRecord(next, clock.now() + HOUR, { key: 'set' }),
      ],
      cancel: [{ ticketId: 't1', key: 'cancelled' }],
    },
    outbox: [outboxRecord(next, 'o1')],
    counters: [{ key: 'load:free', delta: 1, max: 5 }],
    erasures: [{ ticketId: 't2' }],
    idempotency: idempotencyRecord(next, 'fresh'),
  })
  return commit
}

/** Fails if anything of the refused commit shows, now or when its timers would be due; then applies the whole one. */
export async function nothingHappened(context: CaseContext, before: Json, whole: Commit): Promise<void> {
  const { store, clock } = context
  const due = async (token: string) => {
    const claims = await store.claimTimers({ limit: 10, leaseMs: HOUR, token })
    return claims.map(({ timer, attempts }) => `${timer.key} ${timer.epoch} ${attempts}`).sort()
  }
  assert.deepEqual(await readEverything(store), before)
  assert.deepEqual(await store.claimOutbox({ limit: 10, leaseMs: HOUR, token: 'outbox' }), [])
  await clock.advance(1.5 * HOUR)
  assert.deepEqual(await due('before'), ['cancelled 1 1', 'replaced 1 1'])
  await apply(store, whole)
  assert.deepEqual(await due('after'), ['set 1 1'])
}
