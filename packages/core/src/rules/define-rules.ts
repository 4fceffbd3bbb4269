import * as z from 'zod'
import { actionIssues, actionSchema } from '../actions/action-schema.js'
import { conditionIssues, eventConditionSchema } from '../condition/condition-schema.js'
import { type Duration, durationMs } from '../kernel/duration.js'
import type { InputIssue } from '../kernel/error.js'
import { inputIssues } from '../kernel/input.js'
import { invalidDefinition } from '../kernel/invalid-definition.js'
import { jsonProblem } from '../kernel/json.js'
import { type SlaNames, WALL } from '../sla/define-policies.js'
import { TICKET_EVENT_TYPES } from '../ticket/event-types.js'
import { endlessChains } from './chains.js'
import { eventIssues } from './event-issues.js'
import type { RuleDefinition, RuleInput, RuleSince, RuleTrigger } from './rule-types.js'

/** The instants from which rules of time count. */
const RULE_SINCE = [
  'created',
  'requesterWrote',
  'deskWrote',
  'deskActed',
  'stateEntered',
  'stageBegun',
  'assigned',
  'solved',
] as const satisfies readonly RuleSince[]

const OWN_EVENTS: ReadonlySet<string> = new Set(['rules.evaluated', 'rules.stopped'])
const TRIGGERS = TICKET_EVENT_TYPES.filter((type): type is RuleTrigger => !OWN_EVENTS.has(type))

const id = z.string().min(1).max(200)
const part = z.number().min(0).max(1_000_000)
const after = z
  .strictObject({ days: part.optional(), hours: part.optional(), minutes: part.optional(), seconds: part.optional() })
  .refine((given) => durationMs(given as Duration) > 0, 'must be longer than nothing')
const trigger = z.enum(TRIGGERS as [RuleTrigger, ...RuleTrigger[]])
const rule = z
  .strictObject({
    id,
    version: z.int().min(1).max(1_000_000).optional(),
    label: z.record(z.string(), z.string()).optional(),
    on: z.union([trigger, z.array(trigger).min(1).max(100)]).optional(),
    by: z.union([id, z.array(id).min(1).max(50)]).optional(),
    after: after.optional(),
    since: z.enum(RULE_SINCE).optional(),
    calendar: id.optional(),
    when: eventConditionSchema.optional(),
    do: z.array(actionSchema).min(1).max(20),
    stop: z.boolean().optional(),
  })
  .refine(({ on, after: time }) => (on === undefined) !== (time === undefined), 'needs either `on` or `after`')
  .refine(({ after: time, since }) => (time === undefined) === (since === undefined), 'needs `since` with `after`')
  .refine(({ after: time, calendar }) => time !== undefined || calendar === undefined, 'has `calendar` without `after`')
  .refine(({ on, by }) => on !== undefined || by === undefined, 'has `by`, but time is nobody; leave it out')
  .refine(
    ({ after: time, calendar = WALL }) => time?.days === undefined || calendar === WALL,
    'has days by a calendar; pass hours, because a business day has no fixed length',
  )

const PLAIN = { text: 20_000, depth: 40, values: 500_000 }

/**
 * Checks the rules of a desk and completes them; what comes from JSON is checked alike.
 *
 * @throws DocketError `INVALID_DEFINITION`; `details.issues` names each place
 */
export function defineRules(given: unknown, names: SlaNames): RuleDefinition[] {
  const problem = jsonProblem(given, PLAIN)
  if (problem) throw invalidDefinition('The rules are', [problem], 'rules')
  const parsed = z.array(rule).max(1_000).safeParse(given, { reportInput: true })
  if (!parsed.success) {
    throw invalidDefinition('The rules are', inputIssues(parsed.error), 'rules')
  }
  const rules = (parsed.data as unknown as readonly RuleInput[]).map(complete)
  const issues = rules.flatMap((definition, index) => ruleIssues(definition, names, ['rules', index]))
  rules.forEach((definition, index) => {
    if (rules.findIndex((other) => other.id === definition.id) === index) return
    issues.push({ path: ['rules', index, 'id'], code: 'twice', message: `is the id of an earlier rule; rename one` })
  })
  for (const chain of endlessChains(rules, names.events)) {
    const [first] = chain
    const path = ['rules', rules.findIndex(({ id: of }) => of === first?.rule)]
    const told = chain.map(({ rule: of, by }) => `${of} (by ${by})`).join(' → ')
    const message = `would set each other off without end: ${told} → ${first?.rule}; let a condition of one end it`
    issues.push({ path, code: 'endless', message })
  }
  if (issues.length > 0) throw invalidDefinition('The rules are', issues)
  return rules
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
