import type { Instant } from '@docket/core/store'
import { hasPlace, type Roster } from './roster.js'
import type { Trace } from './trace.js'
import type { Traces } from './traces.js'

/** Watches tickets that wait, from one instant at which nothing more happens to the next. */
export class WaitingWatch<Ticket> {
  readonly #roster: Roster<Ticket>
  readonly #traces: Traces<Ticket>
  #since: Instant = 0
  #avoidable: readonly Trace<Ticket>[] = []
  #silent: readonly Trace<Ticket>[] = []

  constructor(roster: Roster<Ticket>, traces: Traces<Ticket>) {
    this.#roster = roster
    this.#traces = traces
  }

  /** Everything that happens at the instant has happened. */
  rest(at: Instant): void {
    const waiting = [...this.#traces.waiting]
    this.#since = at
    this.#silent = waiting.filter(({ isExplained }) => !isExplained)
    this.#avoidable = this.#takable(
      waiting.filter(({ assignedAt }) => assignedAt === null),
      at,
    )
  }

  /** Something happens again: what waited until now has waited so long. */
  pass(until: Instant): void {
    for (const trace of this.#silent) trace.silentMs += until - this.#since
    for (const trace of this.#avoidable) trace.avoidableMs += until - this.#since
    this.#silent = []
    this.#avoidable = []
  }

  #takable(waiting: readonly Trace<Ticket>[], at: Instant): Trace<Ticket>[] {
    if (waiting.length === 0) return []
    const roster = this.#roster
    const present = roster.present(at).map((member) => ({ member, held: this.#traces.heldBy(member.agent.id) }))
    return waiting.filter((trace) =>
      present.some(({ member, held }) => {
        const { agent } = member
        const isFree = !trace.passedBy.has(agent.id) && hasPlace(agent, trace, held)
        return isFree && roster.isColleague(member, trace) && roster.meets(agent.id, trace.ticket)
      }),
    )
  }
}
