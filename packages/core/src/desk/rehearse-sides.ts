import type { DeskModel } from '../definitions/model.js'
import { createSlaBook } from '../definitions/sla-book.js'
import type { Instant } from '../kernel/clock.js'
import { seededRandom } from '../kernel/seeded-random.js'
import type { WorkAssumption } from '../rehearsal/assumption.js'
import type { PairComparison, SideName } from '../rehearsal/compare-pairs.js'
import type { FlowAnew } from '../rehearsal/flow-anew.js'
import { MoveTally, RuleTally } from '../rehearsal/flow-tally.js'
import type { RehearsedAssignment, RehearsedOutcome, RehearsedSide } from '../rehearsal/rehearsal-types.js'
import { RehearsedDesk } from '../rehearsal/rehearsed-desk.js'
import { replayHistory } from '../rehearsal/replay.js'
import { RoutingTally } from '../rehearsal/routing-tally.js'
import type { ReplayModel, TimedEvent } from '../rehearsal/step.js'
import { addToTally, emptyTally, summarize } from '../rehearsal/summarize.js'
import { compileRules, NO_RULES } from '../rules/rule-set.js'
import { categoriesOf } from '../runtime/categories-of.js'
import type { Runtime } from '../runtime/runtime.js'
import type { AgentRecord, TicketRecord } from '../store/record-types.js'
import { decidesWho, policiesOf } from '../ticket/routing.js'
import { agentRecord } from './directory-commands.js'
import { changedModel, type RehearsedChange } from './rehearsed-change.js'

/** How both sides are to be lived through. */
export interface SideOptions {
  readonly end: Instant
  readonly seed: number
  readonly assume: WorkAssumption
  /** So many differences are listed at most. */
  readonly limit: number
  readonly comparison: PairComparison<RehearsedAssignment>
  /** Null where rules and the ways of tickets stay as they are. */
  readonly outcomes: PairComparison<RehearsedOutcome> | null
}

/** One of the two that are compared. */
export interface Side {
  readonly tally: ReturnType<typeof emptyTally>
  /** Whether it is decided anew who gets what. */
  readonly decides: boolean
  /** Whether agents are asked, of whom a rehearsal can only think that they accept. */
  readonly offers: boolean
  /** Null where each ticket is replayed by itself. */
  readonly desk: RehearsedDesk | null
  readonly take: (ticket: TicketRecord, history: readonly TimedEvent[]) => void
  readonly finish: () => void
  readonly summary: () => RehearsedSide
  /** The tickets on which a policy failed, each with what it says. */
  readonly failed: ReadonlyMap<string, string>
}

/** Both sides: the desk as it is, and with the change. */
export async function sidesOf(runtime: Runtime, tenant: string, change: RehearsedChange, options: SideOptions) {
  const after = changedModel(runtime.model, change)
  const agents = await agentsOf(runtime, tenant)
  const shifts = new Set(agents.map(({ shift }) => shift))
  const otherShifts = Object.keys(change.calendars ?? {}).some((name) => shifts.has(name))
  const { routing, priority, agents: others } = change
  const decides = otherShifts || [routing, priority, others].some((part) => part !== undefined)
  if (!decides && options.outcomes === null) {
    return [toldSide(runtime.model, options), toldSide(after, options)] as const
  }
  const changed = new Map(agents.map((agent) => [agent.id, agent]))
  for (const given of change.agents ?? []) {
    const agent = agentRecord(after, given, 'rehearse')
    changed.set(agent.id, agent)
  }
  const staff = [...changed.values()].filter(({ status }) => status !== 'removed')
  const flows = options.outcomes && (await flowsOf(runtime, tenant, change, after))
  const side = { ...options, decides }
  return [
    livingSide('before', runtime.model, agents, { ...side, flow: flows?.before ?? null }),
    livingSide('after', after, staff, { ...side, flow: flows?.after ?? null }),
  ] as const
}

type FlowOfSide = Pick<FlowAnew, 'workflows' | 'known' | 'categories'> & { readonly hasRules: boolean }

/** By which workflows the tickets of each side go, and whether rules act. */
async function flowsOf(
  { store, book }: Runtime,
  tenant: string,
  { rules, workflows = [] }: RehearsedChange,
  after: DeskModel,
): Promise<Readonly<Record<SideName, FlowOfSide>>> {
  const categories = await categoriesOf(store, tenant)
  const given = after.workflows.slice(0, workflows.length).reverse()
  const changed = new Map(given.map((workflow) => [workflow.definition.id, workflow]))
  const both = {
    known: (id: string, version: number) => book.atHand(id, version),
    categories,
    hasRules: rules !== undefined,
  }
  return { before: { ...both, workflows: new Map() }, after: { ...both, workflows: changed } }
}

/** Who works at the desk. Who is away for the moment is thought to be there: a status says nothing of other days. */
async function agentsOf({ directory }: Runtime, tenant: string): Promise<AgentRecord[]> {
  const agents = await directory.agents(tenant, null)
  return agents
    .filter(({ status }) => status !== 'removed')
    .map((agent): AgentRecord => ({ ...agent, status: 'present' }))
}

/** Nothing of it is looked up: its promises are all made under the model at hand. */
function replayModel(model: ReplayModel['model']): ReplayModel {
  // What rules did is part of what history tells.
  return { model: { ...model, rules: NO_RULES }, book: createSlaBook(model, { definition: async () => null }) }
}

/** A side on which everything but promises is as history tells: each ticket can be replayed by itself and let go. */
function toldSide(model: ReplayModel['model'], { end }: SideOptions): Side {
  const replayed = replayModel(model)
  const tally = emptyTally()
  return {
    tally,
    desk: null,
    decides: false,
    offers: false,
    take(_ticket, history) {
      for (const found of replayHistory(history, replayed, end)) addToTally(tally, found, replayed.book, end)
    },
    finish: () => {},
    summary: () => ({ ...summarize(tally), routing: null }),
    failed: new Map(),
  }
}

interface LivingOptions extends SideOptions {
  readonly decides: boolean
  readonly flow: FlowOfSide | null
}

/** A side on which a desk lives through history, all its tickets in the order of time. */
function livingSide(
  name: SideName,
  model: ReplayModel['model'],
  agents: readonly AgentRecord[],
  { end, seed, assume, limit, comparison, outcomes, decides, flow: given }: LivingOptions,
): Side {
  const replayed = replayModel(decides ? model : undecided(model))
  const tally = emptyTally()
  const routing = decides && decidesWho(model) ? new RoutingTally(agents.map(({ id }) => id)) : null
  const failed = new Map<string, string>()
  const definitions = given?.hasRules ? model.rules.rules.map(({ definition }) => definition) : []
  const rules = given?.hasRules ? new RuleTally(definitions) : null
  const moves = given && new MoveTally(limit)
  const flow: FlowAnew | null = given && {
    ...given,
    until: end,
    onEvents: (events) => rules?.take(events),
    onFailed: (rule, action) => rules?.failed(rule, action),
    onMove: (byHand) => moves?.take(byHand),
  }
  const desk = new RehearsedDesk({
    ...replayed,
    // Both sides' rules count from the beginning of time, whenever the desk came to know its own.
    model: { ...replayed.model, rules: compileRules(definitions, model.calendars, model.fields.defaults) },
    ...(flow && { flow }),
    agents,
    random: seededRandom(seed),
    assume,
    onChange: (before, after, at) => routing?.changed(before, after, at),
    onFailure: (ticketId, error) => void failed.set(ticketId, error.message),
    onEnd(found) {
      addToTally(tally, found, replayed.book, end)
      routing?.ended(found)
      comparison.ended(name, found)
      outcomes?.ended(name, found)
    },
  })
  return {
    tally,
    desk,
    decides,
    offers: policiesOf(model).some(({ offerMs }) => offerMs !== undefined),
    take(ticket, history) {
      const [first] = history
      if (!first) return
      desk.advanceTo(first.at - 1)
      desk.begin(ticket.id, history, { subject: ticket.subject, personal: ticket.personal })
    },
    finish: () => desk.finish(end),
    summary: () => ({
      ...summarize(tally),
      routing: routing?.summary() ?? null,
      ...(rules && { rules: rules.summary() }),
      ...(moves && { moves: moves.summary() }),
    }),
    failed,
  }
}

/** A model under which history tells who gets what. */
function undecided(model: DeskModel): DeskModel {
  const levels = new Map([...model.levels].map(([level, settings]) => [level, { ...settings, routing: null }]))
  return { ...model, routing: null, levels }
}
