import { DocketError } from '../kernel/error.js'
import { shortPause } from '../kernel/system.js'
import type { Conflict, TimerLeaseReference } from '../store/commit-types.js'
import type { ActorReference, EventCause, TicketRecord } from '../store/record-types.js'
import { assembleCommit, type DecidedDraft } from '../ticket/assemble.js'
import { type CommandResult, type Loaded, type Needs, NOTHING_LOADED, type TicketCommand } from '../ticket/command.js'
import { consequences } from '../ticket/consequences.js'
import { type Stamp, TicketDraft } from '../ticket/draft.js'
import { isRefusal, refusalError } from '../ticket/refusal.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import { authorize, notFound } from './authorize.js'
import { refusedCommit, versionError } from './conflict-error.js'
import { type KeyedCommand, recordOf, replayOf } from './idempotency.js'
import { asDocketError, type CommandOutcome, committedOutcome, unchanged } from './outcome.js'
import type { Runtime } from './runtime.js'

/** So often a command is decided anew when others change its ticket meanwhile. */
const MOST_TRIES = 60

/** A command on its way. */
export interface CommandRequest<Input> {
  readonly tenant: string
  readonly actor: ActorReference
  readonly command: TicketCommand<Input>
  readonly ticketId: string
  readonly input: Input
  readonly cause: EventCause | null
  readonly expectedVersion?: number | undefined
  readonly keyed?: KeyedCommand | null
  readonly settles?: TimerLeaseReference | null
  /** Looked at whenever the ticket is loaded; false ends the command without a change. */
  readonly wanted?: (ticket: TicketRecord) => boolean
}

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

interface Decided {
  readonly drafts: readonly DecidedDraft[]
  readonly result: CommandResult
}

async function decide<Input>(runtime: Runtime, request: CommandRequest<Input>, before: TicketRecord) {
  const { model, random, ids } = runtime
  const { command, input, tenant, actor, cause } = request
  const now = runtime.clock.now()
  const stamp: Stamp = { at: now, now, actor, cause }
  const workflow = await (command.worksInAnyState ? versionOf : workflowOf)(runtime, before)
  const draft = new TicketDraft(tenant, before.id, before, stamp)
  const needs = command.needs?.(input, before)
  const loaded = needs ? await loadNeeds(runtime, request, before, needs, stamp) : NOTHING_LOADED
  const result = command.decide(draft, input, { model, workflow, loaded, random, newId: () => ids.next(now) })
  if (isRefusal(result)) return result
  const capacity = capacityOf(draft, loaded)
  const drafts: DecidedDraft[] = [{ draft, consequences: consequences(draft, model, workflow, capacity) }]
  if (loaded.other) {
    const otherWorkflow = await workflowOf(runtime, loaded.other.ticket)
    drafts.push({ draft: loaded.other, consequences: consequences(loaded.other, model, otherWorkflow, null) })
  }
  return { drafts, result } satisfies Decided
}

/** The workflow version that a ticket is on; a ticket in a state that it does not have is left alone. */
export async function workflowOf(runtime: Runtime, ticket: TicketRecord): Promise<CompiledWorkflow> {
  const { workflow: id, workflowVersion: version } = ticket
  const workflow = await versionOf(runtime, ticket)
  if (workflow.definition.states[ticket.state] !== undefined) return workflow
  throw new DocketError(
    'STATE_UNKNOWN',
    `The ticket is in the state ${ticket.state}, which version ${version} of the workflow ${id} does not have. Override its state.`,
    { state: ticket.state, workflow: id, version },
  )
}

async function versionOf(runtime: Runtime, ticket: TicketRecord): Promise<CompiledWorkflow> {
  const { workflow: id, workflowVersion: version } = ticket
  return runtime.book.atHand(id, version) ?? (await runtime.book.find(ticket.tenant, id, version))
}

async function loadNeeds<Input>(
  runtime: Runtime,
  request: CommandRequest<Input>,
  before: TicketRecord,
  needs: Needs,
  stamp: Stamp,
): Promise<Loaded> {
  const { store, directory, model } = runtime
  const { tenant, actor } = request
  const [agent, team, other, message, candidates] = await Promise.all([
    needs.agent === undefined ? null : directory.agent(tenant, needs.agent),
    needs.team === undefined ? null : directory.team(tenant, needs.team),
    needs.ticket === undefined || needs.ticket === before.id ? null : store.load(tenant, needs.ticket),
    needs.message === undefined ? null : store.message(tenant, needs.message),
    needs.candidates ? directory.candidates(tenant, before.team) : [],
  ])
  if (needs.ticket !== undefined && needs.ticket !== before.id) {
    if (other === null) throw notFound('ticket')
    authorize(model.access, actor, request.command.action, other)
  }
  const draft = other && new TicketDraft(tenant, other.id, other, stamp)
  return { agent, team, other: draft, message, candidates }
}

function capacityOf(draft: TicketDraft, loaded: Loaded): number | null {
  const assignee = draft.ticket.assignee
  if (assignee === null || assignee === draft.before?.assignee) return null
  if (loaded.agent?.id === assignee) return loaded.agent.capacity
  return loaded.candidates.find(({ agent }) => agent.id === assignee)?.agent.capacity ?? null
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
