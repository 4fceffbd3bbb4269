import type { AgentRecord, DirectoryKind, DirectoryPut, Store } from '@docket/core/store'
import { type BrokenStore, withMethods } from './broken-store.js'

const breakAgents =
  (agents: (store: Store, tenant: string, teams: readonly string[] | null) => Promise<AgentRecord[]>) =>
  (store: Store): Store =>
    withMethods(store, { agents: (tenant, teams) => agents(store, tenant, teams) })

const breakCounters =
  (counters: (store: Store, tenant: string, keys: readonly string[]) => Promise<number[]>) =>
  (store: Store): Store =>
    withMethods(store, { counters: (tenant, keys) => counters(store, tenant, keys) })

export const brokenDirectory: readonly BrokenStore[] = [
  {
    name: 'keeps departments among the teams',
    caughtBy: ['directory/kinds-apart'],
    breakIt: (store) => {
      const asTeam = (kind: DirectoryKind): DirectoryKind => (kind === 'department' ? 'team' : kind)
      return withMethods(store, {
        putDirectory: (entry) => store.putDirectory({ ...entry, kind: asTeam(entry.kind) } as DirectoryPut),
        directoryEntry: async (tenant, kind, id) => {
          const found = await store.directoryEntry(tenant, asTeam(kind), id)
          return found && ({ ...found, kind } as DirectoryPut)
        },
      })
    },
  },
  {
    name: 'forgets into which category another was merged',
    caughtBy: ['directory/categories'],
    breakIt: (store) =>
      withMethods(store, {
        putDirectory: (put) => {
          if (put.kind !== 'categories') return store.putDirectory(put)
          const categories = put.entry.categories.map((one) => {
            const { mergedInto: _, ...rest } = one
            return rest
          })
          return store.putDirectory({ ...put, entry: { ...put.entry, categories } })
        },
      }),
  },
  {
    name: 'puts any version of a directory entry',
    caughtBy: ['directory/wrong-version', 'directory/race'],
    breakIt: (store) =>
      withMethods(store, {
        putDirectory: async (entry) => {
          await store.putDirectory(entry)
          return true
        },
      }),
  },
  {
    name: 'gives an agent of two teams twice',
    caughtBy: ['directory/teams'],
    breakIt: breakAgents(async (store, tenant, teams) =>
      teams === null
        ? store.agents(tenant, null)
        : (await Promise.all(teams.map((team) => store.agents(tenant, [team])))).flat(),
    ),
  },
  {
    name: 'keeps removed agents',
    caughtBy: ['directory/removed'],
    breakIt: (store) =>
      withMethods(store, {
        putDirectory: (put) =>
          store.putDirectory(put.kind === 'agent' ? { ...put, entry: { ...put.entry, status: 'present' } } : put),
      }),
  },
  {
    name: 'never lets a removed agent come back',
    caughtBy: ['directory/removed'],
    breakIt: (store) => {
      const removed = new Set<string>()
      return withMethods(store, {
        putDirectory: (put) => {
          if (put.kind === 'agent' && put.entry.status === 'removed') removed.add(put.id)
          return store.putDirectory(put)
        },
        agents: async (tenant, teams) => (await store.agents(tenant, teams)).filter(({ id }) => !removed.has(id)),
      })
    },
  },
  {
    name: 'gives the agents of all teams',
    caughtBy: ['directory/team-agents', 'directory/teams', 'directory/no-teams'],
    breakIt: breakAgents((store, tenant) => store.agents(tenant, null)),
  },
  {
    name: 'gives the agents of the first team alone',
    caughtBy: ['directory/teams', 'directory/team-names'],
    breakIt: breakAgents((store, tenant, teams) => store.agents(tenant, teams?.slice(0, 1) ?? null)),
  },
  {
    name: 'takes no team for all',
    caughtBy: ['directory/no-teams'],
    breakIt: breakAgents((store, tenant, teams) => store.agents(tenant, teams?.length === 0 ? null : teams)),
  },
  {
    name: 'compares teams without regard to case',
    caughtBy: ['directory/team-agents', 'directory/team-names'],
    breakIt: breakAgents(async (store, tenant, teams) => {
      const asked = teams?.map((team) => team.toLowerCase())
      const all = await store.agents(tenant, null)
      return asked === undefined
        ? all
        : all.filter((agent) => agent.teams.some((team) => asked.includes(team.toLowerCase())))
    }),
  },
  {
    name: 'sorts agents by UTF-16',
    caughtBy: ['directory/agents'],
    breakIt: breakAgents(async (store, tenant, teams) =>
      (await store.agents(tenant, teams)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    ),
  },
  {
    name: 'gives agents as they were first put',
    caughtBy: ['directory/agents', 'directory/team-agents'],
    breakIt: (store) => {
      const first = new Map<string, AgentRecord>()
      return withMethods(store, {
        putDirectory: (put) => {
          if (put.kind === 'agent' && put.version === 1) first.set(put.id, put.entry)
          return store.putDirectory(put)
        },
        agents: async (tenant, teams) => {
          const all = (await store.agents(tenant, null)).map((agent) => first.get(agent.id) ?? agent)
          return teams === null ? all : all.filter((agent) => agent.teams.some((team) => teams.includes(team)))
        },
      })
    },
  },
  ...(['channels', 'shift', 'vacations', 'rating', 'weight'] as const).map((part) => ({
    name: `forgets the ${part} of an agent`,
    caughtBy: ['directory/agent'],
    breakIt: (store: Store) => {
      const nothing = { channels: {}, shift: null, vacations: [], rating: null, weight: 1 }
      return withMethods(store, {
        putDirectory: (put) =>
          store.putDirectory(put.kind === 'agent' ? { ...put, entry: { ...put.entry, [part]: nothing[part] } } : put),
      })
    },
  })),
  {
    name: 'shows a stranger the agents',
    caughtBy: ['tenancy/nothing-foreign'],
    breakIt: breakAgents((store, tenant, teams) => store.agents(tenant === 'stranger' ? 'acme' : tenant, teams)),
  },
  {
    name: 'gives counters in the order of their keys',
    caughtBy: ['counters/order', 'counters/keys'],
    breakIt: breakCounters((store, tenant, keys) => store.counters(tenant, [...keys].sort())),
  },
  {
    name: 'gives a counter that was asked twice once',
    caughtBy: ['counters/order'],
    breakIt: breakCounters((store, tenant, keys) => store.counters(tenant, [...new Set(keys)])),
  },
  {
    name: 'leaves out counters that were never changed',
    caughtBy: ['counters/change', 'counters/order', 'counters/many'],
    breakIt: breakCounters(async (store, tenant, keys) => (await store.counters(tenant, keys)).filter(Boolean)),
  },
  {
    name: 'gives a hundred counters at most',
    caughtBy: ['counters/many'],
    breakIt: breakCounters((store, tenant, keys) => store.counters(tenant, keys.slice(0, 100))),
  },
  {
    name: 'trims the keys of counters',
    caughtBy: ['counters/keys'],
    breakIt: breakCounters((store, tenant, keys) =>
      store.counters(
        tenant,
        keys.map((key) => key.trim()),
      ),
    ),
  },
  {
    name: 'shows a stranger the counters',
    caughtBy: ['tenancy/nothing-foreign'],
    breakIt: breakCounters((store, tenant, keys) => store.counters(tenant === 'stranger' ? 'acme' : tenant, keys)),
  },
  {
    name: 'keeps removed entries in pages of a kind',
    caughtBy: ['directory pages/removed'],
    breakIt: (store) => {
      const removed = new Map<string, DirectoryPut>()
      return withMethods(store, {
        putDirectory: async (entry) => {
          if ('status' in entry.entry && entry.entry.status === 'removed') removed.set(entry.id, entry)
          return store.putDirectory(entry)
        },
        directoryEntries: async (tenant, kind, page) => [
          ...(await store.directoryEntries(tenant, kind, page)),
          ...removed.values(),
        ],
      })
    },
  },
  {
    name: 'begins each page of a kind at the start',
    caughtBy: ['directory pages/pages'],
    breakIt: (store) =>
      withMethods(store, {
        directoryEntries: (tenant, kind, page) => store.directoryEntries(tenant, kind, { ...page, after: null }),
      }),
  },
]
