import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { Instant } from '../kernel/clock.js'
import type { Random } from '../kernel/random.js'
import type { Requirements } from './policy-types.js'

/** What {@link agentPool} uses besides the agents. */
export interface AgentPoolOptions {
  /** Chooses among equals. */
  readonly random: Random
  /** The calendars of the agents' shifts, by name. Whoever has a shift without a calendar is absent. */
  readonly calendars?: ReadonlyMap<string, BusinessCalendar>
}

/** An agent of one pool. */
export interface PooledAgent {
  readonly id: string
}

/** What one kind of ticket asks of one pool: see {@link AgentPool.need}. */
export interface PoolNeed {
  readonly channel: string
  readonly weight: number
}

/** What a kind of ticket asks of its agent. */
export interface PoolNeedInput extends PoolNeed {
  readonly requirements?: Requirements
  /** Whose agents may get it, those of any of these teams; all agents if left out. */
  readonly teams?: readonly string[]
}

/** What else one choice depends on. */
export interface PoolSearch {
  /**
   * Looks at vacations and shifts as of this instant, for this choice and those after it. As long as it is named nowhere,
   * all are there whose status says so.
   */
  readonly presentAt?: Instant
  /** Ids of agents who let the ticket pass. */
  readonly passedBy?: readonly string[]
}

/**
 * Agents with what they hold, for many choices in one process: it gives the answers of `leastLoad()` without looking at
 * each agent.
 */
export interface AgentPool {
  /**
   * The agent of an id.
   *
   * @throws DocketError `NOT_FOUND`
   */
  agent(id: string): PooledAgent
  /** What a kind of ticket asks. Make it once and use it for all tickets of the kind; it lasts as long as the pool. */
  need(input: PoolNeedInput): PoolNeed
  /**
   * Who meets the need, is present, has a place and has used the smallest share of capacity; of equals one by chance, and
   * chance is asked once, and only then. Null when there is nobody. It changes nothing: {@link AgentPool.hold} does.
   */
  pick(need: PoolNeed, search?: PoolSearch): PooledAgent | null
  /** Gives a ticket to an agent, also where there is no place. */
  hold(agent: PooledAgent, need: PoolNeed): void
  /** Takes a ticket from an agent, of whom nothing less than nothing is held then. */
  release(agent: PooledAgent, need: PoolNeed): void
  /** Changes what the agent's status says: whether it is `present`. Vacations and shifts say more. */
  setPresence(agent: PooledAgent, present: boolean): void
}
