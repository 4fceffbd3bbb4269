import * as z from 'zod'
import type { InputIssue } from '../kernel/error.js'
import { isPlainObject, type Json } from '../kernel/json.js'
import type { Condition, EventCondition } from './condition-types.js'

/** What a desk knows that a condition may name. */
export interface ConditionNames {
  /** Names of the custom fields that are not personal. */
  readonly fields: ReadonlySet<string>
  readonly personal: ReadonlySet<string>
  readonly levels: readonly string[]
  readonly workflows: readonly string[]
  /** The states of all workflows. */
  readonly states: readonly string[]
  /** Those of them that are stages. */
  readonly stages: readonly string[]
  /** What custom fields can be that are one, or a list, of fixed values; others are not there. */
  readonly options: ReadonlyMap<string, readonly Json[]>
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

const numberTest = z.union([
  oneOrMany(z.number()),
  z.strictObject({ present: z.boolean() }),
  z
    .strictObject({ atLeast: z.number(), above: z.number(), atMost: z.number(), below: z.number() })
    .partial()
    .refine((range) => Object.keys(range).length > 0, 'has no bound'),
])

const NO_NAME = 'is nothing that a condition can read; custom fields go under `fields`'

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

const eventTest = z
  .strictObject({
    visibility: oneOrMany(z.enum(['public', 'internal'])).optional(),
    from: oneOrMany(name).optional(),
    to: oneOrMany(name).optional(),
  })
  .refine((facts) => Object.values(facts).some((fact) => fact !== undefined), 'names nothing of the event')

/** A condition of these parts and of conditions like itself. */
function schemaOf<Wanted>(parts: z.ZodRawShape, self: () => z.ZodType<Wanted>): z.ZodType<Wanted> {
  return z.lazy(() =>
    z.strictObject(
      {
        ...parts,
        all: z.array(self()).min(1).max(100).optional(),
        any: z.array(self()).min(1).max(100).optional(),
        not: self().optional(),
      },
      { error: ({ code }) => (code === 'unrecognized_keys' ? NO_NAME : undefined) },
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
  if (Object.hasOwn(condition.inputs ?? {}, 'nudges')) {
    const message = 'is read by the name `nudges` of the condition itself: write `nudges` beside `inputs`, not in it'
    found.push({ path: [...path, 'inputs', 'nudges'], code: 'reserved_name', message })
  }
  for (const [field, wanted] of Object.entries(condition.fields ?? {})) {
    const at = [...path, 'fields', field]
    if (names.personal.has(field)) {
      found.push({ path: at, code: 'personal', message: 'is a personal field, which conditions cannot read' })
    } else if (!names.fields.has(field)) {
      const known = [...names.fields].join(', ') || 'none'
      found.push({ path: at, code: 'unknown_field', message: `is no custom field of the desk; it has ${known}` })
    } else found.push(...optionIssues(field, wanted, names, at))
  }
  for (const key of ['all', 'any'] as const) {
    condition[key]?.forEach((part, index) => {
      found.push(...conditionIssues(part, names, [...path, key, index]))
    })
  }
  if (condition.not) found.push(...conditionIssues(condition.not, names, [...path, 'not']))
  return found
}

function unknownName(name: string, known: readonly string[], path: readonly (string | number)[]): InputIssue {
  const message = `names ${name}, which the desk does not have; it has ${known.join(', ') || 'none'}`
  return { path, code: 'unknown_name', message }
}

/** The values that a field can never have, of those that are wanted or set. */
export function optionIssues(
  field: string,
  given: unknown,
  { options }: Pick<ConditionNames, 'options'>,
  path: readonly (string | number)[],
): InputIssue[] {
  const known = options.get(field)
  // Bounds and presence name no value.
  if (known === undefined || isPlainObject(given)) return []
  return [given].flat().flatMap((value): InputIssue[] => {
    if (value === null || known.includes(value as Json)) return []
    const message = `is never ${JSON.stringify(value)}; it is one of ${known.map((one) => JSON.stringify(one)).join(', ')}`
    return [{ path, code: 'unknown_option', message }]
  })
}
