import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { Instant } from '../kernel/clock.js'
import { instantAt } from '../sla/target-clock.js'
import type { TicketView } from '../store/record-types.js'
import type { Rule } from './rule-set.js'
import type { RuleSince } from './rule-types.js'

/** From when each rule of time counts, by its id, in milliseconds since 1970-01-01T00:00:00Z. */
export type RuleStarts = ReadonlyMap<string, Instant>

/** So often a rule answers time, or what the desk did by itself, and matches on a ticket while nobody does anything to it. */
export const MOST_TURNS = 20

/** A rule of time and when it is set off next. */
export interface DueRule {
  readonly rule: Rule
  readonly at: Instant
  /** From when it counted. */
  readonly since: Instant
}

/** A rule of time. */
export interface TimedRule {
  readonly rule: Rule
  readonly ms: number
  /** What happened before counts nothing. */
  readonly start: Instant
  /** Its place in declared order. */
  readonly place: number
}

/** Rules of time that count from the same, by the same calendar: of those that wait, the shortest is due first. */
export interface TimedRuleGroup {
  readonly since: RuleSince
  /** Null for wall time. */
  readonly calendar: BusinessCalendar | null
  /** The earliest start. */
  readonly start: Instant
  /** The shortest first. */
  readonly rules: readonly TimedRule[]
}

/** The rules of time of a desk. */
export interface TimedRules {
  readonly ids: ReadonlySet<string>
  readonly groups: readonly TimedRuleGroup[]
}

const NEVER = Number.NEGATIVE_INFINITY

/** No rules of time. */
export const NO_TIMED_RULES: TimedRules = { ids: new Set(), groups: [] }

/** Sorts rules of time so that the next one is found by few reckonings. */
export function timedRules(
  rules: readonly Rule[],
  calendars: ReadonlyMap<string, BusinessCalendar>,
  starts: RuleStarts,
): TimedRules {
  const groups = new Map<string, { since: RuleSince; calendar: BusinessCalendar | null; rules: TimedRule[] }>()
  const ids = new Set<string>()
  rules.forEach((rule, place) => {
    const { id, after } = rule.definition
    if (after === null) return
    ids.add(id)
    const { since, ms } = after
    const name = `${since} ${after.calendar ?? ''}`
    const calendar = after.calendar === null ? null : (calendars.get(after.calendar) ?? null)
    const group = groups.get(name) ?? { since, calendar, rules: [] }
    group.rules.push({ rule, ms, start: starts.get(id) ?? NEVER, place })
    groups.set(name, group)
  })
  if (ids.size === 0) return NO_TIMED_RULES
  const all = [...groups.values()].map(({ since, calendar, rules: own }): TimedRuleGroup => {
    const start = own.reduce((earliest, one) => Math.min(earliest, one.start), Number.POSITIVE_INFINITY)
    return { since, calendar, start, rules: own.sort((a, b) => a.ms - b.ms) }
  })
  return { ids, groups: all }
}

/**
 * The rules of time that are to be set off next on a ticket: those of the earliest instant, in declared order. A rule
 * counts only from what happened when its desk knew it, once each time; and no more after {@link MOST_TURNS} times until
 * somebody does something to the ticket.
 */
export function dueRules(ticket: TicketView, { timed: { groups } }: { readonly timed: TimedRules }): DueRule[] {
  // What was merged goes on in another ticket, which has its own.
  if (groups.length === 0 || ticket.flow.mergedInto !== undefined) return []
  let found: (DueRule & { readonly place: number })[] = []
  let earliest = Number.POSITIVE_INFINITY
  for (const { since: what, calendar, start, rules } of groups) {
    const since = instantOf(what, ticket)
    if (since === null || since < start) continue
    let last = -1
    let at: Instant | null = null
    for (const { rule, ms, place, start: own } of rules) {
      if (since < own || isSpent(ticket, rule.definition.id, since)) continue
      if (ms !== last) at = instantAt({ calendar, from: since, pauses: [] }, ms)
      last = ms
      if (at === null || at > earliest) break
      if (at < earliest) found = []
      earliest = at
      found.push({ rule, at, since, place })
    }
  }
  return found.sort((a, b) => a.place - b.place).map(({ rule, at, since }) => ({ rule, at, since }))
}

/** Whether what a due rule counts from is still what it was. */
export function isStillDue({ rule: { definition }, since }: DueRule, ticket: TicketView): boolean {
  return definition.after !== null && instantOf(definition.after.since, ticket) === since
}

/** How often a rule has matched since somebody last did something to a ticket. */
export function turnsOf({ flow: { ruleTurns = {} } }: Pick<TicketView, 'flow'>, id: string): number {
  return Object.hasOwn(ruleTurns, id) ? (ruleTurns[id] ?? 0) : 0
}

/** Whether a rule has been set off for an instant, or too often. */
function isSpent(ticket: TicketView, id: string, since: Instant): boolean {
  return ticket.flow.rules?.[id] === since || turnsOf(ticket, id) >= MOST_TURNS
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
