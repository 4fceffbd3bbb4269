import type { AgentRecord } from '../../store/record-types.js'
import type { PooledAgent } from '../agent-pool-types.js'
import type { Crew } from './crew.js'

/** An agent of a pool: where to find it, and what it holds. */
export class Seat implements PooledAgent {
  // What each change reads comes first, so that it lies together.
  readonly crew: Crew
  /** Its place among all. */
  readonly number: number
  /** Its kind, and its place among those of the kind. */
  readonly kind: number
  readonly place: number
  /** Infinite where there is no limit. */
  readonly capacity: number
  load = 0
  /** Whether the agent may be given work. */
  present = false
  readonly id: string
  readonly agent: AgentRecord

  constructor(agent: AgentRecord, crew: Crew, number: number, kind: number, place: number) {
    this.id = agent.id
    this.agent = agent
    this.crew = crew
    this.number = number
    this.kind = kind
    this.place = place
    this.capacity = agent.capacity ?? Number.POSITIVE_INFINITY
  }
}
