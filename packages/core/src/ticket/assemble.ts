import type { Commit, TimerLeaseReference } from '../store/commit-types.js'
import type { IdempotencyRecord } from '../store/record-types.js'
import type { Consequences } from './consequences.js'
import type { TicketDraft } from './draft.js'

/** A draft with what follows from it. */
export interface DecidedDraft {
  readonly draft: TicketDraft
  readonly consequences: Consequences
}

/** Everything that the drafts write, as one commit. Drafts without an event write nothing. */
export function assembleCommit(
  tenant: string,
  decided: readonly DecidedDraft[],
  extra: { readonly idempotency?: IdempotencyRecord | null; readonly settles?: TimerLeaseReference | null } = {},
): Commit {
  const changed = decided.filter(({ draft }) => draft.events.length > 0)
  const settles = extra.settles ?? null
  return {
    tenant,
    expect: changed.map(({ draft }) => ({ ticketId: draft.ticketId, version: draft.before?.version ?? 0 })),
    tickets: changed.map(({ draft }) => draft.ticket),
    events: changed.flatMap(({ draft }) => draft.events),
    messages: changed.flatMap(({ draft }) => draft.messages),
    contents: changed.flatMap(({ draft }) => draft.contents),
    attachments: changed.flatMap(({ draft }) => draft.attachments),
    timers: {
      set: changed.flatMap(({ consequences }) => consequences.timers.set),
      // The firing timer goes by being settled, which also checks that its lease still holds.
      cancel: changed
        .flatMap(({ consequences }) => consequences.timers.cancel)
        .filter(({ ticketId, key }) => settles === null || settles.ticketId !== ticketId || settles.key !== key),
    },
    outbox: changed.flatMap(({ consequences }) => consequences.outbox),
    counters: sumCounters(changed.flatMap(({ consequences }) => consequences.counters)),
    erasures: changed.filter(({ draft }) => draft.erased).map(({ draft }) => ({ ticketId: draft.ticketId })),
    idempotency: extra.idempotency ?? null,
    settles,
  }
}

type Counters = Commit['counters']

function sumCounters(changes: Counters): Counters {
  if (changes.length < 2) return changes
  const byKey = new Map<string, Counters[number]>()
  for (const change of changes) {
    const known = byKey.get(change.key)
    byKey.set(change.key, known ? { ...change, delta: known.delta + change.delta } : change)
  }
  return [...byKey.values()].filter(({ delta }) => delta !== 0)
}
