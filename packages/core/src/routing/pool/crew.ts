import type { AgentRecord } from '../../store/record-types.js'
import { unmetRequirement } from '../eligibility.js'
import type { Requirements } from '../policy-types.js'
import { Seat } from './seat.js'

/** What is held of a channel of which some agents take only so much, by the number of the seat. */
export interface ChannelLoads {
  readonly load: Float64Array
  /** Infinite for an agent without a limit. */
  readonly most: Float64Array
}

/**
 * Agents in their seats and by kinds: a kind has the same skills, languages and authority, and is in the same teams. With
 * what they hold, and whose seats have changed last.
 */
export class Crew {
  readonly kinds: readonly (readonly Seat[])[]
  /** The seats of all kinds, one after the other. */
  readonly seats: readonly Seat[]
  /** Channels of which somebody takes only so much, by name. */
  readonly channels: ReadonlyMap<string, ChannelLoads>
  /** How often a seat has changed. */
  changes = 0
  /** The seats of the last changes, each at the change's number by the mask. */
  readonly #changed: Seat[] = []
  readonly #mask: number

  /** Seats all agents, as absent and holding nothing. */
  constructor(agents: readonly AgentRecord[]) {
    let number = 0
    this.kinds = kindsOf(agents).map((members, kind) => {
      return members.map((agent, place) => new Seat(agent, this, number++, kind, place))
    })
    this.seats = this.kinds.flat()
    const limited = new Set(agents.flatMap(({ channels }) => Object.keys(channels)))
    this.channels = new Map([...limited].map((name) => [name, loadsOf(this.seats, name)]))
    this.#mask = 2 ** Math.ceil(Math.log2(Math.max(1, agents.length))) - 1
  }

  /** The numbers of the kinds that meet requirements and are in any of some teams; null for all teams. */
  kindsFor(requirements: Requirements, teams: readonly string[] | null): Int32Array {
    const able = this.kinds.flatMap((members, kind) => {
      return members.slice(0, 1).flatMap(({ agent }) => {
        const isColleague = teams === null || teams.some((team) => agent.teams.includes(team))
        return isColleague && unmetRequirement(agent, requirements) === null ? [kind] : []
      })
    })
    return Int32Array.from(able)
  }

  /** Adds to what is held in a seat; it never falls below nothing. */
  add(seat: Seat, weight: number, channel: ChannelLoads | undefined): void {
    seat.load = Math.max(0, seat.load + weight)
    if (channel !== undefined) channel.load[seat.number] = Math.max(0, (channel.load[seat.number] as number) + weight)
    this.#note(seat)
  }

  /** Says whether the agent in a seat may be given work. */
  setPresent(seat: Seat, present: boolean): void {
    seat.present = present
    this.#note(seat)
  }

  /** The seat that changed with the change of this number, one of the last as many as there are seats. */
  changedAt(change: number): Seat {
    return this.#changed[change & this.#mask] as Seat
  }

  #note(seat: Seat): void {
    this.#changed[this.changes & this.#mask] = seat
    this.changes += 1
  }
}

function loadsOf(seats: readonly Seat[], channel: string): ChannelLoads {
  const most = seats.map(({ agent: { channels } }) =>
    Object.hasOwn(channels, channel) ? channels[channel] : undefined,
  )
  return {
    load: new Float64Array(seats.length),
    most: Float64Array.from(most, (limit) => limit ?? Number.POSITIVE_INFINITY),
  }
}

/** Agents by all that requirements and teams ask about. */
function kindsOf(agents: readonly AgentRecord[]): AgentRecord[][] {
  const kinds = new Map<string, AgentRecord[]>()
  for (const agent of agents) {
    const { skills, languages, authority, teams } = agent
    const skilled = Object.entries(skills).sort(([one], [other]) => (one < other ? -1 : 1))
    const key = JSON.stringify([skilled, [...languages].sort(), authority, [...teams].sort()])
    const members = kinds.get(key)
    if (members) members.push(agent)
    else kinds.set(key, [agent])
  }
  return [...kinds.values()]
}
