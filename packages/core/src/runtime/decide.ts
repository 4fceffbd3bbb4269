import type { Instant } from '../kernel/clock.js'
import type { Expectation, TimerLeaseReference } from '../store/commit-types.js'
import type { ActorReference, EventCause, TicketRecord } from '../store/record-types.js'
import type { DecidedDraft } from '../ticket/assemble.js'
import { catchUpWithTime, settle } from '../ticket/catch-up.js'
import {
  type CommandResult,
  type FindMeant,
  type Loaded,
  type Needs,
  NOTHING_LOADED,
  type TicketCommand,
} from '../ticket/command.js'
import { refuseMerged } from '../ticket/commands/merge.js'
import { consequences } from '../ticket/consequences.js'
import { type HolderLimits, holderOf, limitsOf } from '../ticket/counters.js'
import { type Stamp, TicketDraft } from '../ticket/draft.js'
import { reprioritize } from '../ticket/priority.js'
import { isRefusal } from '../ticket/refusal.js'
import { TIMEOUT_TIMER } from '../ticket/timed/timeout.js'
import type { CompiledWorkflow } from '../workflow/compile.js'
import { authorize, notFound } from './authorize.js'
import { candidatesFor, lastAgentFor } from './candidates.js'
import { categoriesFor } from './categories-of.js'
import type { KeyedCommand } from './idempotency.js'
import { linkedFrom } from './linked-from.js'
import { removedApprovers } from './removed-approvers.js'
import type { Runtime } from './runtime.js'
import { knowingWhomIsMeant } from './whom-is-meant.js'
import { workflowFor, workflowOf } from './workflow-of.js'

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
  /**
   * For what a timer does: the instant at which it was due. The command counts as of then, however late it fires, and
   * what comes due later is left to the next timer.
   */
  readonly dueAt?: Instant
  /** Done to a ticket although it was merged into another. */
  readonly staysWithMerged?: boolean
  /** Looked at whenever the ticket is loaded; false ends the command without a change. */
  readonly wanted?: (ticket: TicketRecord) => boolean
}

/** What a command is to write, for its ticket first, and for another that it changes too. */
export interface Decided {
  readonly drafts: readonly DecidedDraft[]
  readonly result: CommandResult
  /** The tickets, as they were looked at, on which the decision relies without changing them. */
  readonly relies: readonly Expectation[]
}

/** Decides a command on a ticket as it was loaded: what is written, or why not. Loads what the decision needs. */
export function decide<Input>(runtime: Runtime, request: CommandRequest<Input>, before: TicketRecord) {
  return knowingWhomIsMeant(runtime, (meant) => decideKnowing(runtime, request, before, meant))
}

async function decideKnowing<Input>(
  runtime: Runtime,
  request: CommandRequest<Input>,
  before: TicketRecord,
  meant: FindMeant,
) {
  const { model, random, ids, slaBook } = runtime
  const { command, input, tenant, actor, cause } = request
  const { mergedInto } = before.flow
  if (mergedInto !== undefined && !isForMerged(request)) return refuseMerged(before.id, mergedInto)
  const now = runtime.clock.now()
  const at = request.dueAt === undefined ? now : Math.max(request.dueAt, before.updatedAt)
  const stamp: Stamp = { at, now, actor, cause }
  const workflow = await workflowFor(runtime, command, before)
  const draft = new TicketDraft(tenant, before.id, before, stamp)
  await slaBook.bring(before)
  const needs = command.needs?.(input, before, workflow)
  const categories = await categoriesFor(runtime, before, needs, workflow)
  const found = needs && (await loadNeeds(runtime, request, before, needs, stamp))
  const loaded: Loaded = { ...NOTHING_LOADED, ...found, categories }
  const told = [draft, ...(loaded.other ? [loaded.other] : [])]
  const live = cause?.kind !== 'import'
  const context = { model, workflow, loaded, random, meant, find: slaBook.atHand, newId: () => ids.next(now) }
  const isTimeout = request.settles?.key === TIMEOUT_TIMER
  // Before anything due is taken, so that it does not matter who looks first.
  const removed = await removedApprovers(runtime, before, workflow, command.action === 'override')
  if (live) catchUpWithTime(draft, context, slaBook.atHand, at, isTimeout ? 'asked' : 'taken', removed)
  const itsContext = loaded.other && { ...context, workflow: await workflowOf(runtime, loaded.other.ticket) }
  if (live && loaded.other && itsContext) {
    const itsRemoved = await removedApprovers(runtime, loaded.other.ticket, itsContext.workflow)
    catchUpWithTime(loaded.other, itsContext, slaBook.atHand, at, 'taken', itsRemoved)
  }
  const result = command.decide(draft, input, { ...context, loaded: { ...loaded, removed } })
  if (isRefusal(result)) return result
  // A migrated ticket goes on by its new version.
  const { workflow: next } = loaded
  const after = next && isOn(draft.ticket, next) ? next : workflow
  const itsAfter = { ...context, workflow: after }
  for (const one of told) {
    if (one.events.length === 0) continue
    if (live) settle(one, one === draft ? itsAfter : (itsContext ?? context), slaBook.atHand)
    else reprioritize(one, model, slaBook.atHand)
  }
  const limits = holderLimits(draft, loaded)
  const drafts = [{ draft, consequences: consequences(draft, model, after, limits, slaBook.atHand) }]
  if (loaded.other) {
    const otherWorkflow = await workflowOf(runtime, loaded.other.ticket)
    const follows = consequences(loaded.other, model, otherWorkflow, null, slaBook.atHand)
    drafts.push({ draft: loaded.other, consequences: follows })
  }
  return { drafts, result, relies: loaded.linked.looked } satisfies Decided
}

/** Whether it can be done to a ticket that goes on elsewhere; time and an import of its past do not ask. */
function isForMerged<Input>({ command, cause, settles, staysWithMerged }: CommandRequest<Input>): boolean {
  if (staysWithMerged === true || command.worksWhenMerged === true || command.worksOnAnyVersion === true) return true
  return cause?.kind === 'import' || (settles !== undefined && settles !== null)
}

function isOn({ workflow, workflowVersion }: TicketRecord, { definition }: CompiledWorkflow): boolean {
  return workflow === definition.id && workflowVersion === definition.version
}

async function loadNeeds<Input>(
  runtime: Runtime,
  request: CommandRequest<Input>,
  before: TicketRecord,
  needs: Needs,
  stamp: Stamp,
): Promise<Omit<Loaded, 'categories' | 'removed'>> {
  const { store, directory, model } = runtime
  const { tenant, actor } = request
  const { linkedFrom: links } = needs
  // Each once, so that what is relied on is of the versions that the commit expects.
  const loads = new Map([[before.id, Promise.resolve<TicketRecord | null>(before)]])
  const load = (id: string) => {
    const loading = loads.get(id) ?? store.load(tenant, id)
    loads.set(id, loading)
    return loading
  }
  const [agent, agents, team, other, linked, [message = null], files, candidates, lastAgent, deadLetters, workflow] =
    await Promise.all([
      needs.agent === undefined ? null : directory.agent(tenant, needs.agent),
      Promise.all([...new Set(needs.agents)].map((id) => directory.agent(tenant, id))),
      needs.team === undefined ? null : directory.team(tenant, needs.team),
      needs.ticket === undefined || needs.ticket === before.id ? null : load(needs.ticket),
      links === undefined ? NOTHING_LOADED.linked : linkedFrom(links.ticket, links.kind, load),
      needs.message === undefined ? [] : store.messages(tenant, [needs.message]),
      Promise.all([...new Set(needs.attachments)].map((id) => store.attachment(tenant, id))),
      needs.candidates ? candidatesFor(runtime, before, stamp.at) : [],
      needs.candidates ? lastAgentFor(runtime, before) : null,
      needs.deadLetters ? store.deadLetters(tenant) : [],
      needs.workflow === undefined ? null : runtime.book.find(tenant, needs.workflow.id, needs.workflow.version),
    ])
  if (needs.ticket !== undefined && needs.ticket !== before.id) {
    if (other === null) throw notFound('ticket')
    authorize(model.access, actor, request.command.action, other)
    await runtime.slaBook.bring(other)
  }
  const draft = other && new TicketDraft(tenant, other.id, other, stamp)
  const byId = new Map(agents.flatMap((one) => (one === null ? [] : [[one.id, one]])))
  return {
    agent,
    agents: byId,
    team,
    other: draft,
    linked,
    message,
    attachments: new Map(files.flatMap((one) => (one === null ? [] : [[one.id, one]]))),
    candidates,
    lastAgent,
    deadLetters,
    workflow,
  }
}

/** What the agent may hold to whom the draft gives its ticket, or whom it asks. */
function holderLimits(draft: TicketDraft, loaded: Loaded): HolderLimits | null {
  const holder = holderOf(draft.ticket)
  if (holder === null || (draft.before !== null && holder === holderOf(draft.before))) return null
  if (loaded.agent?.id === holder) return limitsOf(loaded.agent, draft.ticket)
  const candidate = loaded.candidates.find(({ agent }) => agent.id === holder)
  if (!candidate) return null
  const last = Math.max(...loaded.candidates.map(({ turn }) => turn))
  return limitsOf(candidate.agent, draft.ticket, last + 1 - candidate.turn)
}
