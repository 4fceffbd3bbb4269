import * as z from 'zod'
import { DocketError, type InputIssue } from '../kernel/error.js'
import { isForbiddenKey, isPlainObject, type Json, type JsonObject, jsonProblem } from '../kernel/json.js'

/** How a field can be compared in a list's filter. */
export type IndexedType = 'text' | 'number' | 'boolean'

/** Values of custom fields, apart by whether they are personal. */
export interface FieldValues {
  readonly fields: JsonObject
  readonly personal: JsonObject
}

/** Values, or why they are refused. */
export type FieldResult =
  | { readonly ok: true; readonly values: FieldValues }
  | { readonly ok: false; readonly issues: readonly InputIssue[] }

/** The custom fields of a desk, ready to check values. */
export interface FieldSet {
  readonly schema: z.ZodObject
  readonly personal: ReadonlySet<string>
  readonly indexed: ReadonlyMap<string, IndexedType>
  /** The values as a JSON Schema (draft 2020-12), as reads give them. */
  readonly jsonSchema: JsonObject
  /** Values that a ticket written before a field existed is read with. */
  readonly defaults: JsonObject
  /** Checks the fields of a new ticket. Unknown names are refused. */
  parse(input: unknown): FieldResult
  /** What a new ticket takes over from another: its values that are not personal, as far as each still fits. */
  carry(fields: JsonObject): JsonObject
  /** Checks a change against the whole: given names replace, null removes unless the field takes null. */
  patch(current: FieldValues, input: unknown): FieldResult
}

/** How much a custom field may hold. */
export const FIELD_LIMITS = { text: 20_000, depth: 8, values: 2_000 }
const NAME = /^[a-zA-Z][a-zA-Z0-9_]{0,62}$/
const MOST_INDEXED = 8

/**
 * Prepares the custom fields.
 *
 * @throws DocketError `INVALID_DEFINITION` when a field cannot be stored as JSON, or a list names an unknown field
 */
export function compileFields(
  schema: z.ZodObject,
  options: { readonly indexed?: readonly string[]; readonly personal?: readonly string[] },
): FieldSet {
  const names = new Set(Object.keys(schema.shape))
  const personal = new Set(options.personal ?? [])
  for (const name of names) {
    if (!NAME.test(name)) throw invalid(name, 'the name must be letters, digits and _, and begin with a letter')
    if (isForbiddenKey(name) || name in Object.prototype) throw invalid(name, 'every object has something of this name')
  }
  for (const name of [...personal, ...(options.indexed ?? [])]) {
    if (!names.has(name)) throw invalid(name, `there is no such field; the fields are ${[...names].join(', ')}`)
  }
  const jsonSchema = toJsonSchema(schema)
  const indexed = indexedTypes(jsonSchema, options.indexed ?? [], personal)
  const defaults = defaultsOf(schema)

  function parse(input: unknown): FieldResult {
    const problem = jsonProblem(input, FIELD_LIMITS)
    if (problem) return { ok: false, issues: [{ ...problem, path: ['fields', ...problem.path] }] }
    if (!isPlainObject(input)) return { ok: false, issues: [issue([], 'invalid_type', 'must be an object')] }
    const unknown = Object.keys(input).filter((name) => !names.has(name))
    // Which fields there are is not everybody's to know: some are for the desk alone.
    if (unknown.length > 0) {
      return { ok: false, issues: unknown.map((name) => issue([name], 'unknown_key', 'is no field of this desk')) }
    }
    const parsed = check(schema, input)
    if (!parsed.success) {
      return { ok: false, issues: parsed.error.issues.map((found) => issue(found.path, found.code, found.message)) }
    }
    const fields: Record<string, Json> = {}
    const personalValues: Record<string, Json> = {}
    for (const [name, value] of Object.entries(parsed.data)) {
      if (value === undefined) continue
      if (personal.has(name)) personalValues[name] = value as Json
      else fields[name] = value as Json
    }
    return { ok: true, values: { fields, personal: personalValues } }
  }

  return {
    schema,
    personal,
    indexed,
    jsonSchema,
    defaults,
    parse,
    carry(given) {
      const fitting = Object.entries(given).filter(([name, value]) => {
        return names.has(name) && !personal.has(name) && check(schema.shape[name] as z.ZodType, value).success
      })
      const open = Object.entries(defaults).filter(([name]) => !personal.has(name))
      return Object.fromEntries([...open, ...fitting])
    },
    patch(current, input) {
      if (!isPlainObject(input)) return { ok: false, issues: [issue([], 'invalid_type', 'must be an object')] }
      const merged: Record<string, unknown> = {}
      for (const [name, value] of Object.entries({ ...current.fields, ...current.personal })) {
        // A field that the schema no longer has stays out of the check; an erased one is null and counts as missing.
        if (names.has(name) && (value !== null || takesNull(schema, name))) merged[name] = value
      }
      for (const [name, value] of Object.entries(input)) {
        if (value === undefined) continue
        if (value === null && names.has(name) && !takesNull(schema, name)) delete merged[name]
        else Object.defineProperty(merged, name, { value, enumerable: true, configurable: true, writable: true })
      }
      return parse(merged)
    },
  }
}

/** The default of each field that has one, whether or not a ticket could do with defaults alone. */
function defaultsOf(schema: z.ZodObject): JsonObject {
  const defaults: Record<string, Json> = {}
  for (const [name, field] of Object.entries(schema.shape)) {
    let parsed: z.ZodSafeParseResult<unknown>
    try {
      parsed = z.safeParse(field as z.ZodType, undefined)
    } catch (cause) {
      throw invalid(name, 'its check throws or is asynchronous', cause)
    }
    if (parsed.success && parsed.data !== undefined) defaults[name] = parsed.data as Json
  }
  return defaults
}

function check<T extends z.ZodType>(schema: T, value: unknown): z.ZodSafeParseResult<z.output<T>> {
  try {
    return schema.safeParse(value)
  } catch (cause) {
    const message = 'The check of a custom field threw, or is asynchronous; mend it.'
    throw new DocketError('POLICY_FAILED', message, {}, { cause })
  }
}

function takesNull(schema: z.ZodObject, name: string): boolean {
  const parsed = check(schema.shape[name] as z.ZodType, null)
  // A coerced field would make a value of it.
  return parsed.success && parsed.data === null
}

function indexedTypes(
  jsonSchema: JsonObject,
  names: readonly string[],
  personal: ReadonlySet<string>,
): Map<string, IndexedType> {
  if (names.length > MOST_INDEXED) {
    throw new DocketError(
      'INVALID_DEFINITION',
      `At most ${MOST_INDEXED} fields can be indexed; ${names.length} are given.`,
    )
  }
  const types = new Map<string, IndexedType>()
  for (const name of names) {
    if (personal.has(name))
      throw invalid(name, 'a personal field cannot be indexed, because erasing it would leave the index')
    const property = (jsonSchema['properties'] as Record<string, JsonObject> | undefined)?.[name]
    const given = new Set((property?.['enum'] as readonly unknown[] | undefined)?.map((value) => typeof value))
    const type = property?.['type'] ?? (given.size === 1 ? [...given][0] : undefined)
    if (type === 'string') types.set(name, 'text')
    else if (type === 'number' || type === 'integer') types.set(name, 'number')
    else if (type === 'boolean') types.set(name, 'boolean')
    else throw invalid(name, 'only texts, numbers and booleans can be indexed')
  }
  return types
}

function toJsonSchema(schema: z.ZodObject): JsonObject {
  try {
    // Values are checked again when another field changes, so what comes out of a schema must go into it.
    const override = ({ zodSchema }: { zodSchema: z.core.$ZodTypes }) => {
      const { def } = zodSchema._zod
      if (def.type === 'pipe' && def.in._zod.def.type !== 'transform') throw new Error('Pipes and codecs are one-way')
    }
    return z.toJSONSchema(schema, { io: 'output', override }) as JsonObject
  } catch (cause) {
    throw new DocketError(
      'INVALID_DEFINITION',
      `A custom field cannot be stored as JSON (${(cause as Error).message}). Use z.iso.date() or z.iso.datetime() for dates, and no transforms, codecs or pipes.`,
      {},
      { cause },
    )
  }
}

function issue(path: readonly PropertyKey[], code: string, message: string): InputIssue {
  return { path: ['fields', ...path.filter((part) => typeof part !== 'symbol')], code, message }
}

function invalid(name: string, why: string, cause?: unknown): DocketError {
  return new DocketError('INVALID_DEFINITION', `The custom field ${name} cannot be used: ${why}.`, {}, { cause })
}
