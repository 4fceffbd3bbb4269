import type { RehearsedRouting, RehearsedSide } from '@docket/core'

/** What a team was given by hour of the day (UTC), from 0 to 23, over all days; and the most that it held at once. */
export interface TeamLoad {
  readonly assigned: readonly number[]
  readonly total: number
  readonly mostHeld: number
}

/** A team before and after. */
export interface TeamLoads {
  /** Empty for tickets without a team. */
  readonly team: string
  readonly before: TeamLoad
  readonly after: TeamLoad
}

const HOURS = 24

/** The teams that were given anything, the busiest first. */
export function teamLoads(before: RehearsedSide, after: RehearsedSide): TeamLoads[] {
  const was = loadsOf(before.routing)
  const is = loadsOf(after.routing)
  const none: TeamLoad = { assigned: Array<number>(HOURS).fill(0), total: 0, mostHeld: 0 }
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((team) => ({ team, before: was.get(team) ?? none, after: is.get(team) ?? none }))
    .filter((one) => sum(one) > 0)
    .sort((a, b) => sum(b) - sum(a) || (a.team < b.team ? -1 : 1))
}

const sum = ({ before, after }: TeamLoads) => before.total + after.total

function loadsOf(routing: RehearsedRouting | null): Map<string, TeamLoad> {
  const loads = new Map<string, { assigned: number[]; total: number; mostHeld: number }>()
  for (const { hour, team, assigned, mostHeld } of routing?.hours ?? []) {
    const load = loads.get(team) ?? { assigned: Array<number>(HOURS).fill(0), total: 0, mostHeld: 0 }
    const of = hour.getUTCHours()
    load.assigned[of] = (load.assigned[of] ?? 0) + assigned
    load.total += assigned
    load.mostHeld = Math.max(load.mostHeld, mostHeld)
    loads.set(team, load)
  }
  return loads
}
