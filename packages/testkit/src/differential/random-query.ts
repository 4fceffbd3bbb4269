import type { TicketCondition, TicketQuery, TicketSearch, Visibility } from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import { START } from '../store/records.js'
import { WORDS } from './random-parts.js'
import { TEXTS } from './random-ticket.js'
import type { StoreWorld } from './store-world.js'

/** A list of the tenant's tickets with random filters, sort and place to begin. */
export async function randomQuery(tenant: string, world: StoreWorld, random: SeededRandom): Promise<TicketQuery> {
  const sort = random.pick(['createdAt', 'updatedAt', 'priority', 'dueAt'])
  const last = random.chance(0.5) ? await world.someTicket(tenant, random) : null
  const value = last === null ? 0 : sort === 'priority' ? last.priorityRank : last[sort]
  return {
    tenant,
    where: Array.from({ length: random.below(4) }, () => randomCondition(world, random)),
    sort,
    direction: random.pick(['asc', 'desc']),
    limit: random.pick([1, 3, 10, 1000]),
    after: last === null || value === null ? null : { value, id: last.id },
  }
}

/** A search among the tenant's tickets with random words, filters and place to begin. */
export async function randomSearch(tenant: string, world: StoreWorld, random: SeededRandom): Promise<TicketSearch> {
  const last = random.chance(0.3) ? await world.someTicket(tenant, random) : null
  const first = random.pick(WORDS)
  return {
    tenant,
    terms: [first, ...WORDS.filter((word) => word !== first && random.chance(0.08))],
    where: Array.from({ length: random.chance(0.6) ? 0 : 1 }, () => randomCondition(world, random)),
    visibility: random.pick<readonly Visibility[]>([['public'], ['internal'], ['public', 'internal'], []]),
    limit: random.pick([1, 3, 10, 1000]),
    after: last && { score: random.pick([1, 2, 1_001]), updatedAt: last.updatedAt, id: last.id },
  }
}

function randomCondition(world: StoreWorld, random: SeededRandom): TicketCondition {
  const from = world.businessNow() - random.below(400) * 1000
  return random.pick<() => TicketCondition>([
    () => ({ on: 'phase', in: (['open', 'waiting', 'solved', 'terminal'] as const).filter(() => random.chance(0.5)) }),
    () => ({ on: 'workflow', is: random.pick(['support', 'incident']) }),
    () => ({ on: 'state', is: random.pick(['new', 'open', 'onhold', 'onHold']) }),
    () => ({ on: 'requester', is: random.pick(['r1', '😀', 'r9']) }),
    () => ({ on: 'assignee', is: random.pick([null, 'a1', 'a2']) }),
    () => ({ on: 'team', is: random.pick([null, 'x']) }),
    () => ({ on: 'category', is: random.pick([null, 'c1', '', 'plain']) }),
    () => ({ on: 'categories', in: ['c1', '', 'plain'].filter(() => random.chance(0.5)) }),
    () => ({ on: 'channel', is: random.pick(['web', 'email']) }),
    () => ({ on: 'priorityRank', in: [1, 2, 3, 4].filter(() => random.chance(0.5)) }),
    () => ({ on: 'archived', is: random.chance(0.5) }),
    () => ({ on: 'snoozed', is: random.chance(0.5), at: START + random.below(9) }),
    () => ({ on: 'tag', is: random.pick(['vip', 'VIP', 'x', "it's", '😀']) }),
    () => ({ on: 'watcher', is: random.pick(['w1', 'w2', 'W1']) }),
    () => ({ on: 'createdAt', from, before: from + 120_000 }),
    () => ({ on: 'updatedAt', from }),
    () => ({ on: 'updatedAt', before: from }),
    () => ({ on: 'dueAt', from, before: from + 600_000 }),
    () => (random.chance(0.5) ? { on: 'dueAt', before: from } : { on: 'dueAt' }),
    () => ({ on: 'field', name: 'severity', is: random.pick<number | string | boolean>([1, 2, '2', true]) }),
    () => ({ on: 'field', name: 'severity', from: random.pick([1, 2]) }),
    () => ({ on: 'field', name: 'severity', from: '1', before: '3' }),
    () => ({ on: 'field', name: 'product', is: random.pick(TEXTS) }),
    () => ({ on: 'field', name: 'product', from: random.pick(TEXTS), before: random.pick(['router', '😀', '\ufffd']) }),
    () => ({ on: 'field', name: 'amount', from: random.pick([-1, 0, 9.5]), before: random.pick([1, 10, 1e301]) }),
    () => ({ on: 'field', name: 'urgent', is: random.chance(0.5) }),
  ])()
}
