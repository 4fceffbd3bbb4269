import type { Instant } from '@docket/core/store'
import { hasPlace, type Member, type Roster } from './roster.js'
import type { Trace } from './trace.js'
import type { Traces } from './traces.js'

/** Watches tickets that wait, from one instant at which nothing more happens to the next at which something has changed. */
export class WaitingWatch<Ticket> {
  readonly #roster: Roster<Ticket>
  readonly #traces: Traces<Ticket>
  #since: Instant = 0
  #seen: string | null = null
  #avoidable: readonly Trace<Ticket>[] = []
  #silent: readonly Trace<Ticket>[] = []

  constructor(roster: Roster<Ticket>, traces: Traces<Ticket>) {
    this.#roster = roster
    this.#traces = traces
  }

  /** Everything that happens at the instant has happened. */
  rest(at: Instant): void {
    const present = this.#roster.present(at)
    const seen = [this.#traces.revision, ...present.map(({ agent }) => agent.id)].join(' ')
    if (seen === this.#seen) return
    this.#seen = seen
    this.end(at)
    const waiting = [...this.#traces.waiting]
    this.#silent = waiting.filter(({ isExplained }) => !isExplained)
    this.#avoidable = this.#takable(
      waiting.filter(({ assignedAt }) => assignedAt === null),
      present,
    )
  }

  /** What waited until now has waited so long. */
  end(at: Instant): void {
    for (const trace of this.#silent) trace.silentMs += at - this.#since
    for (const trace of this.#avoidable) trace.avoidableMs += at - this.#since
    this.#since = at
  }

  /** Those that somebody could take. */
  #takable(waiting: readonly Trace<Ticket>[], present: readonly Member[]): Trace<Ticket>[] {
    const roster = this.#roster
    return waiting.filter((trace) =>
      present.some((member) => {
        const { agent } = member
        const isFree = !trace.passedBy.has(agent.id) && hasPlace(agent, trace, this.#traces.heldBy(agent.id))
        return isFree && roster.isColleague(member, trace) && roster.meets(agent.id, trace.ticket)
      }),
    )
  }
}
