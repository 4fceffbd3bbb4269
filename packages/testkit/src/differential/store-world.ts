import type { Instant, TicketRecord } from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import type { StoreFixture } from '../store/fixture.js'
import { AGENT, START } from '../store/records.js'

/** A lease that a claim gave, perhaps long lost. */
export interface HeldTimer {
  readonly tenant: string
  readonly ticketId: string
  readonly key: string
  readonly epoch: number
  readonly token: string
}

/** A lease on an outbox message, perhaps long lost. */
export interface HeldMessage {
  readonly tenant: string
  readonly id: string
  readonly token: string
}

/** The tenants of a run. The last has no ticket of its own: whoever asks in its name must find nothing. */
export const TENANTS = ['acme', 'beta', 'stranger'] as const

/** What a run of store commands knows of its two stores. */
export class StoreWorld {
  readonly #left: StoreFixture
  readonly #ids: { readonly tenant: string; readonly id: string }[] = []
  #serial = 0
  readonly timers: HeldTimer[] = []
  readonly messages: HeldMessage[] = []
  /** Ids of notifications of any tenant. */
  readonly notifications: string[] = []
  /** Where pages of notifications ended. */
  readonly places: { readonly createdAt: Instant; readonly id: string }[] = []
  readonly attachments: { readonly tenant: string; readonly id: string }[] = []

  constructor(left: StoreFixture) {
    this.#left = left
  }

  /** A number that no other record of the run has. */
  serial(): number {
    this.#serial += 1
    return this.#serial
  }

  /** The stores' clock. */
  now(): Instant {
    return this.#left.clock.now()
  }

  /** The desk's clock: it goes on with each command, ties included. */
  businessNow(): Instant {
    return START + Math.floor(this.#serial / 3) * 1000
  }

  /** Remembers a ticket that a commit may have made. */
  learnTicket(tenant: string, id: string): void {
    if (!this.#ids.some((known) => known.tenant === tenant && known.id === id)) this.#ids.push({ tenant, id })
  }

  /** The ids of the tenant's tickets. */
  ticketIds(tenant: string): readonly string[] {
    return this.#ids.filter((known) => known.tenant === tenant).map((known) => known.id)
  }

  /** One of the tenant's tickets, the newer ones more often, as the first store has it now. */
  async someTicket(tenant: string, random: SeededRandom): Promise<TicketRecord | null> {
    const ids = this.ticketIds(tenant)
    const id = random.chance(0.7) ? random.pickAny(ids.slice(-12)) : random.pickAny(ids)
    return id === undefined ? null : this.#left.store.load(tenant, id)
  }

  /** A tenant that has tickets, as a rule. */
  tenant(random: SeededRandom): string {
    return random.chance(0.75) ? TENANTS[0] : TENANTS[1]
  }

  /** A free file of the tenant, or one that is not free. */
  someAttachment(tenant: string, random: SeededRandom): string {
    const own = this.attachments.filter((known) => known.tenant === tenant)
    return random.pickAny(own.slice(-6))?.id ?? 'no-such-file'
  }

  /** Who uploads and links files. */
  readonly uploader = AGENT
}
