import type { DefinitionKind, Visibility } from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import type { StoreFixture } from '../store/fixture.js'
import { randomQuery, randomSearch } from './random-query.js'
import { type Step, type StepKind, step } from './step.js'
import { type StoreWorld, TENANTS } from './store-world.js'

type Kind = StepKind<StoreWorld, StoreFixture>

/** A tenant, now and then one that must find nothing. */
const anyTenant = (world: StoreWorld, random: SeededRandom) => (random.chance(0.1) ? TENANTS[2] : world.tenant(random))

const read = (
  kind: string,
  weight: number,
  prepare: (world: StoreWorld, random: SeededRandom) => Step<StoreFixture> | Promise<Step<StoreFixture>>,
): Kind => ({ kind, weight, prepare })

const ofTicket: Kind = {
  kind: 'read ticket',
  weight: 6,
  prepare: async (world, random) => {
    const ticket = await world.someTicket(world.tenant(random), random)
    const tenant = random.chance(0.1) ? TENANTS[2] : (ticket?.tenant ?? TENANTS[0])
    const page = { tenant, ticketId: ticket?.id ?? 'none', afterSeq: random.below(4), limit: 1 + random.below(5) }
    const visibility = random.pick<readonly Visibility[]>([['public'], ['internal'], ['public', 'internal'], []])
    return step({ ...page, visibility }, async ({ store }) => [
      await store.load(tenant, page.ticketId),
      await store.loadMany(tenant, ['none', page.ticketId, page.ticketId]),
      await store.history(page),
      await store.thread({ ...page, visibility }),
      (await store.contents(tenant, page.ticketId)).map((content) => JSON.stringify(sortKeys(content))).sort(),
      await store.attachments(tenant, page.ticketId),
    ])
  },
}

/** The same object with its keys in order, for comparing as text. */
const sortKeys = (value: object) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))

const DEFINITION_KINDS: readonly DefinitionKind[] = ['workflow', 'calendar', 'slaPolicy']

/** Commands that only read. */
export const readSteps: readonly Kind[] = [
  ofTicket,
  read('query', 10, async (world, random) => {
    const query = await randomQuery(anyTenant(world, random), world, random)
    return step({ query }, ({ store }) => store.query(query))
  }),
  read('search', 8, async (world, random) => {
    const search = await randomSearch(anyTenant(world, random), world, random)
    return step({ search }, ({ store }) => store.search(search))
  }),
  read('find external', 2, (world, random) => {
    const tenant = anyTenant(world, random)
    const references = Array.from({ length: random.below(6) }, () => ({ source: 'mail', id: `${random.below(60)}` }))
    return step({ tenant, references }, ({ store }) => store.findByExternal(tenant, references))
  }),
  read('find key', 2, (world, random) => {
    const [tenant, key] = [anyTenant(world, random), `key-${random.below(60)}`]
    return step({ tenant, key }, ({ store }) => store.findByIdempotencyKey(tenant, 'agent:agent-1:reply', key))
  }),
  read('read directory', 3, (world, random) => {
    const [tenant, id] = [anyTenant(world, random), random.pick(['a1', 'a2', 'x'])]
    const kind = random.pick(['team', 'department'])
    const teams = random.chance(0.3) ? null : ['y', 'x', 'none'].filter(() => random.chance(0.5))
    const page = { after: random.pick([null, 'a', 'a1', 'x']), limit: 1 + random.below(2) }
    const keys = Array.from({ length: random.below(5) }, () => random.pick(['load:a2', 'load:a1', 'free', 'none']))
    return step({ tenant, id, kind, teams, page, keys }, async ({ store }) => [
      await store.directoryEntry(tenant, 'agent', id),
      await store.directoryEntry(tenant, kind, id),
      await store.directoryHistory(tenant, kind, id),
      await store.directoryEntries(tenant, kind, page),
      await store.agents(tenant, teams),
      await store.counters(tenant, keys),
    ])
  }),
  read('read messages', 2, (world, random) => {
    const tenant = anyTenant(world, random)
    const ids = Array.from({ length: random.below(8) }, () => `message-${random.below(400)}`)
    return step({ tenant, ids }, ({ store }) => store.messages(tenant, ids))
  }),
  read('read one', 2, (world, random) => {
    const [tenant, serial] = [anyTenant(world, random), random.below(400)]
    return step({ tenant, serial }, async ({ store }) => [
      (await store.messages(tenant, [`message-${serial}`]))[0],
      await store.attachment(tenant, `file-${serial}`),
      await store.definition(tenant, DEFINITION_KINDS[serial % 3] ?? 'workflow', 'support', 1 + (serial % 4)),
    ])
  }),
]
