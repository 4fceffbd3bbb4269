import type { RulesEvaluated } from '../rules/rule-types.js'

/** What the events about rules carry, by type. */
export interface RuleEventData {
  /** Rules were set off: which matched and what they ask for, which did not and why. */
  'rules.evaluated': RulesEvaluated
  /**
   * Rules set each other off too often and were stopped. Those of time have had their turns, so many as `times` says, and
   * have none until somebody does something to the ticket.
   */
  'rules.stopped': { readonly hops: number; readonly rules: readonly string[]; readonly times?: number }
}
