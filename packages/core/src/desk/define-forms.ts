import * as z from 'zod'
import { compileCondition } from '../condition/compile-condition.js'
import { type ConditionNames, conditionIssues, conditionSchema } from '../condition/condition-schema.js'
import type { Condition } from '../condition/condition-types.js'
import type { FieldSet } from '../fields/fields.js'
import { alwaysRequired } from '../forms/form-schema.js'
import type { Form, FormField } from '../forms/form-types.js'
import type { InputIssue } from '../kernel/error.js'
import { id, inputIssues, text } from '../kernel/input.js'
import { invalidDefinition } from '../kernel/invalid-definition.js'
import { isPlainObject, type JsonObject } from '../kernel/json.js'
import { strictObject } from '../kernel/strict-object.js'

const label = z.record(id, text(200))
const field = z.union([
  z.enum(['required', 'optional']).transform((kind) => ({ required: kind === 'required' })),
  strictObject({
    required: z.boolean().optional(),
    visibleWhen: conditionSchema.optional(),
    agentOnly: z.boolean().optional(),
    label: label.optional(),
  }),
])
const form = strictObject({
  label: label.optional(),
  fields: z.custom<Readonly<Record<string, unknown>>>(isPlainObject, 'must be an object of fields'),
})
const forms = z.custom<object>(isPlainObject, 'must be an object of forms by category').pipe(z.record(id, z.unknown()))

/** The forms of a desk, complete. */
export function checkedForms(given: unknown, fields: FieldSet, names: ConditionNames): ReadonlyMap<string, Form> {
  const parsed = forms.safeParse(given, { reportInput: true })
  if (!parsed.success) throw invalidDefinition("The desk's forms are", inputIssues(parsed.error), 'forms')
  const read = Object.entries(parsed.data).map(([category, one]) => ({ category, ...readForm(category, one) }))
  const right = Object.fromEntries(read.map(({ category, form }) => [category, form]))
  const issues = [
    ...read.flatMap(({ issues }) => issues),
    ...read.flatMap(({ category, form, wrong }) => formIssues(category, form, wrong, fields, names)),
    ...sharedIssues(right),
  ]
  if (issues.length > 0) throw invalidDefinition("The desk's forms are", issues, 'forms')
  return new Map(Object.entries(right).map(([category, one]) => [category, compiled(category, one, fields)]))
}

interface GivenForm {
  readonly label?: Readonly<Record<string, string>> | undefined
  readonly fields: Readonly<Record<string, FieldSettings>>
}

/** What of a form can be read, the names of the fields that cannot, and why. */
interface ReadForm {
  readonly form: GivenForm
  readonly wrong: ReadonlySet<string>
  readonly issues: readonly InputIssue[]
}

/** Reads a form field by field, so that all that is wrong is told at once. */
function readForm(category: string, given: unknown): ReadForm {
  const checked = form.safeParse(given, { reportInput: true })
  const issues = checked.success ? [] : issuesAt([category], checked.error)
  const all = isPlainObject(given) && isPlainObject(given['fields']) ? given['fields'] : {}
  const right: Record<string, FieldSettings> = {}
  const wrong = new Set<string>()
  for (const [name, one] of Object.entries(all)) {
    const settings = field.safeParse(one, { reportInput: true })
    if (settings.success) right[name] = settings.data
    else {
      wrong.add(name)
      issues.push(...issuesAt([category, 'fields', name], settings.error))
    }
  }
  return { form: { label: checked.data?.label, fields: right }, wrong, issues }
}

function issuesAt(path: readonly string[], error: z.ZodError): InputIssue[] {
  return inputIssues(error).map((issue) => ({ ...issue, path: [...path, ...issue.path] }))
}

function formIssues(
  category: string,
  given: GivenForm,
  wrong: ReadonlySet<string>,
  fields: FieldSet,
  names: ConditionNames,
): InputIssue[] {
  const issues: InputIssue[] = []
  const known = Object.keys(fields.schema.shape)
  for (const [name, settings] of Object.entries(given.fields)) {
    const path = [category, 'fields', name]
    if (!known.includes(name)) {
      const message = `is no custom field of the desk; it has ${known.join(', ') || 'none'}`
      issues.push({ path, code: 'unknown_field', message })
    }
    const { visibleWhen } = settings
    if (visibleWhen) issues.push(...conditionIssues(visibleWhen, names, [...path, 'visibleWhen']))
  }
  for (const name of alwaysRequired(fields)) {
    const settings = given.fields[name]
    if (wrong.has(name)) continue
    if (settings && !settings.agentOnly && !settings.visibleWhen) continue
    const message = 'must always be there, as its type says; let the form ask everybody for it, or make it optional'
    issues.push({ path: [category, 'fields', name], code: 'always_required', message })
  }
  return issues
}

/** A field that one form keeps from requesters and another asks them for: what is in it would be nobody's word. */
function sharedIssues(given: Readonly<Record<string, GivenForm>>): InputIssue[] {
  const all = Object.entries(given).flatMap(([category, { fields }]) =>
    Object.entries(fields).map(([name, settings]) => ({ category, name, ...settings })),
  )
  const closed = new Map(all.flatMap(({ name, category, agentOnly }) => (agentOnly ? [[name, category]] : [])))
  return all.flatMap(({ category, name, agentOnly }) => {
    const other = closed.get(name)
    if (agentOnly || other === undefined) return []
    const message = `is asked of everybody, and in ${other} of agents alone; make it agentOnly in all forms or in none`
    return [{ path: [category, 'fields', name], code: 'agent_only_elsewhere', message }]
  })
}

interface FieldSettings {
  readonly required?: boolean | undefined
  readonly visibleWhen?: Condition | undefined
  readonly agentOnly?: boolean | undefined
  readonly label?: Readonly<Record<string, string>> | undefined
}

function compiled(category: string, given: GivenForm, { defaults }: FieldSet): Form {
  const fields = Object.entries(given.fields).map(([name, settings]): [string, FormField] => {
    const { required = false, visibleWhen = null, agentOnly = false, label: own = null } = settings
    const fits = compileCondition(visibleWhen)
    // A ticket from before the field was there is judged with the field's default, as reads give it.
    const isVisible: FormField['isVisible'] = (ticket) =>
      fits({ ...ticket, fields: withDefaults(ticket.fields, defaults) })
    return [name, { name, required, agentOnly, visibleWhen, label: own, isVisible }]
  })
  return { category, label: given.label ?? null, fields: new Map(fields) }
}

function withDefaults(fields: JsonObject, defaults: JsonObject): JsonObject {
  return { ...defaults, ...fields }
}
