import { DocketError } from '../kernel/error.js'
import { shortPause } from '../kernel/system.js'
import type { Conflict } from '../store/commit-types.js'
import { assembleCommit } from '../ticket/assemble.js'
import { isRefusal, refusalError } from '../ticket/refusal.js'
import { authorize, notFound } from './authorize.js'
import { refusedCommit, versionError } from './conflict-error.js'
import { type CommandRequest, decide } from './decide.js'
import { recordOf, replayOf } from './idempotency.js'
import { asDocketError, type CommandOutcome, committedOutcome, unchanged } from './outcome.js'
import type { Runtime } from './runtime.js'

/** So often a command is decided anew when others change its ticket meanwhile. */
const MOST_TRIES = 60

/** The one way of every command on a ticket: load → decide → commit → publish, again when the ticket changed meanwhile. */
export async function runCommand<Input>(runtime: Runtime, request: CommandRequest<Input>): Promise<CommandOutcome> {
  const { store } = runtime
  const { tenant, ticketId, keyed = null } = request
  for (let tries = 1; ; tries += 1) {
    const before = await store.load(tenant, ticketId)
    const replayed = (error: DocketError) => replayOf(runtime, tenant, keyed, error)
    if (before === null) return replayed(notFound('ticket'))
    authorize(runtime.model.access, request.actor, request.command.action, before)
    if (request.expectedVersion !== undefined && before.version !== request.expectedVersion) {
      return replayed(versionError(before.version, request.expectedVersion))
    }
    if (request.wanted?.(before) === false) return unchanged(before)

    const decided = await decide(runtime, request, before).catch(asDocketError)
    // Also what cannot be decided any more has had its answer once.
    if (DocketError.is(decided)) return replayed(decided)
    if (isRefusal(decided)) return replayed(refusalError(decided))
    const [main] = decided.drafts
    if (!main) throw new DocketError('INTERNAL', 'A command decided nothing.')
    // A command that changed nothing is remembered too: sent again with its key, it must not change anything later.
    if (main.draft.events.length === 0 && !keyed) {
      return unchanged(before, decided.result)
    }
    const idempotency = keyed && recordOf(runtime, keyed, main, decided.result)
    const commit = assembleCommit(tenant, decided.drafts, { idempotency, settles: request.settles ?? null })
    const committed = await store.commit(commit)
    if (committed.ok) {
      return committedOutcome(runtime, commit, main, decided.result)
    }
    const { conflict } = committed
    if (!worthAnotherTry(runtime, request, conflict, tries))
      return replayed(await refused(runtime, request, conflict, tries))
    await shortPause(tries)
  }
}

function refused<Input>(runtime: Runtime, request: CommandRequest<Input>, conflict: Conflict, tries: number) {
  if (tries < MOST_TRIES || conflict.kind !== 'version') return refusedCommit(runtime, request, conflict)
  return new DocketError('BUSY', 'Too many commands change this ticket at once; nothing was changed. Try again.')
}

function worthAnotherTry<Input>(
  runtime: Runtime,
  request: CommandRequest<Input>,
  conflict: Conflict,
  tries: number,
): boolean {
  if (tries >= MOST_TRIES || runtime.store.transaction === 'host') return false
  // What the caller expects, it expects of the ticket that it names, not of one that is linked to it.
  if (conflict.kind === 'version')
    return request.expectedVersion === undefined || conflict.ticketId !== request.ticketId
  return conflict.kind === 'counter' && request.command.retriesWhenFull === true
}
