import type { CommandOptions, Desk, DeskPrincipal } from '@docket/core'
import type { Instant } from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import type { StoreFixture } from '../store/fixture.js'

/** Whatever a receiver keeps of an effect, with the ticket that it is of. */
export interface ArrivedEffect {
  readonly ticketId: string
}

/** A desk on one of the two stores. */
export interface DeskSide extends StoreFixture {
  readonly desk: Desk
  /** The desk and all its other nodes over the same store. */
  readonly nodes: readonly Desk[]
  /** What arrived at the receivers of its effects so far. */
  readonly arrived: () => readonly ArrivedEffect[]
}

/** The tenants of a run. The last has no ticket of its own. */
export const DESK_TENANTS = ['acme', 'beta', 'stranger'] as const

/** A ticket that a run has made. */
export interface KnownTicket {
  readonly tenant: string
  readonly id: string
}

/** What a run of desk commands knows of its two desks. */
export class DeskWorld {
  #serial = 0
  /** What the clock of the first side said when it was last moved. */
  now: Instant = 0
  readonly tickets: KnownTicket[] = []
  readonly files: { readonly tenant: string; readonly actor: string; readonly id: string }[] = []
  /** Those that were merged into others, at some time. */
  readonly merged: KnownTicket[] = []
  readonly messages: { readonly ticketId: string; readonly id: string }[] = []
  /** Cursors of lists, with what they were given for. */
  readonly cursors: { readonly list: object; readonly next: string }[] = []
  /** Where pages of an inbox ended. */
  readonly places: string[] = []
  /** Where pages of a recomputation ended. */
  readonly turns: string[] = []
  /** Notifications, with who read of them. */
  readonly notifications: { readonly who: DeskPrincipal; readonly id: string }[] = []

  /** A number that no other command of the run has. */
  serial(): number {
    this.#serial += 1
    return this.#serial
  }

  /** One of the tickets, the newer ones more often. */
  someTicket(random: SeededRandom): KnownTicket | undefined {
    return random.pickAny(random.chance(0.7) ? this.tickets.slice(-10) : this.tickets)
  }

  /** Another ticket of the same tenant. */
  anotherTicket(ticket: KnownTicket, random: SeededRandom): string {
    const others = this.tickets.filter(({ tenant, id }) => tenant === ticket.tenant && id !== ticket.id)
    return random.pickAny(others.slice(-6))?.id ?? 'no-such-ticket'
  }
}

/** Who acts: as a rule somebody who may do it, now and then a requester, a foreign tenant or an unknown role. */
export function somebody(ticketTenant: string, random: SeededRandom) {
  const tenant = random.chance(0.04) ? DESK_TENANTS[2] : ticketTenant
  const type = random.pick(['admin', 'admin', 'admin', 'agent', 'agent', 'lead', 'requester', 'collaborator', 'nobody'])
  const id = type === 'requester' ? random.pick(['r1', 'r2']) : random.pick(['a1', 'a2', 'a3'])
  return { tenant, actor: { type, id } }
}

/** A key that is seldom used again, and a version that is seldom right. */
export function someOptions(world: DeskWorld, random: SeededRandom): CommandOptions {
  const key = random.chance(0.4) ? `key-${random.below(2)}` : `key-${world.serial()}-new`
  return {
    ...(random.chance(0.35) ? { idempotencyKey: key } : {}),
    ...(random.chance(0.1) ? { expectedVersion: 1 + random.below(8) } : {}),
  }
}
