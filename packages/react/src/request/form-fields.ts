import type { FormSchema } from '@docket/core'
import { isVisible } from './visible.js'

/** How a field is filled in. */
export type FieldKind =
  | 'text'
  | 'long'
  | 'number'
  | 'date'
  | 'datetime-local'
  | 'email'
  | 'url'
  | 'choice'
  | 'several'
  | 'flag'

/** A field that a form asks for. */
export interface RequestField {
  readonly name: string
  readonly label: string
  readonly help: string | null
  readonly kind: FieldKind
  readonly required: boolean
  /** What can be chosen. */
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  /** What the browser checks, as attributes of the input. */
  readonly limits: Readonly<Record<string, number | string | undefined>>
}

/** What is heeded of a JSON Schema. */
interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly title?: string
  readonly description?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[] | undefined
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly multipleOf?: number
  readonly pattern?: string
}

type Definitions = Readonly<Record<string, Schema>>

/** What custom fields are filled in with; a text for what is typed. */
export type FieldValues = Readonly<Record<string, string | boolean | readonly string[]>>

/** By a schema's format, else its type. */
const KINDS: Readonly<Record<string, FieldKind>> = {
  date: 'date',
  'date-time': 'datetime-local',
  email: 'email',
  uri: 'url',
  string: 'text',
  boolean: 'flag',
  number: 'number',
  integer: 'number',
}

/** The fields that a form asks for, given what is filled in. What a form has that nobody can fill in here is left out. */
export function formFields(form: FormSchema | null, category: string | null, values: FieldValues): RequestField[] {
  const seen = { category, fields: typedValues(form, values) }
  return propertiesOf(form).flatMap(([name, notes, schema, defs]) =>
    isVisible(notes.visibleWhen, seen) ? fieldOf(name, notes.required, schema, defs) : [],
  )
}

function propertiesOf(form: FormSchema | null) {
  const defs = (form?.$defs ?? {}) as Definitions
  return Object.entries(form?.properties ?? {}).map(
    ([name, property]) => [name, property['x-docket'], plain(property, defs), defs] as const,
  )
}

function fieldOf(name: string, required: boolean, schema: Schema, defs: Definitions): RequestField[] {
  const { type = '', format = '', items, title, description: help = null, minLength, maxLength = 0, pattern } = schema
  const several = type === 'array'
  const choices = choicesOf(several && items ? plain(items, defs) : schema)
  const known = KINDS[format] ?? KINDS[type]
  const typed = known === 'text' && maxLength > 200 ? 'long' : known
  const kind = choices ? (several ? 'several' : 'choice') : typed
  if (!kind) return []
  const words = name.replace(/[A-Z]/g, (all) => ` ${all.toLowerCase()}`)
  const label = title ?? words.charAt(0).toUpperCase() + words.slice(1)
  const limits = {
    min: limit(schema.minimum),
    max: limit(schema.maximum),
    minLength,
    maxLength: maxLength || undefined,
    pattern,
    step: type === 'string' ? undefined : (schema.multipleOf ?? (type === 'integer' ? 1 : 'any')),
  }
  return [{ name, label, help, kind, required, choices: choices ?? [], limits }]
}

/** What every whole number of JavaScript keeps to says nothing. */
const limit = (value = Number.MAX_SAFE_INTEGER) => (Math.abs(value) === Number.MAX_SAFE_INTEGER ? undefined : value)

/** A schema behind a reference, or that may be null besides. */
function plain(schema: Schema, defs: Definitions): Schema {
  const found = (schema.$ref ? defs[schema.$ref.replace('#/$defs/', '')] : schema) ?? {}
  const [one, ...more] = found.anyOf?.filter(({ type }) => type !== 'null') ?? []
  return one && more.length === 0 ? plain({ ...found, anyOf: undefined, ...one }, defs) : found
}

function choicesOf({ enum: values, anyOf, oneOf }: Schema): RequestField['choices'] | null {
  const all = anyOf ?? oneOf ?? values?.map((value): Schema => ({ const: value }))
  if (!all?.every((one) => 'const' in one)) return null
  return all.map(({ const: value, title }) => ({ value: String(value), label: title ?? String(value) }))
}

/** What was filled in, as the desk takes it; what was left empty is left out. */
export function typedValues(form: FormSchema | null, values: FieldValues): Record<string, unknown> {
  const typed: Record<string, unknown> = {}
  for (const [name, , { type = '', format }] of propertiesOf(form)) {
    const value = values[name]
    if (value === undefined || value === '') continue
    if (KINDS[type] === 'number') typed[name] = Number(value)
    else if (format === 'date-time') typed[name] = new Date(String(value)).toISOString()
    else typed[name] = value
  }
  return typed
}
