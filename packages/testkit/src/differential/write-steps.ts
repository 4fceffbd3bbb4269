import type { Commit, TicketRecord } from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import type { StoreFixture } from '../store/fixture.js'
import { change, commitOf, creation, eventRecord, ticketRecord } from '../store/records.js'
import { randomParts } from './random-parts.js'
import { randomChanges } from './random-ticket.js'
import { type Step, type StepKind, step } from './step.js'
import type { StoreWorld } from './store-world.js'

type Kind = StepKind<StoreWorld, StoreFixture>

/** The step that commits, on both sides the same. */
export function commitStep(world: StoreWorld, commit: Commit): Step<StoreFixture> {
  return step(
    { commit },
    ({ store }) => store.commit(commit),
    (result) => {
      if (result.ok) for (const { tenant, id } of commit.tickets) world.learnTicket(tenant, id)
    },
  )
}

/** The ticket some events on. */
export function randomNext(ticket: TicketRecord, world: StoreWorld, random: SeededRandom): TicketRecord {
  const version = ticket.version + (random.chance(0.2) ? 2 : 1)
  return { ...ticket, ...randomChanges(random), version, updatedAt: world.businessNow() }
}

/** The commit of that ticket, with some of everything that a commit can carry. */
export function randomChange(from: TicketRecord, to: TicketRecord, world: StoreWorld, random: SeededRandom): Commit {
  const events = []
  for (let seq = from.version + 1; seq <= to.version; seq += 1) events.push(eventRecord(to, { seq }))
  return { ...change(to, randomParts(to, world, random)), expect: [{ ticketId: to.id, version: from.version }], events }
}

const create: Kind = {
  kind: 'create',
  weight: 12,
  prepare: (world, random) => {
    const tenant = world.tenant(random)
    const known = random.chance(0.05) ? random.pickAny(world.ticketIds(tenant)) : undefined
    const at = world.businessNow()
    const external = random.chance(0.2) ? { source: 'mail', id: `${random.below(40)}` } : null
    const ticket = ticketRecord(known ?? `ticket-${world.serial()}`, {
      tenant,
      createdAt: at,
      updatedAt: at,
      external,
      ...randomChanges(random),
    })
    return commitStep(world, creation(ticket, randomParts(ticket, world, random)))
  },
}

const update: Kind = {
  kind: 'update',
  weight: 30,
  prepare: async (world, random) => {
    const ticket = await world.someTicket(world.tenant(random), random)
    if (ticket === null) return null
    return commitStep(world, randomChange(ticket, randomNext(ticket, world, random), world, random))
  },
}

const stale: Kind = {
  kind: 'stale update',
  weight: 4,
  prepare: async (world, random) => {
    const ticket = await world.someTicket(world.tenant(random), random)
    if (ticket === null) return null
    const other = { ...ticket, version: Math.max(1, ticket.version + random.pick([-1, 1, 3])) }
    return commitStep(world, randomChange(other, randomNext(other, world, random), world, random))
  },
}

const foreign: Kind = {
  kind: 'foreign update',
  weight: 2,
  prepare: async (world, random) => {
    const ticket = await world.someTicket(world.tenant(random), random)
    if (ticket === null) return null
    const stolen = { ...ticket, tenant: 'stranger' }
    return commitStep(world, randomChange(stolen, randomNext(stolen, world, random), world, random))
  },
}

const two: Kind = {
  kind: 'update two',
  weight: 5,
  prepare: async (world, random) => {
    const tenant = world.tenant(random)
    const [a, b] = [await world.someTicket(tenant, random), await world.someTicket(tenant, random)]
    if (a === null || b === null || a.id === b.id) return null
    const [nextA, nextB] = [randomNext(a, world, random), randomNext(b, world, random)]
    const [first, second] = [randomChange(a, nextA, world, random), randomChange(b, nextB, world, random)]
    return commitStep(world, {
      ...first,
      expect: [...first.expect, ...second.expect],
      tickets: [...first.tickets, ...second.tickets],
      events: [...first.events, ...second.events],
      messages: [...first.messages, ...second.messages],
      outbox: [...first.outbox, ...second.outbox],
      erasures: [...first.erasures, ...second.erasures],
    })
  },
}

const guarded: Kind = {
  kind: 'expect only',
  weight: 2,
  prepare: async (world, random) => {
    const ticket = await world.someTicket(world.tenant(random), random)
    if (ticket === null) return null
    const expect = [{ ticketId: ticket.id, version: ticket.version - random.pick([0, 0, 1]) }]
    const { counters } = randomParts(ticket, world, random)
    return commitStep(world, commitOf({ tenant: ticket.tenant, expect, counters: counters ?? [] }))
  },
}

const erase: Kind = {
  kind: 'erase',
  weight: 2,
  prepare: async (world, random) => {
    const ticket = await world.someTicket(world.tenant(random), random)
    if (ticket === null) return null
    return commitStep(world, commitOf({ tenant: ticket.tenant, erasures: [{ ticketId: ticket.id }] }))
  },
}

/** Commands that write tickets. */
export const writeSteps: readonly Kind[] = [create, update, stale, foreign, two, guarded, erase]
