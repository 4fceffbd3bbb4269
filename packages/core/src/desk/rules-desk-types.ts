import type { JsonObject } from '../kernel/json.js'
import type { RuleFailure, RuleInput } from '../rules/rule-types.js'
import type { DeskShape, EventOf } from './shape-types.js'
import type { Page } from './ticket-types.js'

/** One time at which a rule was set off. */
export interface RuleLogEntry {
  readonly ticketId: string
  readonly rule: string
  readonly version: number
  readonly at: Date
  /** The event that set it off; null for time. */
  readonly seq: number | null
  readonly matched: boolean
  /** Why it did not match, as codes and values; empty where it did. */
  readonly reasons: readonly JsonObject[]
  /** What could not be done. */
  readonly failed: readonly RuleFailure[]
}

/** Which entries of the rules' log are wanted. */
export interface RuleLogInput {
  /** One rule's; all rules' if left out. */
  readonly rule?: string
  /** What happened then or later. */
  readonly since: Date
  /** How many tickets are looked at, 1 to 200; 50 if left out. A page can end before, also within a ticket. */
  readonly limit?: number
  /** The `next` of the former page. */
  readonly after?: string | null
}

/** Rules to be tried on the past. */
export interface TryRulesInput<Shape extends DeskShape = DeskShape> {
  /** Those from JSON, `parseRules` checks and types. */
  readonly rules: readonly RuleInput<
    Shape['fieldsOut'],
    Shape['level'],
    Shape['calendar'],
    Shape['effect'],
    EventOf<Shape>
  >[]
  /** On so many tickets, the last changed ones, 1 to 1,000; 100 if left out. */
  readonly tickets?: number
  /** Ends it early: it then rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** What came of a rule on the past of tickets. */
export interface TriedRule {
  readonly rule: string
  /** How often it would have been set off, and matched. */
  readonly asked: number
  readonly matched: number
  /** In how many tickets it would have matched. */
  readonly tickets: number
  /** Of what did not match, how often each part of the condition did not hold. */
  readonly unmet: Readonly<Record<string, number>>
  /** The first 100 matches. */
  readonly matches: readonly { readonly ticketId: string; readonly at: Date; readonly seq: number | null }[]
}

/** What the desk's rules did, and what other rules would have done. */
export interface RulesDesk<Shape extends DeskShape = DeskShape> {
  /**
   * What set rules off, matched or not, ticket by ticket, the last changed first; takes the right to see histories. For one
   * page about 10,000 events are read at most, and none begins once 10,000 entries are found: a page can be empty and still have
   * a `next`. Over all pages, a ticket that does not change meanwhile is told of wholly. Throws `CURSOR_INVALID`.
   */
  log(input: RuleLogInput): Promise<Page<RuleLogEntry, string>>
  /**
   * Says when rules would have been set off in the past of the last tickets, and whether they would have matched, as the
   * desk's own rules are: after the whole command, in declared order, up to one that says stop. Nothing is done, so that no
   * rule sees what another would have changed; {@link ActorDesk.rehearse} does that. What was imported counts as if it had
   * happened here. For leads and admins. Throws `INVALID_DEFINITION` for rules that the desk could not have.
   */
  try(input: TryRulesInput<Shape>): Promise<readonly TriedRule[]>
}
