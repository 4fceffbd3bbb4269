import type { Delivery } from '@docket/testkit'
import type { NodeProcess } from './node-process.js'

interface Arrival {
  readonly delivery: Delivery
  readonly from: NodeProcess
  readonly at: number
}

/** Raw duplicates by what explains them. */
export interface Duplicates {
  /** The process that sent it first was killed or stopped before it could settle. */
  readonly afterFault: number
  /** The lease ran out on a process that was merely slow. */
  readonly afterLease: number
  /** Neither: the same effect twice for no reason. */
  readonly unexplained: readonly string[]
}

/** Where the effects of all processes arrive. It lives in the parent, which never dies, so it knows every arrival. */
export class Receiver {
  readonly #arrivals: Arrival[] = []
  readonly #first = new Map<string, Arrival>()
  readonly #leaseMs: number
  #afterFault = 0
  #afterLease = 0
  readonly #unexplained: string[] = []

  constructor(leaseMs: number) {
    this.#leaseMs = leaseMs
  }

  /** Takes an arrival, and says why it came again if it did. */
  take(from: NodeProcess, delivery: Delivery): void {
    const arrival = { delivery, from, at: performance.now() }
    this.#arrivals.push(arrival)
    const key = `${delivery.tenant} ${delivery.id}`
    const earlier = this.#first.get(key)
    this.#first.set(key, arrival)
    if (earlier === undefined) return
    // Whoever was stopped with a claim in its hands sends late, whoever was killed leaves it to another to send again.
    const disturbed = [earlier.from, from]
      .flatMap((node) => node.disturbances)
      .some((span) => span.from - this.#leaseMs <= arrival.at && span.to + this.#leaseMs >= earlier.at)
    if (disturbed) this.#afterFault += 1
    else if (arrival.at - earlier.at >= this.#leaseMs * 0.9) this.#afterLease += 1
    else
      this.#unexplained.push(
        `the effect ${delivery.id} of ${delivery.ticketId}/${delivery.seq} was run twice for no reason`,
      )
  }

  /** Everything that arrived for a tenant, duplicates included. */
  arrived(tenant: string): readonly Delivery[] {
    return this.#arrivals.filter(({ delivery }) => delivery.tenant === tenant).map(({ delivery }) => delivery)
  }

  /** How many arrived in all. */
  get count(): number {
    return this.#arrivals.length
  }

  duplicates(): Duplicates {
    return { afterFault: this.#afterFault, afterLease: this.#afterLease, unexplained: this.#unexplained }
  }
}
