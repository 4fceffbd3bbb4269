import type { Action } from '../access/access-types.js'
import { DocketError } from '../kernel/error.js'
import { shortPause } from '../kernel/system.js'
import type { Conflict, TimerLeaseReference } from '../store/commit-types.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import { assembleCommit } from '../ticket/assemble.js'
import { isRefusal, type Refusal, refusalError } from '../ticket/refusal.js'
import { authorize, notFound } from './authorize.js'
import { refusedCommit, versionError } from './conflict-error.js'
import type { Decided } from './decide.js'
import { type KeyedCommand, recordOf, replayOf } from './idempotency.js'
import { asDocketError, type CommandOutcome, committedOutcome, unchanged } from './outcome.js'
import type { Runtime } from './runtime.js'

/** Something that is decided on a ticket, and committed. */
export interface Decision {
  readonly tenant: string
  readonly actor: ActorReference
  /** The ticket on which it is decided. */
  readonly ticketId: string
  /** What the actor must be allowed to do with it. */
  readonly action: Action
  readonly expectedVersion?: number | undefined
  readonly keyed?: KeyedCommand | null
  readonly settles?: TimerLeaseReference | null
  /** True when it is decided anew once the last place was taken. */
  readonly retriesWhenFull?: boolean
  /** Looked at whenever the ticket is loaded; false ends it without a change. */
  readonly wanted?: ((ticket: TicketRecord) => boolean) | undefined
  /** What is written, or why not; of what is written, the first is answered for. */
  readonly decide: (before: TicketRecord) => Promise<Decided | Refusal>
}

/** So often it is decided anew when others change the ticket meanwhile. */
const MOST_TRIES = 60

/** The one way of everything that is decided on a ticket: load → decide → commit → publish, again when the ticket changed meanwhile. */
export async function decideAndCommit(runtime: Runtime, decision: Decision): Promise<CommandOutcome> {
  const { store } = runtime
  const { tenant, ticketId, expectedVersion, keyed = null, settles = null } = decision
  const replayed = (error: DocketError) => replayOf(runtime, tenant, keyed, error)
  for (let tries = 1; ; tries += 1) {
    const before = await store.load(tenant, ticketId)
    if (before === null) return replayed(notFound('ticket'))
    authorize(runtime.model.access, decision.actor, decision.action, before)
    if (expectedVersion !== undefined && before.version !== expectedVersion) {
      return replayed(versionError(before.version, expectedVersion))
    }
    if (decision.wanted?.(before) === false) return unchanged(before)

    const decided = await decision.decide(before).catch(asDocketError)
    // Also what cannot be decided any more has had its answer once.
    if (DocketError.is(decided)) return replayed(decided)
    if (isRefusal(decided)) return replayed(refusalError(decided))
    const { drafts, result, relies } = decided
    const [main] = drafts
    if (!main) throw new DocketError('INTERNAL', 'A command decided nothing.')
    // A command that changed nothing is remembered too: sent again with its key, it must not change anything later.
    if (main.draft.events.length === 0 && !keyed) {
      return unchanged(before, result)
    }
    const idempotency = keyed && recordOf(runtime, keyed, main, result)
    const commit = assembleCommit(tenant, drafts, { idempotency, settles, relies })
    const committed = await store.commit(commit)
    if (committed.ok) {
      return committedOutcome(runtime, commit, main, result)
    }
    const { conflict } = committed
    if (!worthAnotherTry(runtime, decision, conflict, tries)) {
      return replayed(await refused(runtime, decision, conflict, tries))
    }
    await shortPause(tries)
  }
}

function refused(runtime: Runtime, decision: Decision, conflict: Conflict, tries: number) {
  if (tries < MOST_TRIES || conflict.kind !== 'version') return refusedCommit(runtime, decision, conflict)
  return new DocketError('BUSY', 'Too many commands change this ticket at once; nothing was changed. Try again.')
}

function worthAnotherTry(runtime: Runtime, decision: Decision, conflict: Conflict, tries: number): boolean {
  if (tries >= MOST_TRIES || runtime.store.transaction === 'host') return false
  // What the caller expects, it expects of the ticket that it names, not of one that is linked to it.
  if (conflict.kind === 'version')
    return decision.expectedVersion === undefined || conflict.ticketId !== decision.ticketId
  return conflict.kind === 'counter' && decision.retriesWhenFull === true
}
