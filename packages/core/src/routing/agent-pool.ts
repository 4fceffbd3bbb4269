import { DocketError } from '../kernel/error.js'
import type { Random } from '../kernel/random.js'
import type { AgentRecord } from '../store/record-types.js'
import type {
  AgentPool,
  AgentPoolOptions,
  PooledAgent,
  PoolNeed,
  PoolNeedInput,
  PoolSearch,
} from './agent-pool-types.js'
import { type ChannelLoads, Crew } from './pool/crew.js'
import { Need } from './pool/need.js'
import { contentOf } from './pool/need-content.js'
import { Places } from './pool/places.js'
import { Seat } from './pool/seat.js'
import { Shifts } from './pool/shifts.js'

/**
 * Puts agents into a pool, all holding nothing, which chooses as `leastLoad()` does.
 *
 * A choice takes as many steps as there are kinds of agents who meet the need, a kind being those with the same skills,
 * languages, authority and teams; what an agent is given or gives back takes as many as the kind's number has binary
 * digits. Among equals the same chance falls as in `leastLoad()`, but the same number may mean another of them. It does
 * not say why: for that, ask a policy.
 *
 * @param agents - as the directory has them, each once
 * @throws DocketError `INVALID_INPUT` when an agent is given twice; its methods also when an agent or a need is of
 *   another pool
 * @example
 * ```ts
 * import { type AgentRecord, agentPool } from '@docket/core'
 * import { seededRandom } from '@docket/core/testing'
 *
 * export function howManyFind(agents: readonly AgentRecord[], tickets: number): number {
 *   const pool = agentPool(agents, { random: seededRandom(1) })
 *   const german = pool.need({ requirements: { skills: { german: 3 } }, channel: 'mail', weight: 1 })
 *   let found = 0
 *   for (let ticket = 0; ticket < tickets; ticket += 1) {
 *     const agent = pool.pick(german)
 *     if (agent === null) break
 *     pool.hold(agent, german)
 *     found += 1
 *   }
 *   return found
 * }
 * ```
 */
export function agentPool(agents: readonly AgentRecord[], options: AgentPoolOptions): AgentPool {
  return new Pool(agents, options)
}

/** So many needs are remembered by their content, and of large pools fewer. */
const MOST_NEEDS = 1_000
/** The needs that are remembered may take so many numbers together, unless that were very few needs. */
const MOST_NUMBERS = 1_000_000

class Pool implements AgentPool {
  readonly #crew: Crew
  readonly #random: Random
  readonly #shifts: Shifts
  readonly #seatById: ReadonlyMap<string, Seat>
  readonly #needs = new Map<string, Need>()
  readonly #places = new Map<string, Places>()

  constructor(agents: readonly AgentRecord[], { random, calendars = new Map() }: AgentPoolOptions) {
    this.#crew = new Crew(agents)
    this.#random = random
    this.#shifts = new Shifts(this.#crew, calendars)
    this.#seatById = new Map(this.#crew.seats.map((seat) => [seat.id, seat]))
    if (this.#seatById.size === agents.length) return
    const twice = this.#crew.seats.find((seat) => this.#seatById.get(seat.id) !== seat)?.id
    throw new DocketError('INVALID_INPUT', `The pool is given the agent ${twice} twice; pass each once.`)
  }

  agent(id: string): PooledAgent {
    const seat = this.#seatById.get(id)
    if (seat) return seat
    throw new DocketError('NOT_FOUND', `The pool has no agent ${id}; make it of all who may get tickets.`)
  }

  need(input: PoolNeedInput): PoolNeed {
    return this.#remembered(this.#needs, contentOf(input), () => {
      const kinds = this.#crew.kindsFor(input.requirements ?? {}, input.teams ?? null)
      const loads = this.#crew.channels.get(input.channel)
      return new Need(input, this.#crew, kinds, this.#placesFor(input, loads), loads)
    })
  }

  pick(need: PoolNeed, search?: PoolSearch): PooledAgent | null {
    const { places, kinds } = this.#needOf(need)
    if (search?.presentAt !== undefined) this.#shifts.lookAt(search.presentAt)
    if (!search?.passedBy?.length) return places.pick(kinds, this.#random)
    const without = search.passedBy.flatMap((id) => this.#seatById.get(id) ?? [])
    return places.pickWithout(without, kinds, this.#random)
  }

  hold(agent: PooledAgent, need: PoolNeed): void {
    const { weight, loads } = this.#needOf(need)
    this.#crew.add(this.#seatOf(agent), weight, loads)
  }

  release(agent: PooledAgent, need: PoolNeed): void {
    const { weight, loads } = this.#needOf(need)
    this.#crew.add(this.#seatOf(agent), -weight, loads)
  }

  setPresence(agent: PooledAgent, present: boolean): void {
    this.#shifts.setStatus(this.#seatOf(agent), present)
  }

  #placesFor({ channel, weight }: PoolNeed, loads: ChannelLoads | undefined): Places {
    // Where nobody limits a channel, it is as good as any other.
    const key = loads === undefined ? `${weight}` : `${weight} of ${channel}`
    return this.#remembered(this.#places, key, () => new Places(this.#crew, weight, loads))
  }

  #remembered<Found>(known: Map<string, Found>, key: string, make: () => Found): Found {
    let found = known.get(key)
    if (found === undefined) {
      const most = Math.max(16, MOST_NUMBERS / this.#crew.seats.length)
      if (known.size >= Math.min(MOST_NEEDS, most)) known.clear()
      found = make()
      known.set(key, found)
    }
    return found
  }

  #seatOf(agent: PooledAgent): Seat {
    if (agent instanceof Seat && agent.crew === this.#crew) return agent
    throw new DocketError('INVALID_INPUT', 'The agent is not of this pool; pass what its `agent` or `pick` gave.')
  }

  #needOf(need: PoolNeed): Need {
    if (need instanceof Need && need.crew === this.#crew) return need
    throw new DocketError('INVALID_INPUT', 'The need is not of this pool; pass what its `need` gave.')
  }
}
