import type { Unmet } from '../condition/unmet.js'
import type { Instant } from '../kernel/clock.js'
import type { EventRecord, TicketView } from '../store/record-types.js'
import type { TicketEvent } from '../ticket/event-types.js'
import { evolve } from '../ticket/evolve.js'
import { dueRules, type Rule, type RuleSet } from './rule-set.js'

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
 * When rules would have been set off in a ticket's past, and whether they would have matched: by what was then. What they
 * would have done is not done, so that a rule which another sets off is not found.
 */
export function tryRules(rules: RuleSet, events: readonly EventRecord[], until: Instant): RuleTrial[] {
  const trials: RuleTrial[] = []
  let marks: Readonly<Record<string, Instant>> = {}
  let view: TicketView | null = null
  let at = 0
  const ask = ({ definition, unmet }: Rule, ticket: TicketView, when: Instant, seq: number | null) => {
    trials.push({ rule: definition.id, at: when, seq, reasons: unmet(ticket) })
  }
  const letTimePass = (end: Instant) => {
    for (;;) {
      if (view === null) return
      const ticket: TicketView = { ...view, flow: { ...view.flow, rules: marks } }
      const [due] = dueRules(ticket, rules)
      if (!due || due.at >= end) return
      ask(due.rule, ticket, Math.max(due.at, at), null)
      marks = { ...marks, [due.rule.definition.id]: due.since }
    }
  }
  for (const event of events) {
    // Imported times can step back; an event counts from the latest instant that any before it names.
    at = Math.max(at, event.occurredAt)
    if (at >= until) break
    letTimePass(at)
    view = evolve(view, event as unknown as TicketEvent)
    for (const rule of rules.byTrigger.get(event.type) ?? []) {
      if (rule.definition.by?.includes(event.actor.type) ?? true) ask(rule, view, at, event.seq)
    }
  }
  letTimePass(until)
  return trials
}
