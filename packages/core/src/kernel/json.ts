/** A value that JSON can carry without loss. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

/** An object whose values JSON can carry without loss. */
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** What a text or a JSON value may hold before it is refused. */
export interface JsonLimits {
  /** Greatest length of one string, in UTF-16 code units. */
  readonly text: number
  /** Greatest nesting. */
  readonly depth: number
  /** Greatest number of values in all. */
  readonly values: number
}

/** A reason why a value cannot be stored, with the path to it. */
export interface JsonProblem {
  readonly path: readonly (string | number)[]
  readonly code: 'not_json' | 'forbidden_key' | 'nul' | 'lone_surrogate' | 'too_long' | 'too_deep' | 'too_many'
  readonly message: string
}

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** True for keys that no object may have, because assigning them could change more than the object. */
export function isForbiddenKey(key: string): boolean {
  return FORBIDDEN_KEYS.has(key)
}

/** Says why a text cannot be stored, or nothing when it can. */
export function textProblem(text: string, longest: number): Omit<JsonProblem, 'path'> | undefined {
  if (text.length > longest) {
    return { code: 'too_long', message: `is ${text.length} characters long; the limit is ${longest}` }
  }
  if (text.includes('\u0000')) return { code: 'nul', message: 'contains the character U+0000; remove it' }
  if (!isWellFormed(text)) {
    return { code: 'lone_surrogate', message: 'contains half of a surrogate pair; send well-formed Unicode' }
  }
  return undefined
}

/** Finds the first thing in a value that JSON or a store would lose or that could pollute a prototype. */
export function jsonProblem(value: unknown, limits: JsonLimits): JsonProblem | undefined {
  let values = 0
  const path: (string | number)[] = []
  const problem = (code: JsonProblem['code'], message: string): JsonProblem => ({ path: [...path], code, message })

  function inside(key: string | number, child: unknown, depth: number): JsonProblem | undefined {
    path.push(key)
    const found = visit(child, depth)
    if (found === undefined) path.pop()
    return found
  }

  function visit(current: unknown, depth: number): JsonProblem | undefined {
    values += 1
    if (values > limits.values) return problem('too_many', `holds more than ${limits.values} values`)
    if (depth > limits.depth) return problem('too_deep', `is nested deeper than ${limits.depth} levels`)
    if (current === null || current === undefined || typeof current === 'boolean') return undefined
    if (typeof current === 'string') {
      const found = textProblem(current, limits.text)
      return found && { path: [...path], ...found }
    }
    if (typeof current === 'number') {
      return Number.isFinite(current) ? undefined : problem('not_json', `is ${current}, which JSON cannot carry`)
    }
    if (typeof current !== 'object') return problem('not_json', `is a ${typeof current}, which JSON cannot carry`)
    if (Array.isArray(current)) {
      for (let index = 0; index < current.length; index += 1) {
        const child: unknown = current[index]
        const found =
          child === undefined
            ? { ...problem('not_json', 'is undefined, which an array in JSON cannot carry'), path: [...path, index] }
            : inside(index, child, depth + 1)
        if (found) return found
      }
      return undefined
    }
    if (!isPlainObject(current)) return problem('not_json', 'is an instance of a class; pass plain data')
    for (const key of Object.keys(current)) {
      if (isForbiddenKey(key)) return problem('forbidden_key', `has the key ${key}, which is refused`)
      const keyProblem = textProblem(key, 256)
      if (keyProblem) return { path: [...path], ...keyProblem }
      const found = inside(key, current[key], depth + 1)
      if (found) return found
    }
    return undefined
  }

  return visit(value, 0)
}

/** JSON with sorted keys and without undefined values: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (value instanceof Date) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`)
  return `{${entries.join(',')}}`
}

/** True for `{}` and `Object.create(null)`, false for instances, arrays and functions. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

const LONE_SURROGATE = /\p{Surrogate}/u

function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text)
}
