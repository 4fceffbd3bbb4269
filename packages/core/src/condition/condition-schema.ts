import * as z from 'zod'
import type { InputIssue } from '../kernel/error.js'
import { isPlainObject } from '../kernel/json.js'
import { strictObject } from '../kernel/strict-object.js'
import type { Condition, EventCondition } from './condition-types.js'
import { type FieldNames, wantedIssues } from './field-issues.js'

/** What a desk knows that a condition may name. */
export interface ConditionNames extends FieldNames {
  /** Names of the custom fields that are not personal. */
  readonly fields: ReadonlySet<string>
  readonly personal: ReadonlySet<string>
  readonly levels: readonly string[]
  readonly workflows: readonly string[]
  /** The states of all workflows. */
  readonly states: readonly string[]
  /** Those of them that are stages. */
  readonly stages: readonly string[]
}

const oneOrMany = <Value extends z.ZodType>(value: Value) => z.union([value, z.array(value).min(1).max(1_000)])
const name = z.string().min(1).max(200)
const scalar = z.union([z.string().max(20_000), z.number(), z.boolean()])
const bound = z.union([z.string().max(20_000), z.number()])
const fieldTest = z.union([
  oneOrMany(scalar),
  strictObject({ present: z.boolean() }),
  strictObject({ atLeast: bound, above: bound, atMost: bound, below: bound })
    .partial()
    .refine((range) => Object.keys(range).length > 0, 'has no bound'),
])

const numberTest = z.union([
  oneOrMany(z.number()),
  strictObject({ present: z.boolean() }),
  strictObject({ atLeast: z.number(), above: z.number(), atMost: z.number(), below: z.number() })
    .partial()
    .refine((range) => Object.keys(range).length > 0, 'has no bound'),
])

const NO_NAME = 'is nothing that a condition can read; custom fields go under `fields`; there are'

/** What every condition can read. */
const PARTS = {
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
  rating: numberTest.optional(),
  reopenings: numberTest.optional(),
  nudges: numberTest.optional(),
  inputs: z
    .custom<Record<string, unknown>>(isPlainObject, 'must be an object')
    .pipe(z.record(z.string(), fieldTest))
    .optional(),
  fields: z
    .custom<Record<string, unknown>>(isPlainObject, 'must be an object')
    .pipe(z.record(z.string(), fieldTest))
    .optional(),
}

const eventTest = strictObject({
  visibility: oneOrMany(z.enum(['public', 'internal'])).optional(),
  from: oneOrMany(name).optional(),
  to: oneOrMany(name).optional(),
  added: oneOrMany(name).optional(),
  removed: oneOrMany(name).optional(),
  changed: oneOrMany(name).optional(),
}).refine((facts) => Object.values(facts).some((fact) => fact !== undefined), 'names nothing of the event')

/** A condition of these parts and of conditions like itself. */
function schemaOf<Wanted>(parts: z.ZodRawShape, self: () => z.ZodType<Wanted>): z.ZodType<Wanted> {
  return z.lazy(() =>
    strictObject(
      {
        ...parts,
        all: z.array(self()).min(1).max(100).optional(),
        any: z.array(self()).min(1).max(100).optional(),
        not: self().optional(),
      },
      NO_NAME,
    ),
  ) as unknown as z.ZodType<Wanted>
}

/** The shape of a condition; which fields and levels there are, {@link conditionIssues} knows. */
export const conditionSchema: z.ZodType<Condition> = schemaOf(PARTS, () => conditionSchema)

/** The shape of a condition that reads the event, too. */
export const eventConditionSchema: z.ZodType<EventCondition> = schemaOf(
  { ...PARTS, event: eventTest.optional() },
  () => eventConditionSchema,
)

/** The names in a condition that the desk does not have, each with its path. */
export function conditionIssues(
  condition: EventCondition,
  names: ConditionNames,
  path: readonly (string | number)[],
): InputIssue[] {
  const found: InputIssue[] = []
  const check = (key: 'priority' | 'workflow' | 'state' | 'stage', known: readonly string[]) => {
    for (const value of [condition[key] ?? []].flat()) {
      if (value === null || known.includes(value)) continue
      found.push(unknownName(value, known, [...path, key]))
    }
  }
  check('priority', names.levels)
  check('workflow', names.workflows)
  check('state', names.states)
  check('stage', names.stages)
  for (const key of ['from', 'to'] as const) {
    for (const value of [condition.event?.[key] ?? []].flat()) {
      if (names.states.includes(value)) continue
      found.push(unknownName(value, names.states, [...path, 'event', key]))
    }
  }
  for (const field of [condition.event?.changed ?? []].flat()) {
    found.push(...unreadable(field, names, [...path, 'event', 'changed']))
  }
  if (Object.hasOwn(condition.inputs ?? {}, 'nudges')) {
    const message = 'is read by the name `nudges` of the condition itself: write `nudges` beside `inputs`, not in it'
    found.push({ path: [...path, 'inputs', 'nudges'], code: 'reserved_name', message })
  }
  for (const [field, wanted] of Object.entries(condition.fields ?? {})) {
    const at = [...path, 'fields', field]
    const wrong = unreadable(field, names, at)
    found.push(...(wrong.length > 0 ? wrong : wantedIssues(field, wanted, names, at)))
  }
  for (const key of ['all', 'any'] as const) {
    condition[key]?.forEach((part, index) => {
      found.push(...conditionIssues(part, names, [...path, key, index]))
    })
  }
  if (condition.not) found.push(...conditionIssues(condition.not, names, [...path, 'not']))
  return found
}

/** Why a condition cannot read a custom field: where its path ends with it, the sentence need not name it. */
function unreadable(field: string, names: ConditionNames, path: readonly (string | number)[]): InputIssue[] {
  const told = path.at(-1) === field ? 'is' : `names ${field}, which is`
  if (names.personal.has(field)) {
    return [{ path, code: 'personal', message: `${told} a personal field, which conditions cannot read` }]
  }
  if (names.fields.has(field)) return []
  const known = [...names.fields].join(', ') || 'none'
  return [{ path, code: 'unknown_field', message: `${told} no custom field of the desk; it has ${known}` }]
}

function unknownName(name: string, known: readonly string[], path: readonly (string | number)[]): InputIssue {
  const message = `names ${name}, which the desk does not have; it has ${known.join(', ') || 'none'}`
  return { path, code: 'unknown_name', message }
}
