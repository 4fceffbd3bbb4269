import type { Commit, Expectation, TimerLeaseReference } from '../store/commit-types.js'
import type { IdempotencyRecord } from '../store/record-types.js'
import type { Consequences } from './consequences.js'
import type { TicketDraft } from './draft.js'
import { searchesOf } from './searches.js'

/** A draft with what follows from it. */
export interface DecidedDraft {
  readonly draft: TicketDraft
  readonly consequences: Consequences
}

/** Everything that the drafts write, as one commit. Drafts without an event write nothing. */
export function assembleCommit(
  tenant: string,
  decided: readonly DecidedDraft[],
  extra: {
    readonly idempotency?: IdempotencyRecord | null
    readonly settles?: TimerLeaseReference | null
    /** Tickets that are not written, in the versions on which it was decided. */
    readonly relies?: readonly Expectation[]
  } = {},
): Commit {
  const changed = decided.filter(({ draft }) => draft.events.length > 0)
  const [first] = changed
  // Almost every commit is of one ticket; then its lists serve as they are.
  const all = <Item>(list: (one: DecidedDraft) => readonly Item[]): readonly Item[] =>
    first !== undefined && changed.length === 1 ? list(first) : changed.flatMap(list)
  const { idempotency = null, settles = null, relies = [] } = extra
  const cancel = all(({ consequences }) => consequences.timers.cancel)
  return {
    tenant,
    expect: [
      ...changed.map(({ draft }) => ({ ticketId: draft.ticketId, version: draft.before?.version ?? 0 })),
      ...(first === undefined ? [] : relies.filter(({ ticketId }) => !isOf(changed, ticketId))),
    ],
    tickets: changed.map(({ draft }) => draft.ticket),
    events: all(({ draft }) => draft.events),
    messages: all(({ draft }) => draft.messages),
    contents: all(({ draft }) => draft.contents),
    attachments: all(({ draft }) => draft.attachments),
    timers: {
      set: all(({ consequences }) => consequences.timers.set),
      // The firing timer goes by being settled, which also checks that its lease still holds.
      cancel:
        settles === null
          ? cancel
          : cancel.filter(({ ticketId, key }) => settles.ticketId !== ticketId || settles.key !== key),
    },
    outbox: all(({ consequences }) => consequences.outbox),
    revives: all(({ draft }) => draft.revives),
    counters: sumCounters(all(({ consequences }) => consequences.counters)),
    searches: all(({ draft }) => searchesOf(draft)),
    erasures: changed.filter(({ draft }) => draft.erased).map(({ draft }) => ({ ticketId: draft.ticketId })),
    idempotency,
    settles,
  }
}

function isOf(decided: readonly DecidedDraft[], ticketId: string): boolean {
  return decided.some(({ draft }) => draft.ticketId === ticketId)
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
