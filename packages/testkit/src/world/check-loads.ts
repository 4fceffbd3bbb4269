import type { Store, TicketRecord } from '@docket/core/store'

/** What is wrong with the loads of a tenant's agents: each is the number of active tickets that the agent holds. */
export async function loadProblems(store: Store, tenant: string, tickets: readonly TicketRecord[]): Promise<string[]> {
  const active = tickets.filter(({ phase }) => phase === 'open' || phase === 'waiting')
  const agents = await store.agentLoads(tenant, null)
  return agents.flatMap(({ agent, load }) => {
    const held = active.filter(({ assignee }) => assignee === agent.id).length
    return held === load ? [] : [`agent ${tenant}/${agent.id}: the load is ${load}, but ${held} active tickets`]
  })
}
