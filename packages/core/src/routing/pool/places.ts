import type { Random } from '../../kernel/random.js'
import type { ChannelLoads, Crew } from './crew.js'
import type { Seat } from './seat.js'
import { ShareRows } from './share-rows.js'

/**
 * Who has a place for tickets of a weight and a channel, by the used share of capacity. Changes of agents reach it when it
 * is asked: what nobody asks about costs nothing.
 */
export class Places {
  readonly #crew: Crew
  readonly #weight: number
  readonly #channel: ChannelLoads | undefined
  /** A row for each kind. */
  readonly #rows: ShareRows
  /** The number of each kind's first seat. */
  readonly #starts: Int32Array
  /** Kinds with the same least share; made once, and used by each choice. */
  readonly #tied: Int32Array
  /** The number of changes that have reached it. */
  #seen = Number.NEGATIVE_INFINITY

  constructor(crew: Crew, weight: number, channel: ChannelLoads | undefined) {
    this.#crew = crew
    this.#weight = weight
    this.#channel = channel
    this.#rows = new ShareRows(crew.kinds.map(({ length }) => length))
    this.#starts = Int32Array.from(crew.kinds, ([first]) => first?.number ?? 0)
    this.#tied = new Int32Array(crew.kinds.length)
  }

  /** The seat of the least used share among some kinds, of equals one by chance; null for nobody. */
  pick(kinds: Int32Array, random: Random): Seat | null {
    this.#catchUp()
    return this.#choose(kinds, random)
  }

  /** The same without some seats. */
  pickWithout(seats: readonly Seat[], kinds: Int32Array, random: Random): Seat | null {
    this.#catchUp()
    for (const { kind, place } of seats) this.#rows.set(kind, place, Number.POSITIVE_INFINITY)
    const picked = this.#choose(kinds, random)
    for (const seat of seats) this.#look(seat)
    return picked
  }

  #choose(kinds: Int32Array, random: Random): Seat | null {
    const { least, count } = this.#rows
    const tied = this.#tied
    let share = Number.POSITIVE_INFINITY
    let ties = 0
    let equals = 0
    for (let index = 0; index < kinds.length; index += 1) {
      const kind = kinds[index] as number
      const own = least[kind] as number
      if (own > share) continue
      if (own < share) {
        share = own
        ties = 0
        equals = 0
      }
      tied[ties] = kind
      ties += 1
      equals += count[kind] as number
    }
    if (equals === 0) return null
    let nth = equals > 1 ? Math.floor(random.next() * equals) : 0
    let tie = 0
    for (; nth >= (count[tied[tie] as number] as number); tie += 1) nth -= count[tied[tie] as number] as number
    const kind = tied[tie] as number
    return this.#crew.seats[(this.#starts[kind] as number) + this.#rows.placeOf(kind, nth)] ?? null
  }

  #catchUp(): void {
    const { changes, seats } = this.#crew
    if (changes - this.#seen >= seats.length) {
      for (const seat of seats) this.#look(seat)
    } else {
      for (let change = this.#seen; change < changes; change += 1) this.#look(this.#crew.changedAt(change))
    }
    this.#seen = changes
  }

  #look(seat: Seat): void {
    this.#rows.set(seat.kind, seat.place, this.#shareOf(seat))
  }

  /** The used share as `leastLoad` reckons it; infinite for who is absent or has no place. */
  #shareOf({ present, load, capacity, number }: Seat): number {
    // Asked the other way round, because what is no number is no place.
    if (!present || !(load + this.#weight <= capacity)) return Number.POSITIVE_INFINITY
    const channel = this.#channel
    if (
      channel !== undefined &&
      !((channel.load[number] as number) + this.#weight <= (channel.most[number] as number))
    ) {
      return Number.POSITIVE_INFINITY
    }
    if (capacity === 0) return 1
    return load / (capacity === Number.POSITIVE_INFINITY ? 100 : capacity)
  }
}
