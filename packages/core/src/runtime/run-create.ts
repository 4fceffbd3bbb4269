import { NO_CATEGORIES } from '../categories/category-tree.js'
import { DocketError } from '../kernel/error.js'
import type { ActorReference, EventCause } from '../store/record-types.js'
import { assembleCommit } from '../ticket/assemble.js'
import { settle } from '../ticket/catch-up.js'
import { type CommandContext, NOTHING_LOADED } from '../ticket/command.js'
import { type CreateInput, type Customer, create, type Following } from '../ticket/commands/create.js'
import { consequences } from '../ticket/consequences.js'
import { TicketDraft } from '../ticket/draft.js'
import { isRefusal, refusalError } from '../ticket/refusal.js'
import { authorize } from './authorize.js'
import { categoriesOf } from './categories-of.js'
import { refusedCommit } from './conflict-error.js'
import { type KeyedCommand, recordOf, replayOf } from './idempotency.js'
import { asDocketError, type CommandOutcome, committedOutcome } from './outcome.js'
import type { Runtime } from './runtime.js'
import { knowingWhomIsMeant } from './whom-is-meant.js'

/** A ticket to create. */
export interface CreateRequest {
  readonly tenant: string
  readonly actor: ActorReference
  readonly input: CreateInput & Following
  readonly customer: Customer
  readonly keyed: KeyedCommand | null
  readonly cause?: EventCause
  /** Its id, if that must be known before; a new one if left out. */
  readonly ticketId?: string
  /** What else it begins with, before rules see it. */
  readonly begin?: (draft: TicketDraft, context: CommandContext) => void
}

/** Creates a ticket: decide → commit → publish, in one round trip to the store unless a team or category has to be looked up. */
export async function runCreate(runtime: Runtime, request: CreateRequest): Promise<CommandOutcome> {
  const { tenant, actor, keyed } = request
  authorize(runtime.model.access, actor, 'create', null)
  const replayed = (error: DocketError) => replayOf(runtime, tenant, keyed, error)
  const made = await decideCreate(runtime, request).catch(asDocketError)
  // Also what cannot be decided any more has had its answer once.
  if (DocketError.is(made)) return replayed(made)
  if (isRefusal(made)) return replayed(refusalError(made))
  const { decided, result } = made
  const idempotency = keyed && recordOf(runtime, keyed, decided, result)
  const commit = assembleCommit(tenant, [decided], { idempotency })
  const committed = await runtime.store.commit(commit)
  if (!committed.ok) return replayed(await refusedCommit(runtime, request, committed.conflict))
  return committedOutcome(runtime, commit, decided, result)
}

/** Decides a ticket to create: what is written, or why not. */
export async function decideCreate(runtime: Runtime, request: CreateRequest) {
  const { tenant, input } = request
  const [team, categories] = await Promise.all([
    input.team === undefined ? null : runtime.directory.team(tenant, input.team),
    input.category === undefined ? NO_CATEGORIES : categoriesOf(runtime.store, tenant),
  ])
  const loaded = { ...NOTHING_LOADED, team, categories }
  const decideAs = (workflow: string | undefined) =>
    knowingWhomIsMeant(runtime, (meant) => decideOn(runtime, request, { loaded, meant }, workflow))
  const made = await decideAs(input.workflow)
  if (isRefusal(made)) return made
  // A level may have a workflow of its own, for tickets that name none.
  const { workflow, priority } = made.decided.draft.ticket
  const own = runtime.model.levels.get(priority)?.workflow ?? null
  return input.workflow !== undefined || own === null || own === workflow ? made : decideAs(own)
}

function decideOn(
  runtime: Runtime,
  request: CreateRequest,
  known: Required<Pick<CommandContext, 'loaded' | 'meant'>>,
  workflowId: string | undefined,
) {
  const { tenant, actor, input, customer } = request
  const { model, ids, random, book, slaBook } = runtime
  const workflow = book.current(workflowId)
  const find = slaBook.atHand
  const now = runtime.clock.now()
  const draft = new TicketDraft(tenant, request.ticketId ?? ids.next(now), null, {
    at: now,
    now,
    actor,
    cause: request.cause ?? null,
  })
  const context: CommandContext = { model, workflow, random, find, ...known, newId: () => ids.next(now) }
  const result = create(draft, { ...input, customer }, context)
  if (isRefusal(result)) return result
  request.begin?.(draft, context)
  settle(draft, context, find)
  return { decided: { draft, consequences: consequences(draft, model, workflow, null, find) }, result }
}
