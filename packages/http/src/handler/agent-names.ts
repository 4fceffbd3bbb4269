import { type ActorDesk, DocketError } from '@docket/core'

/** What an agent is called to whoever may read the ticket, requesters too; null to name nobody. */
export type AgentName = (tenant: string, agent: string) => string | null | Promise<string | null>

/**
 * What agents are called: as the host says, else as the directory does to whoever may read it. Those who are named to nobody
 * are missing.
 */
export async function agentNames(
  desk: ActorDesk,
  tenant: string,
  agents: readonly string[],
  agentName: AgentName | undefined,
): Promise<Readonly<Record<string, string>>> {
  const nameOf = async (agent: string) =>
    agentName ? agentName(tenant, agent) : ((await desk.directory.agent(agent))?.name ?? null)
  try {
    const names = await Promise.all(agents.map(async (agent) => [agent, await nameOf(agent)] as const))
    return Object.fromEntries(names.flatMap(([agent, name]) => (name === null ? [] : [[agent, name]])))
  } catch (error) {
    if (DocketError.is(error, 'FORBIDDEN')) return {}
    throw error
  }
}
