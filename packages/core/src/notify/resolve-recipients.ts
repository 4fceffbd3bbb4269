import type { AgentRecipient, Recipient } from '../actions/action-types.js'
import type { Directory } from '../directory/directory.js'
import { LIMITS } from '../kernel/limits.js'
import type { ActorReference, AgentRecord, TicketView } from '../store/record-types.js'

/** So many are told of one thing at most: all watchers that a ticket can have, and as many again. */
const MOST_RECIPIENTS = 2 * LIMITS.watchers

/** So far up a hierarchy is looked; one that leads in a circle ends here. */
const MOST_LEVELS = 20

/**
 * Who is meant, each once, as the directory stands now. Where a recipient means nobody, whoever has the role `lead`
 * is meant: what nobody hears of is lost.
 */
export async function resolveRecipients(
  directory: Directory,
  ticket: TicketView,
  recipients: readonly Recipient[],
): Promise<ActorReference[]> {
  const found: ActorReference[] = []
  for (const recipient of recipients) {
    const meant = await meantBy(directory, ticket, recipient)
    found.push(...(meant.length > 0 || recipient === 'watchers' ? meant : [LEADS]))
  }
  const once = new Map<string, ActorReference>()
  for (const one of found) {
    const person = personOf(one)
    if (!once.has(person)) once.set(person, one)
  }
  return [...once.values()].slice(0, MOST_RECIPIENTS)
}

/** Who a recipient is, apart from how they are meant: an agent who watches is one person. */
export function personOf({ type, id }: ActorReference): string {
  return `${type === 'watcher' ? 'agent' : type} ${id}`
}

/** Whoever has the role `lead`. */
export const LEADS: ActorReference = { type: 'role', id: 'lead' }

async function meantBy(directory: Directory, ticket: TicketView, recipient: Recipient): Promise<ActorReference[]> {
  if (recipient === 'watchers') return ticket.watchers.map((id) => ({ type: 'watcher', id }))
  if (recipient === 'requester') return [{ type: 'requester', id: ticket.requester.id }]
  if (typeof recipient === 'object' && 'role' in recipient) return [{ type: 'role', id: recipient.role }]
  const agents = await agentsMeantBy(directory, ticket, recipient)
  return agents.map((id) => ({ type: 'agent', id }))
}

/** The agents who are meant, as the directory stands now. */
export async function agentsMeantBy(
  directory: Directory,
  ticket: TicketView,
  recipient: AgentRecipient,
): Promise<string[]> {
  const { tenant, team, assignee, flow } = ticket
  if (recipient === 'assignee') {
    return assignee === null ? agentsMeantBy(directory, ticket, 'team') : working(directory, tenant, [assignee])
  }
  if (recipient === 'coordinator') {
    const named = await working(directory, tenant, [flow.coordinator ?? null])
    return named.length > 0 ? named : agentsMeantBy(directory, ticket, 'assignee')
  }
  if (recipient === 'team') return team === null ? [] : members(directory, tenant, team)
  if (recipient === 'lead') return working(directory, tenant, [await leadOf(directory, ticket)])
  if (recipient === 'departmentHead') return departmentHead(directory, ticket)
  if (recipient === 'nextAuthority') {
    const from = assignee ?? (await leadOf(directory, ticket))
    return from === null ? [] : nextAuthority(directory, tenant, from)
  }
  if ('agent' in recipient) return working(directory, tenant, [recipient.agent])
  if ('team' in recipient) return members(directory, tenant, recipient.team)
  const below = await agentsMeantBy(directory, ticket, recipient.managerOf)
  const managers = await Promise.all(below.map((id) => superior(directory, tenant, id, () => true)))
  return managers.flat()
}

async function leadOf(directory: Directory, { tenant, team }: TicketView): Promise<string | null> {
  return team === null ? null : ((await directory.team(tenant, team))?.lead ?? null)
}

/** Those of the agents who have not been removed; of whom the directory knows nothing, it is believed. */
async function working(directory: Directory, tenant: string, ids: readonly (string | null)[]): Promise<string[]> {
  const known = await Promise.all(
    ids.map(async (id) => id !== null && { id, agent: await directory.agent(tenant, id) }),
  )
  return known.flatMap((one) => (one && one.agent?.status !== 'removed' ? [one.id] : []))
}

/** The present members of a team; while nobody is present, all. */
async function members(directory: Directory, tenant: string, team: string): Promise<string[]> {
  const all = await directory.agents(tenant, [team])
  const present = all.filter(({ status }) => status === 'present')
  return (present.length > 0 ? present : all).map(({ id }) => id)
}

async function departmentHead(directory: Directory, { tenant, team }: TicketView): Promise<string[]> {
  let next = team === null ? null : ((await directory.team(tenant, team))?.department ?? null)
  for (let level = 0; next !== null && level < MOST_LEVELS; level += 1) {
    const department = await directory.department(tenant, next)
    const head = department?.status === 'active' ? await working(directory, tenant, [department.head]) : []
    if (head.length > 0) return head
    next = department?.parent ?? null
  }
  return []
}

async function nextAuthority(directory: Directory, tenant: string, from: string): Promise<string[]> {
  const authority = (agent: AgentRecord | null) => agent?.authority ?? 0
  const own = authority(await directory.agent(tenant, from))
  return superior(directory, tenant, from, (agent) => authority(agent) > own)
}

/** The nearest superior who works at the desk and is as wanted. */
async function superior(
  directory: Directory,
  tenant: string,
  from: string,
  wanted: (agent: AgentRecord) => boolean,
): Promise<string[]> {
  let next = (await directory.agent(tenant, from))?.manager ?? null
  for (let level = 0; next !== null && level < MOST_LEVELS; level += 1) {
    const agent = await directory.agent(tenant, next)
    if (agent !== null && agent.status !== 'removed' && wanted(agent)) return [agent.id]
    next = agent?.manager ?? null
  }
  return []
}
