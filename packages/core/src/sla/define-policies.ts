import * as z from 'zod'
import { type ActionNames, actionIssues, actionSchema } from '../actions/action-schema.js'
import type { TicketAction } from '../actions/action-types.js'
import { type ConditionNames, conditionIssues, conditionSchema } from '../condition/condition-schema.js'
import { type TimeSpan, timeSpanMs } from '../kernel/duration.js'
import type { InputIssue } from '../kernel/error.js'
import { inputIssues } from '../kernel/input.js'
import { invalidDefinition } from '../kernel/invalid-definition.js'
import { jsonProblem } from '../kernel/json.js'
import type { SlaTarget } from '../store/record-types.js'
import {
  type CalendarChoice,
  type EscalationStep,
  SLA_TARGETS,
  type SlaPolicyDefinition,
  type SlaPolicyInput,
  type StepDefinition,
  type TargetDefinition,
  type TargetInput,
} from './policy-types.js'

/** The reserved name of wall time among calendars. */
export const WALL = 'wall'

/** What a desk knows that a policy may name. */
export interface SlaNames extends ConditionNames, ActionNames {
  readonly calendars: ReadonlySet<string>
  /** All roles that can act, the desk itself too. */
  readonly actors: ReadonlySet<string>
  /** Whether some workflow has stages, which are to have their deadlines whatever else is promised. */
  readonly staged: boolean
}

const part = z.number().min(0).max(1_000_000)
const NO_SPAN = 'is no part of a span; pass hours, minutes and seconds: a business day has no fixed length'
const span = z.strictObject(
  { hours: part.optional(), minutes: part.optional(), seconds: part.optional() },
  { error: ({ code }) => (code === 'unrecognized_keys' ? NO_SPAN : undefined) },
)
const positive = span.refine((given) => timeSpanMs(given as TimeSpan) > 0, 'must be longer than nothing')
const id = z.string().min(1).max(200)
const calendar = z.union([
  id,
  z.strictObject({
    by: z.enum(['team', 'tier', 'requester', 'locale']),
    of: z.record(id, id),
    otherwise: id,
  }),
])
const share = z.number().gt(0).lt(1)
const step = z
  .strictObject({
    used: share.optional(),
    before: span.optional(),
    after: span.optional(),
    idle: positive.optional(),
    wall: z.boolean().optional(),
    do: z.array(actionSchema).min(1).max(20),
  })
  .refine(
    ({ used, before, after, idle }) => [used, before, after, idle].filter((given) => given !== undefined).length === 1,
    'needs exactly one of `used`, `before`, `after` and `idle`',
  )
  .refine(({ used, wall }) => used === undefined || wall !== true, 'cannot have `wall` with `used`, which is a share')
const target = z.strictObject({
  within: positive,
  byPriority: z.record(id, positive).optional(),
  calendar: calendar.optional(),
  escalate: z.array(step).max(50).optional(),
})
const stageTarget = target.pick({ calendar: true, escalate: true })
const policy = z.strictObject({
  id,
  version: z.int().min(1).max(1_000_000).optional(),
  when: conditionSchema.optional(),
  calendar: calendar.optional(),
  targets: z
    .strictObject({
      acceptance: target,
      firstResponse: target,
      nextResponse: target,
      stage: stageTarget,
      resolution: target,
    })
    .partial()
    .refine((targets) => Object.keys(targets).length > 0, 'has no target'),
  lights: z.strictObject({ amber: share.default(0.5), red: share.default(0.8) }).optional(),
})

/**
 * Checks the policies of a desk and completes them.
 *
 * @throws DocketError `INVALID_DEFINITION`; `details.issues` names each place
 */
export function definePolicies(given: unknown, names: SlaNames): SlaPolicyDefinition[] {
  const problem = plainProblem(given)
  if (problem) throw invalidDefinition('The SLA policies are', [problem], 'sla')
  const parsed = z.array(policy).max(1_000).safeParse(given, { reportInput: true })
  if (!parsed.success) {
    throw invalidDefinition('The SLA policies are', inputIssues(parsed.error), 'sla')
  }
  const policies = parsed.data as readonly SlaPolicyInput[]
  const issues = policies.flatMap((input, index) => policyIssues(input, names, ['sla', index]))
  policies.forEach(({ id: of, when }, index) => {
    if (when !== undefined || index === policies.length - 1) return
    const message = `is for all tickets, so that no later policy can apply; put ${of} last, or give it a condition`
    issues.push({ path: ['sla', index, 'when'], code: 'unreachable', message })
  })
  policies.forEach((input, index) => {
    if (policies.findIndex((other) => other.id === input.id) === index) return
    const message = `is the id ${input.id} of an earlier policy; rename one`
    issues.push({ path: ['sla', index, 'id'], code: 'twice', message })
  })
  if (issues.length > 0) throw invalidDefinition('The SLA policies are', issues)
  const complete = policies.map(completePolicy)
  const all = complete.some(({ when }) => when === null)
  return names.staged && !all ? [...complete, completePolicy({ id: 'stages', targets: { stage: {} } })] : complete
}

/** Policies are stored, and conditions and recipients may nest: what no store keeps or no stack holds is refused first. */
const PLAIN = { text: 20_000, depth: 40, values: 500_000 }

function plainProblem(given: unknown): InputIssue | undefined {
  try {
    return jsonProblem(given, PLAIN)
  } catch {
    // Reading ran into a getter or a trap of the caller's own.
    return { path: [], code: 'unreadable', message: 'cannot be read: something in it throws; pass plain data' }
  }
}

function policyIssues(input: SlaPolicyInput, names: SlaNames, path: readonly (string | number)[]): InputIssue[] {
  const issues = input.when ? conditionIssues(input.when, names, [...path, 'when']) : []
  issues.push(...calendarIssues(input.calendar, names, [...path, 'calendar']))
  const given: readonly [string, Partial<TargetInput>][] = Object.entries(input.targets)
  for (const [name, { calendar: own, escalate, byPriority }] of given) {
    const at = [...path, 'targets', name]
    issues.push(...calendarIssues(own, names, [...at, 'calendar']))
    escalate?.forEach(({ do: actions }, index) => {
      actions.forEach((action, place) => {
        issues.push(...actionIssues(action, names, [...at, 'escalate', index, 'do', place]))
      })
    })
    for (const level of Object.keys(byPriority ?? {})) {
      if (names.levels.includes(level)) continue
      const message = `names ${level}, which is no priority of the desk; it has ${names.levels.join(', ')}`
      issues.push({ path: [...at, 'byPriority', level], code: 'unknown_level', message })
    }
  }
  const { amber = 0.5, red = 0.8 } = input.lights ?? {}
  if (amber >= red) {
    const message = `has amber at ${amber} and red at ${red}; amber comes first`
    issues.push({ path: [...path, 'lights'], code: 'order', message })
  }
  return issues
}

function calendarIssues(
  choice: CalendarChoice | undefined,
  names: SlaNames,
  path: readonly (string | number)[],
): InputIssue[] {
  if (choice === undefined) return []
  const chosen = typeof choice === 'string' ? [choice] : [...Object.values(choice.of), choice.otherwise]
  return chosen
    .filter((name) => name !== WALL && !names.calendars.has(name))
    .map((name) => {
      const known = [...names.calendars, WALL].join(', ')
      return { path, code: 'unknown_calendar', message: `names ${name}, which is no calendar; there are ${known}` }
    })
}

function completePolicy(input: SlaPolicyInput): SlaPolicyDefinition {
  const { amber = 0.5, red = 0.8 } = input.lights ?? {}
  const targets: { [Target in SlaTarget]?: TargetDefinition } = {}
  for (const name of SLA_TARGETS) {
    const given: Partial<TargetInput> | undefined = input.targets[name]
    if (!given) continue
    targets[name] = {
      within: timeSpanMs(given.within ?? {}),
      byPriority: Object.fromEntries(
        Object.entries(given.byPriority ?? {}).map(([level, within]) => [level, timeSpanMs(within ?? {})]),
      ),
      calendar: given.calendar ?? input.calendar ?? WALL,
      steps: stepsOf(given.escalate ?? [dueSoon(red)]),
    }
  }
  return { id: input.id, version: input.version ?? 1, when: input.when ?? null, targets, lights: { amber, red } }
}

/** What happens where a target says nothing: whoever has the ticket is reminded. */
function dueSoon(red: number): EscalationStep {
  return { used: red, do: [{ action: 'notify', to: ['assignee'] } satisfies TicketAction] }
}

/**
 * How stages are timed under a policy that says nothing of them: by the calendar of its resolution, else of its first
 * target.
 */
export function stageTargetOf({ targets, lights }: SlaPolicyDefinition): TargetDefinition {
  if (targets.stage) return targets.stage
  const { calendar = WALL } = targets.resolution ?? Object.values(targets)[0] ?? {}
  return { within: 0, byPriority: {}, calendar, steps: stepsOf([dueSoon(lights.red)]) }
}

function stepsOf(steps: readonly EscalationStep[]): StepDefinition[] {
  return uniqueSteps(steps.map(completeStep))
}

function completeStep({ used, before, after, idle, wall = false, do: actions }: EscalationStep): StepDefinition {
  if (used !== undefined) {
    return { id: `used ${used}`, moment: { kind: 'used', share: used }, wall: false, actions: named(actions, 'used') }
  }
  const kind = before !== undefined ? 'before' : after !== undefined ? 'after' : 'idle'
  const ms = timeSpanMs(before ?? after ?? idle ?? {})
  const ending = wall ? ' wall' : ''
  return { id: `${kind} ${ms / 1000}s${ending}`, moment: { kind, ms }, wall, actions: named(actions, kind) }
}

/** What a notification is about where its step does not say. */
const KINDS = { used: 'sla.dueSoon', before: 'sla.dueSoon', after: 'sla.breached', idle: 'sla.idle' } as const

function named(actions: readonly TicketAction[], moment: keyof typeof KINDS): TicketAction[] {
  return actions.map((one) => (one.action === 'notify' ? { ...one, kind: one.kind ?? KINDS[moment] } : one))
}

/** Two steps at one moment are two steps. */
function uniqueSteps(steps: readonly StepDefinition[]): StepDefinition[] {
  const seen = new Map<string, number>()
  return steps.map((one) => {
    const times = (seen.get(one.id) ?? 0) + 1
    seen.set(one.id, times)
    return times === 1 ? one : { ...one, id: `${one.id} #${times}` }
  })
}
