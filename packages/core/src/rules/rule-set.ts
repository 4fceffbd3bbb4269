import type { BusinessCalendar } from '../calendar/calendar-types.js'
import { type CompiledCondition, compileCondition } from '../condition/compile-condition.js'
import { compileUnmet, type Unmet } from '../condition/unmet.js'
import type { JsonObject } from '../kernel/json.js'
import type { EventRecord, TicketView } from '../store/record-types.js'
import type { RuleDefinition } from './rule-types.js'
import { NO_TIMED_RULES, type RuleStarts, type TimedRules, timedRules } from './timed-rules.js'

/** A rule ready to be asked. */
export interface Rule {
  readonly definition: RuleDefinition
  /** Whether its condition holds. */
  readonly fits: CompiledCondition
  /** The parts of its condition that do not hold; none when it matches. */
  readonly unmet: (ticket: TicketView, event?: EventRecord) => readonly Unmet[]
}

/** The rules of a desk: by what sets them off, in declared order. */
export interface RuleSet {
  readonly rules: readonly Rule[]
  readonly byTrigger: ReadonlyMap<string, readonly Rule[]>
  readonly timed: TimedRules
  /** Whether one of them asks for an approval. */
  readonly asksApprovals: boolean
}

/** No rules. */
export const NO_RULES: RuleSet = { rules: [], byTrigger: new Map(), timed: NO_TIMED_RULES, asksApprovals: false }

/**
 * Compiles checked rules once.
 *
 * @param defaults - the fields' own
 * @param starts - from when each rule of time counts, by its id; one that is not named counts from the beginning of time
 */
export function compileRules(
  definitions: readonly RuleDefinition[],
  calendars: ReadonlyMap<string, BusinessCalendar>,
  defaults: JsonObject = {},
  starts: RuleStarts = new Map(),
): RuleSet {
  if (definitions.length === 0) return NO_RULES
  const rules = definitions.map((definition): Rule => {
    const fits = compileCondition(definition.when, defaults)
    return { definition, fits, unmet: compileUnmet(definition.when, defaults) }
  })
  const byTrigger = new Map<string, Rule[]>()
  for (const rule of rules) {
    for (const type of rule.definition.on) byTrigger.set(type, [...(byTrigger.get(type) ?? []), rule])
  }
  const asksApprovals = definitions.some(({ actions }) => actions.some(({ action }) => action === 'askApproval'))
  return { rules, byTrigger, timed: timedRules(rules, calendars, starts), asksApprovals }
}

/** The same rules, which count from when a desk came to know them. */
export function startingAt(
  set: RuleSet,
  calendars: ReadonlyMap<string, BusinessCalendar>,
  starts: RuleStarts,
): RuleSet {
  return starts.size === 0 ? set : { ...set, timed: timedRules(set.rules, calendars, starts) }
}
