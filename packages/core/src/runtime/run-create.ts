import type { DocketError } from '../kernel/error.js'
import type { ActorReference } from '../store/record-types.js'
import { assembleCommit } from '../ticket/assemble.js'
import { NOTHING_LOADED } from '../ticket/command.js'
import { type CreateInput, create } from '../ticket/commands/create.js'
import { consequences } from '../ticket/consequences.js'
import { TicketDraft } from '../ticket/draft.js'
import { isRefusal, refusalError } from '../ticket/refusal.js'
import { authorize } from './authorize.js'
import { refusedCommit } from './conflict-error.js'
import { type KeyedCommand, recordOf, replayOf } from './idempotency.js'
import { type CommandOutcome, committedOutcome } from './run-command.js'
import type { Runtime } from './runtime.js'

/** Creates a ticket: decide → commit → publish, in one round trip to the store unless a team has to be looked up. */
export async function runCreate(
  runtime: Runtime,
  request: {
    readonly tenant: string
    readonly actor: ActorReference
    readonly input: CreateInput
    readonly keyed: KeyedCommand | null
  },
): Promise<CommandOutcome> {
  const { model, store, ids, random, book } = runtime
  const { tenant, actor, input, keyed } = request
  authorize(model.access, actor, 'create', null)
  const workflow = book.current(input.workflow)
  const team = input.team === undefined ? null : await runtime.directory.team(tenant, input.team)
  const now = runtime.clock.now()
  const draft = new TicketDraft(tenant, ids.next(now), null, { at: now, now, actor, cause: null })
  const context = { model, workflow, random, loaded: { ...NOTHING_LOADED, team }, newId: () => ids.next(now) }
  const replayed = (error: DocketError) => replayOf(runtime, tenant, keyed, error)

  const result = create(draft, input, context)
  if (isRefusal(result)) return replayed(refusalError(result))
  const decided = { draft, consequences: consequences(draft, model, workflow, null) }
  const idempotency = keyed && recordOf(runtime, keyed, decided, result)
  const commit = assembleCommit(tenant, [decided], { idempotency })
  const committed = await store.commit(commit)
  if (!committed.ok) return replayed(await refusedCommit(runtime, request, committed.conflict))
  return committedOutcome(runtime, commit, decided, result)
}
