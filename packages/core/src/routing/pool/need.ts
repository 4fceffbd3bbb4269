import type { PoolNeed } from '../agent-pool-types.js'
import type { ChannelLoads, Crew } from './crew.js'
import type { Places } from './places.js'

/** What tickets of a kind ask of a pool, with where to look for it. */
export class Need implements PoolNeed {
  readonly channel: string
  readonly weight: number
  readonly crew: Crew
  /** The kinds of agents who meet it. */
  readonly kinds: Int32Array
  readonly places: Places
  /** Undefined where nobody limits the channel. */
  readonly loads: ChannelLoads | undefined

  constructor(
    { channel, weight }: PoolNeed,
    crew: Crew,
    kinds: Int32Array,
    places: Places,
    loads: ChannelLoads | undefined,
  ) {
    this.channel = channel
    this.weight = weight
    this.crew = crew
    this.kinds = kinds
    this.places = places
    this.loads = loads
  }
}
