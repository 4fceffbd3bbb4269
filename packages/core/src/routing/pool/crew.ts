import type { AgentRecord } from '../../store/record-types.js'
import { unmetRequirement } from '../eligibility.js'
import type { Requirements } from '../policy-types.js'

/** What is held of a channel of which some agents take only so much, by seat. */
export interface ChannelLoads {
  readonly load: Float64Array
  /** Infinite for an agent without a limit. */
  readonly most: Float64Array
}

/**
 * Agents in seats, those of a kind side by side: a kind meets the same requirements and is in the same teams. With what
 * they hold, and whose seats have changed last.
 */
export class Crew {
  /** By seat. */
  readonly agents: readonly AgentRecord[]
  readonly kindOf: Int32Array
  /** The first seat of each kind, and at the end the number of seats. */
  readonly starts: Int32Array
  readonly load: Float64Array
  /** The capacity: infinite where there is no limit, and no number while the agent is absent. */
  readonly room: Float64Array
  /** Channels of which somebody takes only so much, by name. */
  readonly channels: ReadonlyMap<string, ChannelLoads>
  /** How often a seat has changed. */
  changes = 0
  /** The seats of the last changes, each at its number by the mask. */
  readonly #changed: Int32Array
  readonly #mask: number

  /** Seats all agents, as absent and holding nothing. */
  constructor(agents: readonly AgentRecord[]) {
    const kinds = kindsOf(agents)
    this.agents = kinds.flat()
    this.kindOf = Int32Array.from(kinds.flatMap((members, kind) => members.map(() => kind)))
    this.starts = new Int32Array(kinds.length + 1)
    kinds.forEach(({ length }, kind) => {
      this.starts[kind + 1] = (this.starts[kind] as number) + length
    })
    this.load = new Float64Array(agents.length)
    this.room = new Float64Array(agents.length).fill(Number.NaN)
    const limited = new Set(agents.flatMap(({ channels }) => Object.keys(channels)))
    this.channels = new Map([...limited].map((name) => [name, this.#loadsOf(name)]))
    this.#changed = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(1, agents.length))))
    this.#mask = this.#changed.length - 1
  }

  /** How many kinds there are. */
  get kinds(): number {
    return this.starts.length - 1
  }

  /** The kinds that meet requirements and belong to any of some teams; null for all teams. */
  kindsFor(requirements: Requirements, teams: readonly string[] | null): Int32Array {
    const first = [...this.starts.subarray(0, this.kinds)].map((seat) => this.agents[seat] as AgentRecord)
    return Int32Array.from(
      first.flatMap((agent, kind) => {
        const isColleague = teams === null || teams.some((team) => agent.teams.includes(team))
        return isColleague && unmetRequirement(agent, requirements) === null ? [kind] : []
      }),
    )
  }

  /** Adds to what is held in a seat; it never falls below nothing. */
  add(seat: number, weight: number, channel: ChannelLoads | undefined): void {
    this.load[seat] = Math.max(0, (this.load[seat] as number) + weight)
    if (channel !== undefined) channel.load[seat] = Math.max(0, (channel.load[seat] as number) + weight)
    this.#note(seat)
  }

  /** Says whether the agent in a seat may be given work. */
  setPresent(seat: number, present: boolean): void {
    const capacity = this.agents[seat]?.capacity ?? Number.POSITIVE_INFINITY
    this.room[seat] = present ? capacity : Number.NaN
    this.#note(seat)
  }

  /** The seat that changed with the change of this number, one of the last as many as there are seats. */
  changedAt(change: number): number {
    return this.#changed[change & this.#mask] as number
  }

  #note(seat: number): void {
    this.#changed[this.changes & this.#mask] = seat
    this.changes += 1
  }

  #loadsOf(channel: string): ChannelLoads {
    const most = this.agents.map(({ channels }) => (Object.hasOwn(channels, channel) ? channels[channel] : undefined))
    return {
      load: new Float64Array(this.agents.length),
      most: Float64Array.from(most, (limit) => limit ?? Number.POSITIVE_INFINITY),
    }
  }
}

function kindsOf(agents: readonly AgentRecord[]): AgentRecord[][] {
  const kinds = new Map<string, AgentRecord[]>()
  for (const agent of agents) {
    const { skills, languages, authority, teams } = agent
    const skilled = Object.entries(skills).sort(([one], [other]) => (one < other ? -1 : 1))
    const kind = JSON.stringify([skilled, [...languages].sort(), authority, [...teams].sort()])
    const members = kinds.get(kind)
    if (members) members.push(agent)
    else kinds.set(kind, [agent])
  }
  return [...kinds.values()]
}
