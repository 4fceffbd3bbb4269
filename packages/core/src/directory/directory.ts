import type { Store } from '../store/port.js'
import type { AgentRecord, DepartmentRecord, TeamRecord } from '../store/record-types.js'

/**
 * Who works at the desk: a port, so that a host can answer from its own data. What agents hold is always the store's.
 */
export interface Directory {
  /** The agent, or null. */
  agent(tenant: string, id: string): Promise<AgentRecord | null>
  /** The team, or null. */
  team(tenant: string, id: string): Promise<TeamRecord | null>
  /** The department, or null. */
  department(tenant: string, id: string): Promise<DepartmentRecord | null>
  /** The agents of any of the teams, or all of the tenant when it is null, each once; who is removed may be left out. */
  agents(tenant: string, teams: readonly string[] | null): Promise<readonly AgentRecord[]>
}

/** The directory that the store keeps. */
export function storeDirectory(store: Store): Directory {
  return {
    async agent(tenant, id) {
      const record = await store.directoryEntry(tenant, 'agent', id)
      return record?.kind === 'agent' ? record.entry : null
    },
    async team(tenant, id) {
      const record = await store.directoryEntry(tenant, 'team', id)
      return record?.kind === 'team' ? record.entry : null
    },
    async department(tenant, id) {
      const record = await store.directoryEntry(tenant, 'department', id)
      return record?.kind === 'department' ? record.entry : null
    },
    agents: (tenant, teams) => store.agents(tenant, teams),
  }
}
