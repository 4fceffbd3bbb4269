import type { Random } from '../../kernel/random.js'
import type { ChannelLoads, Crew } from './crew.js'
import { ShareRows } from './share-rows.js'

/** So many times as many steps as a change takes, all seats together take. */
const ALL_AT_ONCE = 8

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
  readonly #tied: Int32Array
  #seen = Number.NEGATIVE_INFINITY

  constructor(crew: Crew, weight: number, channel: ChannelLoads | undefined) {
    this.#crew = crew
    this.#weight = weight
    this.#channel = channel
    const lengths = Array.from({ length: crew.kinds }, (_, kind) => {
      return (crew.starts[kind + 1] as number) - (crew.starts[kind] as number)
    })
    this.#rows = new ShareRows(lengths)
    this.#tied = new Int32Array(crew.kinds)
  }

  /** The seat of the least used share among some kinds, of equals one by chance; -1 for nobody. */
  pick(kinds: Int32Array, random: Random, without: readonly number[]): number {
    this.#catchUp()
    for (const seat of without) this.#set(seat, Number.POSITIVE_INFINITY)
    const picked = this.#choose(kinds, random)
    for (const seat of without) this.#look(seat)
    return picked
  }

  #choose(kinds: Int32Array, random: Random): number {
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
    if (equals === 0) return -1
    let nth = equals > 1 ? Math.floor(random.next() * equals) : 0
    let tie = 0
    for (; nth >= (count[tied[tie] as number] as number); tie += 1) nth -= count[tied[tie] as number] as number
    const kind = tied[tie] as number
    return (this.#crew.starts[kind] as number) + this.#rows.placeOf(kind, nth)
  }

  #catchUp(): void {
    const { changes, agents } = this.#crew
    if ((changes - this.#seen) * ALL_AT_ONCE >= agents.length) {
      for (let seat = 0; seat < agents.length; seat += 1) this.#look(seat)
    } else {
      for (let change = this.#seen; change < changes; change += 1) this.#look(this.#crew.changedAt(change))
    }
    this.#seen = changes
  }

  #look(seat: number): void {
    this.#set(seat, this.#shareOf(seat))
  }

  #set(seat: number, share: number): void {
    const kind = this.#crew.kindOf[seat] as number
    this.#rows.set(kind, seat - (this.#crew.starts[kind] as number), share)
  }

  /** The used share as `leastLoad` reckons it; infinite for who is absent or has no place. */
  #shareOf(seat: number): number {
    const load = this.#crew.load[seat] as number
    const room = this.#crew.room[seat] as number
    // Asked the other way round, because what is no number is no place.
    if (!(load + this.#weight <= room)) return Number.POSITIVE_INFINITY
    const channel = this.#channel
    if (channel !== undefined && !((channel.load[seat] as number) + this.#weight <= (channel.most[seat] as number))) {
      return Number.POSITIVE_INFINITY
    }
    if (room === 0) return 1
    return load / (room === Number.POSITIVE_INFINITY ? 100 : room)
  }
}
