import type { FormProperty, FormSchema } from '@docket/core'
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
  readonly limits: Readonly<Record<string, number | string>>
}

type Schema = Readonly<Record<string, unknown>>

/** What custom fields are filled in with; a text for what is typed. */
export type FieldValues = Readonly<Record<string, string | boolean | readonly string[]>>

const FORMATS: Readonly<Record<string, FieldKind>> = {
  date: 'date',
  'date-time': 'datetime-local',
  email: 'email',
  uri: 'url',
}

/** The fields that a form asks for, given what is filled in. What a form has that nobody can fill in here is left out. */
export function formFields(form: FormSchema | null, category: string | null, values: FieldValues): RequestField[] {
  return Object.entries(form?.properties ?? {}).flatMap(([name, property]) => {
    const notes = property['x-docket']
    const seen = { category, fields: typedValues(form, values) }
    return isVisible(notes.visibleWhen, seen) ? fieldOf(name, property, form?.$defs ?? {}) : []
  })
}

function fieldOf(name: string, property: FormProperty, defs: Schema): RequestField[] {
  const schema = plain(property, defs)
  const kind = kindOf(schema, defs)
  if (kind === null) return []
  const { required } = property['x-docket']
  const help = typeof schema['description'] === 'string' ? schema['description'] : null
  const label =
    property.title ?? name.charAt(0).toUpperCase() + name.slice(1).replace(/([A-Z])/g, (all) => ` ${all.toLowerCase()}`)
  const choices = choicesOf(kind === 'several' ? plain(schema['items'] as Schema, defs) : schema)
  return [{ name, label, help, kind, required, choices: choices ?? [], limits: limitsOf(schema) }]
}

/** A schema behind a reference, or that may be null besides. */
function plain(schema: Schema, defs: Schema): Schema {
  const found = typeof schema['$ref'] === 'string' ? (defs[schema['$ref'].replace('#/$defs/', '')] as Schema) : schema
  const either = (found?.['anyOf'] as readonly Schema[] | undefined)?.filter((one) => one['type'] !== 'null')
  return either?.length === 1 ? plain({ ...found, anyOf: undefined, ...either[0] }, defs) : (found ?? {})
}

function kindOf(schema: Schema, defs: Schema): FieldKind | null {
  const { type, format, maxLength } = schema as { type?: string; format?: string; maxLength?: number }
  if (choicesOf(schema)) return 'choice'
  if (type === 'boolean') return 'flag'
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'array') return choicesOf(plain((schema['items'] ?? {}) as Schema, defs)) ? 'several' : null
  if (type !== 'string') return null
  return FORMATS[format ?? ''] ?? ((maxLength ?? 0) > 200 ? 'long' : 'text')
}

function choicesOf(schema: Schema | undefined): RequestField['choices'] | null {
  const named = (schema?.['anyOf'] ?? schema?.['oneOf']) as readonly Schema[] | undefined
  if (named?.every((one) => 'const' in one)) {
    return named.map((one) => ({ value: String(one['const']), label: String(one['title'] ?? one['const']) }))
  }
  return (
    (schema?.['enum'] as readonly unknown[] | undefined)?.map((one) => ({ value: String(one), label: String(one) })) ??
    null
  )
}

function limitsOf(schema: Schema): RequestField['limits'] {
  const names = { minimum: 'min', maximum: 'max', minLength: 'minLength', maxLength: 'maxLength', pattern: 'pattern' }
  const found = Object.entries(names).flatMap(([keyword, attribute]) => {
    const value = schema[keyword]
    // What every whole number of JavaScript keeps to says nothing.
    if (value === undefined || Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER) return []
    return [[attribute, value as number | string] as const]
  })
  const step = schema['multipleOf'] ?? (schema['type'] === 'integer' ? 1 : 'any')
  return { ...Object.fromEntries(found), ...(schema['type'] !== 'string' && { step: step as number | string }) }
}

/** What was filled in, as the desk takes it; what was left empty is left out. */
export function typedValues(form: FormSchema | null, values: FieldValues): Record<string, unknown> {
  const typed: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(form?.properties ?? {})) {
    const value = values[name]
    const schema = plain(property, form?.$defs ?? {})
    if (value === undefined || value === '') continue
    if (schema['type'] === 'number' || schema['type'] === 'integer') typed[name] = Number(value)
    else if (schema['format'] === 'date-time') typed[name] = new Date(String(value)).toISOString()
    else typed[name] = value
  }
  return typed
}
