import * as z from 'zod'
import { type ActionNames, actionIssues, actionSchema } from '../actions/action-schema.js'
import type { TicketAction } from '../actions/action-types.js'
import type { InputIssue } from '../kernel/error.js'
import { inputIssues } from '../kernel/input.js'
import { invalidDefinition } from '../kernel/invalid-definition.js'
import { jsonProblem } from '../kernel/json.js'
import type { ChecklistStep, MacroDefinition, MacroInput, MacroStep } from './macro-types.js'

const STEPS: ReadonlySet<string> = new Set([
  'reply',
  'note',
  'tag',
  'setFields',
  'setCategory',
  'setPriority',
  'assign',
  'askApproval',
  'withdrawApproval',
  'check',
  'uncheck',
  'send',
] satisfies MacroStep['action'][])

const id = z.string().min(1).max(200)
const step: z.ZodType<TicketAction | ChecklistStep> = z.discriminatedUnion(
  'action',
  [
    actionSchema,
    z.strictObject({ action: z.literal('check'), item: id }),
    z.strictObject({ action: z.literal('uncheck'), item: id }),
    z.strictObject({ action: z.literal('withdrawApproval'), approval: id }),
  ],
  `must be one of the steps ${[...STEPS].join(', ')}`,
)
const steps = z.array(step).min(1).max(20)
const macros = z.record(
  z.string().min(1).max(200),
  z.strictObject({ label: z.record(z.string(), z.string()).optional(), do: steps }),
)

/**
 * Checks the macros of a desk.
 *
 * @throws DocketError `INVALID_DEFINITION`; `details.issues` names each place
 */
export function defineMacros(given: unknown, names: ActionNames): ReadonlyMap<string, MacroDefinition> {
  const parsed = parsedOf(macros, given)
  if (!parsed.ok) throw invalidDefinition('The macros are', parsed.issues, 'macros')
  const issues: InputIssue[] = []
  const all = new Map<string, MacroDefinition>()
  for (const [id, { label = null, do: actions }] of Object.entries(parsed.data as Record<string, MacroInput>)) {
    issues.push(...stepIssues(actions, names, [id, 'do']))
    all.set(id, { id, label, steps: actions })
  }
  if (issues.length > 0) throw invalidDefinition('The macros are', issues, 'macros')
  return all
}

/** Steps that somebody gives with a batch, checked alike: what is wrong with them, or the steps. */
export function checkSteps(
  given: unknown,
  names: ActionNames,
): { readonly steps: readonly MacroStep[] } | { readonly issues: readonly InputIssue[] } {
  const parsed = parsedOf(steps, given)
  if (!parsed.ok) return { issues: parsed.issues }
  const issues = stepIssues(parsed.data, names, [])
  return issues.length > 0 ? { issues } : { steps: parsed.data as readonly MacroStep[] }
}

function parsedOf<Schema extends z.ZodType>(schema: Schema, given: unknown) {
  const problem = jsonProblem(given, { text: 200_000, depth: 12, values: 100_000 })
  if (problem) return { ok: false, issues: [problem] } as const
  const parsed = schema.safeParse(given, { reportInput: true })
  return parsed.success
    ? ({ ok: true, data: parsed.data } as const)
    : ({ ok: false, issues: inputIssues(parsed.error) } as const)
}

function stepIssues(
  actions: readonly (TicketAction | ChecklistStep)[],
  names: ActionNames,
  path: readonly (string | number)[],
): InputIssue[] {
  const issues = actions.flatMap((action, index) => {
    const at = [...path, index]
    if (isOfChecklist(action)) return checklistIssues(action, names, at)
    if (STEPS.has(action.action)) return actionIssues(action, names, at)
    const message = `is ${action.action}, which is no step of a macro; there are ${[...STEPS].join(', ')}`
    return [{ path: [...at, 'action'], code: 'no_step', message }]
  })
  const assignments = actions.filter(({ action }) => action === 'assign')
  if (assignments.length > 1) {
    issues.push({ path, code: 'assigns_twice', message: 'assigns more than once; keep the last' })
  }
  if (assignments.some((action) => action.action === 'assign' && action.to !== undefined)) {
    issues.push({ path, code: 'unknown_key', message: 'assigns `to` somebody; name an agent or a team' })
  }
  return issues
}

function isOfChecklist(step: TicketAction | ChecklistStep): step is ChecklistStep {
  return step.action === 'check' || step.action === 'uncheck' || step.action === 'withdrawApproval'
}

function checklistIssues(
  step: ChecklistStep,
  { items, approvals }: ActionNames,
  path: readonly (string | number)[],
): InputIssue[] {
  const [key, name, known] =
    'item' in step ? (['item', step.item, items] as const) : (['approval', step.approval, approvals] as const)
  if (known.has(name)) return []
  const message = `names the ${key} ${name}, which the desk does not have; it has ${[...known].join(', ') || 'none'}`
  return [{ path: [...path, key], code: `unknown_${key}`, message }]
}
