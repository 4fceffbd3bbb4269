import type { Store, TicketRecord } from '@docket/core/store'

/**
 * What is wrong with the counters of what a tenant's agents hold: in all and of each channel, that is the weight of the
 * active tickets that the agent holds or is offered.
 */
export async function loadProblems(store: Store, tenant: string, tickets: readonly TicketRecord[]): Promise<string[]> {
  const agents = new Set((await store.agents(tenant, null)).map(({ id }) => id))
  for (const ticket of tickets) {
    const holder = holderOf(ticket)
    if (holder !== null) agents.add(holder)
  }
  const channels = new Set(tickets.map(({ channel }) => channel))

  const held = new Map<string, number>()
  for (const agent of agents) {
    held.set(loadKey(agent), 0)
    for (const channel of channels) held.set(channelKey(agent, channel), 0)
  }
  for (const ticket of tickets) {
    const holder = holderOf(ticket)
    if (holder === null || (ticket.phase !== 'open' && ticket.phase !== 'waiting')) continue
    for (const key of [loadKey(holder), channelKey(holder, ticket.channel)]) {
      held.set(key, (held.get(key) ?? 0) + ticket.weight)
    }
  }

  const counted = await store.counters(tenant, [...held.keys()])
  return [...held].flatMap(([key, weight], place) => {
    const count = counted[place]
    return count === weight ? [] : [`counter ${tenant}/${key}: it is ${count}, but what is held weighs ${weight}`]
  })
}

const holderOf = ({ assignee, offer }: TicketRecord): string | null => assignee ?? offer?.agent ?? null

const loadKey = (agent: string): string => `load:${agent}`

const channelKey = (agent: string, channel: string): string => `load/${encodeURIComponent(channel)}:${agent}`
