import type { Instant } from '../kernel/clock.js'
import type { Candidate } from '../routing/policy-types.js'
import type { TimerLeaseReference } from '../store/commit-types.js'
import type { TicketQuery } from '../store/query-types.js'
import type { TicketRecord } from '../store/record-types.js'
import { askRouting } from '../ticket/ask-routing.js'
import { route } from '../ticket/commands/route.js'
import { ROUTE_TIMER } from '../ticket/consequences.js'
import { hopsOf, withHops } from '../ticket/hops.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { decidesWho, routingOf } from '../ticket/routing.js'
import { candidatesFor, lastAgentFor } from './candidates.js'
import { takenBack } from './left.js'
import type { CommandOutcome } from './outcome.js'
import { recordAtVersion, routedVersion } from './past.js'
import { runCommand } from './run-command.js'
import type { Runtime } from './runtime.js'

/** So many waiting tickets are looked at for an agent with a free place, at most, and so many in one query. */
const MOST_LOOKED_AT = 1_000
const PAGE = 50

/** For so many of them the policy is asked in vain. */
const MOST_IN_VAIN = 50

interface TicketName {
  readonly tenant: string
  readonly ticketId: string
  /** How many rules set each other off before; none if left out. */
  readonly hops?: number
}

/** Runs the routing policy for a ticket that waits for an agent, as a command of its own. */
export async function routeTicket(
  runtime: Runtime,
  ticket: TicketName,
  settles: TimerLeaseReference | null = null,
  dueAt?: Instant,
): Promise<CommandOutcome> {
  const given = await askFor(runtime, ticket, settles, dueAt)
  const back = await takenBack(runtime, given, false)
  return back === null ? given : { ...given, ticket: (await askFor(runtime, ticket, null)).ticket }
}

function askFor(
  runtime: Runtime,
  { hops = 0, ...ticket }: TicketName,
  settles: TimerLeaseReference | null,
  dueAt?: Instant,
): Promise<CommandOutcome> {
  const cause = { kind: 'routing', id: ROUTE_TIMER, ...withHops(hops) } as const
  const request = { ...ticket, actor: SYSTEM_ACTOR, command: route, input: {}, cause, settles }
  return runCommand(runtime, dueAt === undefined ? request : { ...request, dueAt })
}

/**
 * Does at once what a command caused: routes the ticket that it left waiting, and gives waiting work to whoever has a
 * free place since. All of it is asked for by timers too, so what fails here, or dies with the process, is done by the
 * next worker. Returns the ticket as it is then.
 */
export async function followUp(runtime: Runtime, given: CommandOutcome): Promise<TicketRecord> {
  if (runtime.store.transaction === 'host') return given.ticket
  const back = await takenBack(runtime, given, true).catch(runtime.report)
  const outcome = back ? { ...back, freed: given.freed } : given
  // What waits may be more urgent than the ticket; and whoever let that pass is not to be asked for it in a new round at once.
  await offerWaiting(runtime, outcome.ticket.tenant, outcome.freed, hopsOf(given.events))
  return outcome.asksForRouting ? routeNow(runtime, outcome) : outcome.ticket
}

async function routeNow(runtime: Runtime, { ticket, events }: CommandOutcome): Promise<TicketRecord> {
  const { tenant, id: ticketId, version } = ticket
  try {
    // What answers a rule is part of its chain.
    const routed = await routeTicket(runtime, { tenant, ticketId, hops: hopsOf(events) })
    if (routed.events.length > 0) return routed.ticket
    // A worker was faster, and more may have happened since: the answer is the ticket as the routing left it, always.
    const by = await routedVersion(runtime.store, tenant, ticketId, version)
    return (by && (await recordAtVersion(runtime.store, tenant, ticketId, by))) || ticket
  } catch (error) {
    runtime.report(error)
    return ticket
  }
}

/** Gives waiting tickets to agents who have free places, the most urgent first and of these the oldest. */
export async function offerWaiting(
  runtime: Runtime,
  tenant: string,
  agents: readonly string[],
  hops = 0,
): Promise<void> {
  if (!decidesWho(runtime.model) || runtime.store.transaction === 'host') return
  for (const agent of agents) {
    try {
      await offerWaitingTo(runtime, tenant, agent, hops)
    } catch (error) {
      runtime.report(error)
    }
  }
}

async function offerWaitingTo(runtime: Runtime, tenant: string, agentId: string, hops: number): Promise<void> {
  let known = new Map<string, readonly Candidate[]>()
  let inVain = 0
  for await (const ticket of waitingTickets(runtime, tenant)) {
    const { team, channel, category, priority } = ticket
    const alike = JSON.stringify([team, channel, category, priority])
    const candidates = known.get(alike) ?? (await candidatesFor(runtime, ticket, runtime.clock.now()))
    known.set(alike, candidates)
    const agent = candidates.find((candidate) => candidate.agent.id === agentId)
    if (agent === undefined) continue
    if (agent.agent.capacity !== null && agent.load >= agent.agent.capacity) return
    // Asking costs a commit; whether it is worth one can be known without.
    if (await wouldBeGiven(runtime, ticket, candidates)) {
      await routeTicket(runtime, { tenant, ticketId: ticket.id, hops })
      known = new Map()
      continue
    }
    inVain += 1
    if (inVain === MOST_IN_VAIN) return
  }
}

async function* waitingTickets({ store }: Runtime, tenant: string): AsyncGenerator<TicketRecord> {
  let after: TicketQuery['after'] = null
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += PAGE) {
    const page: readonly TicketRecord[] = await store.query({
      tenant,
      where: [
        { on: 'phase', in: ['open', 'waiting'] },
        { on: 'assignee', is: null },
      ],
      sort: 'priority',
      direction: 'asc',
      limit: PAGE,
      after,
    })
    yield* page.filter(({ offer }) => offer === null)
    const last = page.at(-1)
    if (page.length < PAGE || !last) return
    after = { value: last.priorityRank, id: last.id }
  }
}

async function wouldBeGiven(
  runtime: Runtime,
  ticket: TicketRecord,
  candidates: readonly Candidate[],
): Promise<boolean> {
  const { model, clock } = runtime
  const policy = routingOf(ticket, model)
  if (policy === null) return false
  const context = { now: clock.now(), random: { next: () => 0 }, lastAgent: await lastAgentFor(runtime, ticket) }
  try {
    return askRouting(policy, ticket, model, candidates, context).assignee !== null
  } catch {
    // Its own timer asks again, and tells of what fails.
    return false
  }
}
