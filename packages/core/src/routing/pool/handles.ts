import type { PooledAgent, PoolNeed } from '../agent-pool-types.js'
import type { ChannelLoads, Crew } from './crew.js'
import type { Places } from './places.js'

/** An agent of a pool, with the seat. */
export class Seat implements PooledAgent {
  readonly id: string
  readonly crew: Crew
  readonly number: number

  constructor(id: string, crew: Crew, number: number) {
    this.id = id
    this.crew = crew
    this.number = number
  }
}

/** A need, with where to look for whom it asks. */
export class Need implements PoolNeed {
  readonly channel: string
  readonly weight: number
  readonly crew: Crew
  /** The kinds of agents that meet it. */
  readonly kinds: Int32Array
  readonly places: Places
  readonly channelLoads: ChannelLoads | undefined

  constructor(
    { channel, weight }: PoolNeed,
    crew: Crew,
    kinds: Int32Array,
    places: Places,
    channelLoads: ChannelLoads | undefined,
  ) {
    this.channel = channel
    this.weight = weight
    this.crew = crew
    this.kinds = kinds
    this.places = places
    this.channelLoads = channelLoads
  }
}
