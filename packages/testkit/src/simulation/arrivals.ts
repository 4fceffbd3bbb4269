import type { Arrival, Arrivals } from './simulation-types.js'
import { streamOf } from './streams.js'

/** The arrivals of a run in order of their instants. */
export function arrivalsOf<Ticket>(
  arrivals: Arrivals<Ticket>,
  { seed, since, until }: { readonly seed: number; readonly since: Date; readonly until: Date },
): Arrival<Ticket>[] {
  const drawn =
    typeof arrivals === 'function' ? arrivals({ random: streamOf(seed, 'arrivals'), since, until }) : arrivals
  return drawn
    .filter(({ at }) => since.getTime() <= at.getTime() && at.getTime() < until.getTime())
    .sort((one, other) => one.at.getTime() - other.at.getTime())
}
