import * as z from 'zod'
import { actionIssues } from '../actions/action-schema.js'
import { conditionIssues } from '../condition/condition-schema.js'
import { durationMs } from '../kernel/duration.js'
import type { InputIssue } from '../kernel/error.js'
import { inputIssues } from '../kernel/input.js'
import { invalidDefinition } from '../kernel/invalid-definition.js'
import { isPlainObject, jsonProblem } from '../kernel/json.js'
import { type SlaNames, WALL } from '../sla/define-policies.js'
import { endlessChains } from './chains.js'
import { eventIssues } from './event-issues.js'
import { ruleSchema } from './rule-schema.js'
import type { RuleDefinition, RuleInput } from './rule-types.js'

const PLAIN = { text: 20_000, depth: 40, values: 500_000 }
const list = z.array(z.unknown()).max(1_000)

/**
 * Checks the rules of a desk and completes them; what comes from JSON is checked alike.
 *
 * @throws DocketError `INVALID_DEFINITION`; `details.issues` names each place
 */
export function defineRules(given: unknown, names: SlaNames): RuleDefinition[] {
  return checkedRules(given, names).map(complete)
}

/**
 * Rules as they were given, checked.
 *
 * @throws DocketError `INVALID_DEFINITION`; `details.issues` names each place
 */
export function checkedRules(given: unknown, names: SlaNames): readonly RuleInput[] {
  const problem = jsonProblem(given, PLAIN)
  if (problem) throw refusal([{ ...problem, path: ['rules', ...problem.path] }], given)
  const parsed = list.safeParse(given, { reportInput: true })
  if (!parsed.success) throw invalidDefinition('The rules are', inputIssues(parsed.error), 'rules')
  const issues: InputIssue[] = []
  const rules = parsed.data.flatMap((one, index): RuleInput[] => {
    const checked = ruleSchema.safeParse(one, { reportInput: true })
    const path = ['rules', index]
    if (checked.success) {
      const rule = checked.data as unknown as RuleInput
      issues.push(...ruleIssues(complete(rule), names, path))
      return [rule]
    }
    issues.push(...inputIssues(checked.error).map((issue) => ({ ...issue, path: [...path, ...issue.path] })))
    return []
  })
  // Which rules set each other off, only those that are right can say.
  if (rules.length === parsed.data.length) issues.push(...amongRules(rules.map(complete), names))
  if (issues.length > 0) throw refusal(issues, given)
  return rules
}

/** The refusal of rules, each issue with its rule's id. */
function refusal(issues: readonly InputIssue[], given: unknown) {
  const named = issues.map((issue) => {
    const rule: unknown = Array.isArray(given) ? given[Number(issue.path[1])] : undefined
    const id = isPlainObject(rule) ? rule['id'] : undefined
    return typeof id === 'string' ? { ...issue, message: `(${id.slice(0, 200)}) ${issue.message}` } : issue
  })
  return invalidDefinition('The rules are', named)
}

function amongRules(rules: readonly RuleDefinition[], names: SlaNames): InputIssue[] {
  const ids = rules.map(({ id }) => id)
  const issues = rules.flatMap(({ id }, index): InputIssue[] => {
    if (ids.indexOf(id) === index) return []
    return [{ path: ['rules', index, 'id'], code: 'twice', message: 'is the id of an earlier rule; rename one' }]
  })
  for (const chain of endlessChains(rules, names.events)) {
    const [first] = chain
    const told = chain.map(({ rule, by }) => `${rule} (by ${by})`).join(' → ')
    const message = `would set each other off without end: ${told} → ${first?.rule}; let a condition of one end it`
    issues.push({ path: ['rules', rules.findIndex(({ id }) => id === first?.rule)], code: 'endless', message })
  }
  return issues
}

function ruleIssues(definition: RuleDefinition, names: SlaNames, path: readonly (string | number)[]): InputIssue[] {
  const issues = definition.when ? conditionIssues(definition.when, names, [...path, 'when']) : []
  if (definition.when) issues.push(...eventIssues(definition.when, definition.on, [...path, 'when']))
  for (const role of definition.by ?? []) {
    if (names.actors.has(role)) continue
    const message = `names the role ${role}, which the desk does not have; it has ${[...names.actors].join(', ')}`
    issues.push({ path: [...path, 'by'], code: 'unknown_role', message })
  }
  definition.actions.forEach((action, index) => {
    issues.push(...actionIssues(action, names, [...path, 'do', index]))
  })
  const calendar = definition.after?.calendar ?? null
  if (calendar !== null && !names.calendars.has(calendar)) {
    const known = [...names.calendars, WALL].join(', ')
    const message = `names ${calendar}, which is no calendar; there are ${known}`
    issues.push({ path: [...path, 'calendar'], code: 'unknown_calendar', message })
  }
  return issues
}

function complete(input: RuleInput): RuleDefinition {
  const { id: name, version = 1, label = null, when = null, stop = false } = input
  const shared = { id: name, version, label, when, actions: input.do, stop }
  if (input.after === undefined) {
    return { ...shared, on: [input.on].flat(), by: input.by === undefined ? null : [input.by].flat(), after: null }
  }
  const calendar = input.calendar === undefined || input.calendar === WALL ? null : input.calendar
  return { ...shared, on: [], by: null, after: { ms: durationMs(input.after), since: input.since, calendar } }
}
