import type { Instant } from '../kernel/clock.js'
import { deepFrozen } from '../kernel/deep-frozen.js'
import type { Candidate } from '../routing/policy-types.js'
import { presenceOf } from '../routing/presence.js'
import type { AgentRecord, TicketRecord } from '../store/record-types.js'
import { countedNames, counterOf } from '../ticket/counters.js'
import { routingOf } from '../ticket/routing.js'
import type { Runtime } from './runtime.js'

/** So many tickets of a requester are looked through for who last worked on one. */
const LAST_TICKETS = 10

/** Who might get a ticket, with what they hold: the agents of its team and of the policy's others, all when it has no team. */
export async function candidatesFor(runtime: Runtime, ticket: TicketRecord, at: Instant): Promise<Candidate[]> {
  const others = routingOf(ticket, runtime.model)?.teams ?? []
  const teams = ticket.team === null ? null : [...new Set([ticket.team, ...others])]
  const agents = await runtime.directory.agents(ticket.tenant, teams)
  return withCounts(runtime, ticket, agents, at)
}

async function withCounts(
  { store, model }: Runtime,
  ticket: TicketRecord,
  agents: readonly AgentRecord[],
  at: Instant,
): Promise<Candidate[]> {
  if (agents.length === 0) return []
  const { load, channelLoad, turn, solved } = countedNames(ticket)
  const names = [load, channelLoad, turn, solved]
  const keys = agents.flatMap(({ id }) => names.map((name) => counterOf(name, id)))
  const values = await store.counters(ticket.tenant, keys)
  const value = (agent: number, name: number) => values[agent * names.length + name] ?? 0
  return agents.map((given, index): Candidate => {
    // A host's directory may keep its objects, and know nothing of later parts.
    const agent: AgentRecord = { ...LATER_PARTS, ...given }
    return deepFrozen({
      agent,
      presence: presenceOf(agent, model.calendars, at),
      load: value(index, 0),
      channelLoad: value(index, 1),
      turn: value(index, 2),
      solved: value(index, 3),
    })
  })
}

const LATER_PARTS = { channels: {}, shift: null, vacations: [], rating: null, weight: 1 } as const

/** Who last worked on another ticket of the same requester, if the policy asks for that. */
export async function lastAgentFor({ store, model }: Runtime, ticket: TicketRecord): Promise<string | null> {
  if (!routingOf(ticket, model)?.usesLastAgent) return null
  const { tenant, id, requester } = ticket
  const latest = await store.query({
    tenant,
    where: [{ on: 'requester', is: requester.id }],
    sort: 'createdAt',
    direction: 'desc',
    limit: LAST_TICKETS,
    after: null,
  })
  return latest.find((other) => other.id !== id && other.assignee !== null)?.assignee ?? null
}
