import type { Store } from '@docket/core/store'

const AGENTS = ['ann', 'ben', 'cleo']
/** More than a cycle makes tickets: one that nobody can take would wait for a minute. */
const CAPACITY = 10_000

/** Puts agents into a tenant's directory, for its tickets to be routed to. */
export async function putAgents(store: Store, tenant: string): Promise<void> {
  const by = { tenant, actor: { type: 'service', id: 'drill' }, version: 1, changedAt: 0 } as const
  const free = { capacity: CAPACITY, channels: {}, status: 'present', shift: null, vacations: [], weight: 1 } as const
  const nothing = { teams: [], skills: {}, languages: [], manager: null, authority: null, rating: null } as const
  for (const id of AGENTS) {
    const entry = { ...nothing, ...free, id, name: id }
    await store.putDirectory({ ...by, kind: 'agent', id, entry })
  }
}

/** The tickets of a tenant that should have an agent and have none. */
export async function unrouted(store: Store, tenant: string): Promise<readonly string[]> {
  const tickets = await store.query({
    tenant,
    where: [
      { on: 'phase', in: ['open', 'waiting'] },
      { on: 'assignee', is: null },
    ],
    sort: 'createdAt',
    direction: 'asc',
    limit: 1000,
    after: null,
  })
  return tickets.map(({ id }) => id)
}
