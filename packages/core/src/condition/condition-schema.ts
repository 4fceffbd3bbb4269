import * as z from 'zod'
import type { InputIssue } from '../kernel/error.js'
import { isPlainObject } from '../kernel/json.js'
import type { Condition } from './condition-types.js'

/** What a desk knows that a condition may name. */
export interface ConditionNames {
  /** Names of the custom fields that are not personal. */
  readonly fields: ReadonlySet<string>
  readonly personal: ReadonlySet<string>
  readonly levels: readonly string[]
  readonly workflows: readonly string[]
  /** The states of all workflows. */
  readonly states: readonly string[]
}

const oneOrMany = <Value extends z.ZodType>(value: Value) => z.union([value, z.array(value).min(1).max(1_000)])
const name = z.string().min(1).max(200)
const scalar = z.union([z.string().max(20_000), z.number(), z.boolean()])
const bound = z.union([z.string().max(20_000), z.number()])
const fieldTest = z.union([
  oneOrMany(scalar),
  z.strictObject({ present: z.boolean() }),
  z
    .strictObject({ atLeast: bound, above: bound, atMost: bound, below: bound })
    .partial()
    .refine((range) => Object.keys(range).length > 0, 'has no bound'),
])

const NO_NAME = 'is nothing that a condition can read; custom fields go under `fields`'

/** The shape of a condition; which fields and levels there are, {@link conditionIssues} knows. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.strictObject(
    {
      priority: oneOrMany(name).optional(),
      channel: oneOrMany(name).optional(),
      category: oneOrMany(name.nullable()).optional(),
      team: oneOrMany(name.nullable()).optional(),
      workflow: oneOrMany(name).optional(),
      state: oneOrMany(name).optional(),
      stage: oneOrMany(name.nullable()).optional(),
      assignee: oneOrMany(name.nullable()).optional(),
      phase: oneOrMany(z.enum(['open', 'waiting', 'solved', 'terminal'])).optional(),
      tag: oneOrMany(name).optional(),
      requester: oneOrMany(name).optional(),
      tier: oneOrMany(name.nullable()).optional(),
      locale: oneOrMany(name.nullable()).optional(),
      inputs: z
        .custom<Record<string, unknown>>(isPlainObject, 'must be an object')
        .pipe(z.record(z.string(), fieldTest))
        .optional(),
      fields: z
        .custom<Record<string, unknown>>(isPlainObject, 'must be an object')
        .pipe(z.record(z.string(), fieldTest))
        .optional(),
      all: z.array(conditionSchema).min(1).max(100).optional(),
      any: z.array(conditionSchema).min(1).max(100).optional(),
      not: conditionSchema.optional(),
    },
    { error: ({ code }) => (code === 'unrecognized_keys' ? NO_NAME : undefined) },
  ),
) as z.ZodType<Condition>

/** The names in a condition that the desk does not have, each with its path. */
export function conditionIssues(
  condition: Condition,
  names: ConditionNames,
  path: readonly (string | number)[],
): InputIssue[] {
  const found: InputIssue[] = []
  const check = (key: 'priority' | 'workflow' | 'state' | 'stage', known: readonly string[]) => {
    for (const value of [condition[key] ?? []].flat()) {
      if (value === null || known.includes(value)) continue
      const message = `names ${value}, which the desk does not have; it has ${known.join(', ')}`
      found.push({ path: [...path, key], code: 'unknown_name', message })
    }
  }
  check('priority', names.levels)
  check('workflow', names.workflows)
  check('state', names.states)
  check('stage', names.states)
  for (const field of Object.keys(condition.fields ?? {})) {
    const at = [...path, 'fields', field]
    if (names.personal.has(field)) {
      found.push({ path: at, code: 'personal', message: 'is a personal field, which conditions cannot read' })
    } else if (!names.fields.has(field)) {
      const known = [...names.fields].join(', ') || 'none'
      found.push({ path: at, code: 'unknown_field', message: `is no custom field of the desk; it has ${known}` })
    }
  }
  for (const key of ['all', 'any'] as const) {
    condition[key]?.forEach((part, index) => {
      found.push(...conditionIssues(part, names, [...path, key, index]))
    })
  }
  if (condition.not) found.push(...conditionIssues(condition.not, names, [...path, 'not']))
  return found
}
