import type { BusinessCalendar } from '../calendar/calendar-types.js'
import { type CompiledCondition, compileCondition } from '../condition/compile-condition.js'
import { compileUnmet, type Unmet } from '../condition/unmet.js'
import type { Instant } from '../kernel/clock.js'
import type { JsonObject } from '../kernel/json.js'
import { instantAt } from '../sla/target-clock.js'
import type { TicketView } from '../store/record-types.js'
import type { RuleDefinition, RuleSince } from './rule-types.js'

/** The timer of the next rule of time. */
export const RULE_TIMER = 'rule'

/** A rule ready to be asked. */
export interface Rule {
  readonly definition: RuleDefinition
  /** Whether its condition holds. */
  readonly fits: CompiledCondition
  /** The parts of its condition that do not hold; none when it matches. */
  readonly unmet: (ticket: TicketView) => readonly Unmet[]
}

/** A rule of time and when it is set off next. */
export interface DueRule {
  readonly rule: Rule
  readonly at: Instant
  /** From when it counted. */
  readonly since: Instant
}

/** The rules of a desk: by what sets them off, in declared order. */
export interface RuleSet {
  readonly rules: readonly Rule[]
  readonly byTrigger: ReadonlyMap<string, readonly Rule[]>
  readonly timed: readonly TimedRule[]
}

/** A rule of time with its calendar; null for wall time. */
export interface TimedRule {
  readonly rule: Rule
  readonly ms: number
  readonly since: RuleSince
  readonly calendar: BusinessCalendar | null
}

/** No rules. */
export const NO_RULES: RuleSet = { rules: [], byTrigger: new Map(), timed: [] }

/** Compiles checked rules once. `defaults` are the fields' own. */
export function compileRules(
  definitions: readonly RuleDefinition[],
  calendars: ReadonlyMap<string, BusinessCalendar>,
  defaults: JsonObject = {},
): RuleSet {
  if (definitions.length === 0) return NO_RULES
  const rules = definitions.map((definition): Rule => {
    const fits = compileCondition(definition.when, defaults)
    return { definition, fits, unmet: compileUnmet(definition.when, defaults) }
  })
  const byTrigger = new Map<string, Rule[]>()
  const timed: TimedRule[] = []
  for (const rule of rules) {
    const { on, after } = rule.definition
    for (const type of on) byTrigger.set(type, [...(byTrigger.get(type) ?? []), rule])
    if (after) {
      const calendar = after.calendar === null ? null : (calendars.get(after.calendar) ?? null)
      timed.push({ rule, ms: after.ms, since: after.since, calendar })
    }
  }
  return { rules, byTrigger, timed }
}

/** The rules of time that are to be set off on a ticket, the earliest first; at one instant in declared order. */
export function dueRules(ticket: TicketView, { timed }: RuleSet): DueRule[] {
  // What was merged goes on in another ticket, which has its own.
  if (timed.length === 0 || ticket.flow.mergedInto !== undefined) return []
  const due = timed.flatMap(({ rule, ms, since: what, calendar }): DueRule[] => {
    const since = instantOf(what, ticket)
    if (since === null || ticket.flow.rules?.[rule.definition.id] === since) return []
    const at = instantAt({ calendar, from: since, pauses: [] }, ms)
    return at === null ? [] : [{ rule, at, since }]
  })
  return due.sort((a, b) => a.at - b.at)
}

function instantOf(since: RuleSince, { createdAt, stateSince, facts, flow }: TicketView): Instant | null {
  switch (since) {
    case 'created':
      return createdAt
    case 'requesterWrote':
      return facts.lastRequesterMessageAt
    case 'deskWrote':
      return facts.lastAgentMessageAt
    case 'deskActed':
      return facts.lastActedAt
    case 'stateEntered':
      return stateSince
    case 'stageBegun':
      return flow.stage?.to === null ? flow.stage.since : null
    case 'assigned':
      return facts.acceptance?.to === null ? facts.acceptance.from : null
    case 'solved':
      return facts.solvedAt
  }
}
