import type { StoreFixture } from '../store/fixture.js'
import { presentOf, readFeed } from '../store/read-feed.js'
import { type StepKind, step } from './step.js'
import { type StoreWorld, TENANTS } from './store-world.js'

type Kind = StepKind<StoreWorld, StoreFixture>

/** Where each side's readers stopped, by tenant, the last behind the others: positions are each store's own. */
const stops = new WeakMap<StoreFixture, ReadonlyMap<string, string[]>>()

/** Begins the feeds of a store's tenants. */
export async function beginFeeds(side: StoreFixture): Promise<void> {
  const begun = new Map<string, string[]>()
  for (const tenant of TENANTS) begun.set(tenant, [await presentOf(side.store, tenant)])
  stops.set(side, begun)
}

const readOn: Kind = {
  kind: 'read feed',
  weight: 4,
  prepare: (world, random) => {
    const tenant = random.chance(0.1) ? TENANTS[2] : world.tenant(random)
    const [back, limit, part] = [random.chance(0.7) ? 0 : random.below(4), random.pick([1, 7, 1000]), random.next()]
    return step({ tenant, back, limit, part }, async (side) => {
      const own = stops.get(side)?.get(tenant) ?? []
      const after = own.at(-1 - back) ?? own[0] ?? ''
      const { events, positions, next } = await readFeed(side.store, { tenant, after, limit })
      own.push(next)
      const until = positions[Math.floor(part * positions.length)]
      const first = until === undefined ? null : await readFeed(side.store, { tenant, after, until, limit })
      return { events, first: first?.events.length ?? 0 }
    })
  },
}

/** Commands on the feed. */
export const feedSteps: readonly Kind[] = [readOn]
