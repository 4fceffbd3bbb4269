import * as z from 'zod'
import { createSlaBook } from '../definitions/sla-book.js'
import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import { instant, invalidInput, parseInput, text } from '../kernel/input.js'
import { isPlainObject } from '../kernel/json.js'
import { seededRandom } from '../kernel/seeded-random.js'
import { sleep } from '../kernel/system.js'
import { SAME_WORK, type WorkAssumption } from '../rehearsal/assumption.js'
import { differencesBetween } from '../rehearsal/compare.js'
import { AssignmentComparison, type SideName } from '../rehearsal/compare-assignments.js'
import type { Rehearsal, RehearsedSide } from '../rehearsal/rehearsal-types.js'
import { RehearsedDesk } from '../rehearsal/rehearsed-desk.js'
import { replayHistory } from '../rehearsal/replay.js'
import { RoutingTally } from '../rehearsal/routing-tally.js'
import type { ReplayModel, TimedEvent } from '../rehearsal/step.js'
import { addToTally, emptyTally, summarize } from '../rehearsal/summarize.js'
import { NO_RULES } from '../rules/rule-set.js'
import { authorize } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, AgentRecord, TicketRecord } from '../store/record-types.js'
import { decidesWho, policiesOf } from '../ticket/routing.js'
import { agentRecord } from './directory-commands.js'
import { historiesOf } from './histories.js'
import type { RehearseInput } from './rehearse-types.js'
import { changedModel, type RehearsedChange } from './rehearsed-change.js'

const TURN = 50
const DAY_MS = 24 * 3_600_000

const object = (what: string) => z.custom<object>(isPlainObject, `must be ${what}`)
const callable = z.custom<() => void>((value) => typeof value === 'function', 'must be a function')
const policy = z.custom<object>((value) => typeof value === 'object' && value !== null, 'must be a policy')
const rehearseInput = z.strictObject({
  since: instant,
  until: instant,
  change: z.strictObject({
    sla: z.array(z.unknown()).optional(),
    calendars: object('an object of calendars by name').optional(),
    routing: policy.optional(),
    priority: policy.optional(),
    agents: z.array(z.unknown()).max(10_000).optional(),
  }),
  limit: z.int().min(0).max(10_000).default(1_000),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1),
  assume: z.strictObject({ text: text(2_000), delay: callable }).optional(),
  onProgress: callable.optional(),
  signal: z.instanceof(AbortSignal).optional(),
})

/** Replays history twice, under the desk's definitions and under the change, and compares. Writes nothing. */
export async function rehearse(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  given: unknown,
): Promise<Rehearsal> {
  authorize(runtime.model.access, actor, 'rehearse', null)
  const input = parseInput(rehearseInput, given, 'rehearse')
  const { since, until, change, limit, signal } = input
  const assume = (input.assume as WorkAssumption | undefined) ?? SAME_WORK
  if (since >= until) {
    throw invalidInput('rehearse', [{ path: ['until'], code: 'order', message: 'must be later than `since`' }])
  }
  const onProgress = input.onProgress as RehearseInput['onProgress']
  const end = until.getTime()
  const comparison = new AssignmentComparison(limit)
  const sides = await sidesOf(runtime, tenant, change, { end, seed: input.seed, assume, comparison })
  const modelled = sides.some(({ desk }) => desk !== null)
  signal?.throwIfAborted()
  let tickets = 0
  let events = 0
  let last = since.getTime()
  for await (const { ticket, history } of historiesOf(runtime, tenant, actor, { since: since.getTime(), until: end })) {
    tickets += 1
    events += history.length
    signal?.throwIfAborted()
    if (tickets % TURN === 0) {
      // Whoever else lives in this process is to have a turn.
      await sleep(0).done
      onProgress?.({ tickets, at: new Date(ticket.createdAt) })
    }
    for (const side of sides) side.take(ticket, history)
    last = ticket.createdAt
  }
  // What is left of the time goes by in turns, too.
  for (let at = last; at < end; at = Math.min(end, at + DAY_MS)) {
    for (const { desk } of sides) desk?.advanceTo(at)
    await sleep(0).done
    signal?.throwIfAborted()
  }
  for (const side of sides) side.finish()
  const [before, after] = sides
  const { wholeMs, pausedMs } = before.tally
  return {
    since,
    until,
    tickets,
    events,
    notes: notesOf(tickets, modelled ? assume : null, sides),
    pausedShare: wholeMs === 0 ? 0 : pausedMs / wholeMs,
    before: before.summary(),
    after: after.summary(),
    differences: {
      ...differencesBetween(before.tally.runs, after.tally.runs, limit),
      assignments: comparison.differences,
    },
  }
}

function notesOf(tickets: number, assume: WorkAssumption | null, sides: readonly Side[]): Reason[] {
  const notes: Reason[] = []
  if (tickets === 0) notes.push({ code: 'no-history' })
  if (assume) notes.push({ code: 'assumed', text: assume.text })
  if (sides.some(({ offers }) => offers)) notes.push({ code: 'offers-accepted' })
  for (const [index, { failed }] of sides.entries()) {
    const [first] = failed.values()
    if (first === undefined) continue
    const side = index === 0 ? 'before' : 'after'
    notes.push({ code: 'policy-failed', side, tickets: failed.size, message: first })
  }
  return notes
}

interface SideOptions {
  readonly end: Instant
  readonly seed: number
  readonly assume: WorkAssumption
  readonly comparison: AssignmentComparison
}

/** One of the two that are compared. */
interface Side {
  readonly tally: ReturnType<typeof emptyTally>
  /** Whether agents are asked, of whom a rehearsal can only think that they accept. */
  readonly offers: boolean
  /** Null where history tells who got what. */
  readonly desk: RehearsedDesk | null
  readonly take: (ticket: TicketRecord, history: readonly TimedEvent[]) => void
  readonly finish: () => void
  readonly summary: () => RehearsedSide
  /** The tickets on which a policy failed, each with what it says. */
  readonly failed: ReadonlyMap<string, string>
}

async function sidesOf(runtime: Runtime, tenant: string, change: RehearsedChange, options: SideOptions) {
  const after = changedModel(runtime.model, change)
  const agents = await agentsOf(runtime, tenant)
  const shifts = new Set(agents.map(({ shift }) => shift))
  const otherShifts = Object.keys(change.calendars ?? {}).some((name) => shifts.has(name))
  const { routing, priority, agents: others } = change
  if (!otherShifts && [routing, priority, others].every((part) => part === undefined)) {
    return [toldSide(runtime.model, options), toldSide(after, options)] as const
  }
  const changed = new Map(agents.map((agent) => [agent.id, agent]))
  for (const given of change.agents ?? []) {
    const agent = agentRecord(after, given, 'rehearse')
    changed.set(agent.id, agent)
  }
  const staff = [...changed.values()].filter(({ status }) => status !== 'removed')
  return [livingSide('before', runtime.model, agents, options), livingSide('after', after, staff, options)] as const
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
    offers: false,
    take(_ticket, history) {
      for (const found of replayHistory(history, replayed, end)) addToTally(tally, found, replayed.book, end)
    },
    finish: () => {},
    summary: () => ({ ...summarize(tally), routing: null }),
    failed: new Map(),
  }
}

/** A side on which a desk lives through history, all its tickets in the order of time. */
function livingSide(
  name: SideName,
  model: ReplayModel['model'],
  agents: readonly AgentRecord[],
  { end, seed, assume, comparison }: SideOptions,
): Side {
  const replayed = replayModel(model)
  const tally = emptyTally()
  const routing = decidesWho(model) ? new RoutingTally(agents.map(({ id }) => id)) : null
  const failed = new Map<string, string>()
  const desk = new RehearsedDesk({
    ...replayed,
    agents,
    random: seededRandom(seed),
    assume,
    onChange: (before, after, at) => routing?.changed(before, after, at),
    onFailure: (ticketId, error) => void failed.set(ticketId, error.message),
    onEnd(found) {
      addToTally(tally, found, replayed.book, end)
      routing?.ended(found)
      comparison.ended(name, found)
    },
  })
  return {
    tally,
    desk,
    offers: policiesOf(model).some(({ offerMs }) => offerMs !== undefined),
    take(ticket, history) {
      const [first] = history
      if (!first) return
      desk.advanceTo(first.at - 1)
      desk.begin(ticket.id, history, { subject: ticket.subject, personal: ticket.personal })
    },
    finish: () => desk.finish(end),
    summary: () => ({ ...summarize(tally), routing: routing?.summary() ?? null }),
    failed,
  }
}
