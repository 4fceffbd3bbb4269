import type { BusinessCalendar, Requirements } from '@docket/core'
import type { Instant } from '@docket/core/store'
import { meets } from './eligibility.js'
import { PresenceSpans } from './presence-spans.js'
import type { SimulatedAgent } from './simulation-types.js'
import type { Trace } from './trace.js'

/** An agent in a run. */
export interface Member {
  readonly agent: SimulatedAgent
  readonly presence: PresenceSpans
}

/** Who works, when, and what each could take. */
export class Roster<Ticket> {
  readonly members: ReadonlyMap<string, Member>
  readonly #requires: (ticket: Ticket) => Requirements

  constructor(
    agents: readonly SimulatedAgent[],
    calendars: ReadonlyMap<string, BusinessCalendar>,
    window: { readonly from: Instant; readonly to: Instant },
    requires: (ticket: Ticket) => Requirements,
  ) {
    const members = agents.map((agent): [string, Member] => {
      return [agent.id, { agent, presence: new PresenceSpans(agent, calendars, window) }]
    })
    this.members = new Map(members)
    this.#requires = requires
  }

  /** The agents who are present. */
  present(at: Instant): Member[] {
    return [...this.members.values()].filter(({ presence }) => presence.isPresent(at))
  }

  isPresent(agent: string, at: Instant): boolean {
    return this.members.get(agent)?.presence.isPresent(at) ?? false
  }

  /** Whether an agent meets what a ticket requires; somebody who does not belong to the run meets nothing. */
  meets(agent: string, ticket: Ticket): boolean {
    const member = this.members.get(agent)
    return member !== undefined && meets(member.agent, this.#requires(ticket))
  }

  /** Whether an agent belongs to the ticket's team, where it has one. */
  isColleague({ agent }: Member, { team }: Trace<Ticket>): boolean {
    return team === null || (agent.teams ?? []).includes(team)
  }
}

/** Whether there is a place for a ticket besides those that are held or offered. */
export function hasPlace(
  { capacity = null, channels = {} }: SimulatedAgent,
  { channel, weight }: Trace<unknown>,
  held: Iterable<Trace<unknown>>,
): boolean {
  let load = weight
  let channelLoad = weight
  for (const one of held) {
    load += one.weight
    if (one.channel === channel) channelLoad += one.weight
  }
  const most = Object.hasOwn(channels, channel) ? channels[channel] : undefined
  return (capacity === null || load <= capacity) && (most === undefined || channelLoad <= most)
}
