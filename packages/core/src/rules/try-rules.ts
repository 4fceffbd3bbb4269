import type { Unmet } from '../condition/unmet.js'
import type { Instant } from '../kernel/clock.js'
import type { EventRecord, TicketView } from '../store/record-types.js'
import type { TicketEvent } from '../ticket/event-types.js'
import { evolve } from '../ticket/evolve.js'
import { MOST_HOPS } from '../ticket/hops.js'
import { commandsOf, type LoggedCommand } from './commands-of.js'
import type { Rule, RuleSet } from './rule-set.js'
import { type DueRule, dueRules } from './timed-rules.js'

/** One time at which a rule would have been set off in a ticket's past. */
export interface RuleTrial {
  readonly rule: string
  readonly at: Instant
  /** The event that would have set it off; null for time. */
  readonly seq: number | null
  /** Why it would not have matched; empty where it would. */
  readonly reasons: readonly Unmet[]
}

/**
 * When rules would have been set off in a ticket's past, and whether they would have matched: by what was then, after the
 * whole command. What they would have done is not done, so that a rule which another sets off is not found, and none sees
 * what another would have changed. In order, a command's at a time, so that many need no room.
 */
export function* tryRules(
  rules: RuleSet,
  events: readonly EventRecord[],
  until: Instant,
): Generator<readonly RuleTrial[], void, undefined> {
  const trial = new Trial(rules)
  for (const command of commandsOf(events)) {
    if (command.at > until) break
    trial.letTimePass(command.at, !command.byTimer)
    trial.tell(command)
    yield trial.found.splice(0)
  }
  trial.letTimePass(until, true)
  yield trial.found
}

/** A ticket's past on its way through rules. */
class Trial {
  readonly found: RuleTrial[] = []
  readonly #rules: RuleSet
  #view: TicketView | null = null
  #at: Instant = 0
  /** From when each rule of time counted that was set off here: what the log says of others does not matter. */
  #marks: Readonly<Record<string, Instant>> = {}

  constructor(rules: RuleSet) {
    this.#rules = rules
  }

  /** Sets off the rules of time that are due by an instant, those of one instant together. */
  letTimePass(end: Instant, including: boolean): void {
    for (;;) {
      if (this.#view === null || this.#rules.timed.groups.length === 0) return
      // What the desk's own rules have been set off for says nothing of these.
      const { ruleTurns: _, ...flow } = this.#view.flow
      const view = { ...this.#view, flow: { ...flow, rules: this.#marks } }
      const due = dueRules(view, this.#rules)
      const [first] = due
      if (!first || (including ? first.at > end : first.at >= end)) return
      this.#askDue(due, view)
    }
  }

  /** Lets a command happen, and sets off what its events do: each rule sees what the whole of it left. */
  tell({ at, events, hops }: LoggedCommand): void {
    const merged = this.#view?.flow.mergedInto !== undefined
    this.#at = at
    let view = this.#view
    for (const event of events) view = evolve(view, event as unknown as TicketEvent)
    this.#view = view
    if (view === null || merged || hops >= MOST_HOPS) return
    for (const event of events) {
      for (const rule of this.#rules.byTrigger.get(event.type) ?? []) {
        const { by, stop } = rule.definition
        if ((by?.includes(event.actor.type) ?? true) && this.#ask(rule, view, at, event) && stop) break
      }
    }
  }

  #askDue(due: readonly DueRule[], view: TicketView): void {
    let stopped = false
    for (const { rule, at, since } of due) {
      const { id, stop } = rule.definition
      // Also what an earlier one said stop to is not due again.
      this.#marks = { ...this.#marks, [id]: since }
      if (!stopped) stopped = this.#ask(rule, view, Math.max(at, this.#at)) && stop
    }
  }

  #ask({ definition, unmet }: Rule, view: TicketView, at: Instant, event?: EventRecord): boolean {
    const reasons = unmet(view, event)
    this.found.push({ rule: definition.id, at, seq: event?.seq ?? null, reasons })
    return reasons.length === 0
  }
}
