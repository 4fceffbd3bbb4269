import { percentile } from '../figures/percentile.js'
import type { Happening } from './journal.js'
import type { StaffMember } from './staff.js'

/** What became of incidents on a desk whose agents can be full; the README says what each figure means. */
export interface CapacityFigures {
  /** Given to an agent at once. */
  readonly assigned: number
  /** Had to wait for a place. */
  readonly waited: number
  /** Whole seconds from being opened to being given to an agent, of those that waited and got one. Null when there are none. */
  readonly waitP50: number | null
  readonly waitP95: number | null
  /** The most that waited at once. */
  readonly mostWaiting: number
  /** Of those that waited, never given to anybody. */
  readonly neverAssigned: number
  /** The model was not sure enough to name a team. */
  readonly abstained: number
  /** In agents' hands before the first was opened. */
  readonly carriedOver: number
  readonly agents: number
  /** The sum of the agents' capacities. */
  readonly places: number
  /** The agents who had no free place at some time. */
  readonly wereFull: number
  /** How often an agent was given an incident beyond the own capacity. */
  readonly beyondCapacity: number
}

/** Reckons the figures from what happened, in its order: who held what is counted anew, and not taken from the desk. */
export function capacityFigures(staff: readonly StaffMember[], journal: readonly Happening[]): CapacityFigures {
  const hands = new Hands(staff)
  const waiting = new Map<string, number>()
  const waits: number[] = []
  let mostWaiting = 0
  for (const happening of journal) {
    const { what, at, incident, agent } = happening
    if (what === 'solved') hands.free(agent)
    else if (agent !== null) hands.take(agent)
    else waiting.set(incident, at)
    mostWaiting = Math.max(mostWaiting, waiting.size)
    if (what !== 'given') continue
    waits.push(at - (waiting.get(incident) ?? at))
    waiting.delete(incident)
  }
  waits.sort((one, other) => one - other)
  const opened = journal.filter((one) => one.what === 'opened')
  const assigned = opened.filter(({ agent }) => agent !== null).length
  return {
    assigned,
    waited: opened.length - assigned,
    waitP50: seconds(percentile(waits, 0.5)),
    waitP95: seconds(percentile(waits, 0.95)),
    mostWaiting,
    neverAssigned: waiting.size,
    abstained: opened.filter(({ abstained }) => abstained).length,
    carriedOver: journal.filter(({ what }) => what === 'carried-over').length,
    agents: staff.length,
    places: staff.reduce((sum, { capacity }) => sum + capacity, 0),
    wereFull: hands.full.size,
    beyondCapacity: hands.beyond,
  }
}

const seconds = (time: number | null) => (time === null ? null : Math.round(time / 1_000))

/** How many incidents each agent holds. */
class Hands {
  readonly #capacity: ReadonlyMap<string, number>
  readonly #held = new Map<string, number>()
  /** The agents who had no free place at some time. */
  readonly full = new Set<string>()
  /** How often one was given more than the capacity. */
  beyond = 0

  constructor(staff: readonly StaffMember[]) {
    this.#capacity = new Map(staff.map(({ id, capacity }) => [id, capacity]))
  }

  take(agent: string): void {
    const held = this.#add(agent, 1)
    const capacity = this.#capacity.get(agent) ?? 0
    if (held >= capacity) this.full.add(agent)
    if (held > capacity) this.beyond += 1
  }

  free(agent: string): void {
    this.#add(agent, -1)
  }

  #add(agent: string, change: number): number {
    const held = (this.#held.get(agent) ?? 0) + change
    this.#held.set(agent, held)
    return held
  }
}
