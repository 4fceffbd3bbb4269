import * as z from 'zod'
import { EARLIEST_INSTANT, LATEST_INSTANT } from './clock.js'
import { DocketError, type InputIssue } from './error.js'
import { isPlainObject, textProblem } from './json.js'
import { LIMITS } from './limits.js'

/** A text that can be stored: well-formed, within its limit. */
export function storable(longest: number) {
  return z.string().superRefine((value, context) => {
    const problem = textProblem(value, longest)
    if (problem) context.addIssue({ code: 'custom', message: problem.message, params: { code: problem.code } })
  })
}

/** A text by a person: not empty, well-formed, within its limit. */
export function text(longest: number) {
  return storable(longest).min(1)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ids with control characters are what is refused
const CONTROL = /[\u0000-\u001f\u007f]/

/** An id or another short name: no control characters, no space around it. */
export const id = text(LIMITS.id).refine(
  (value) => !CONTROL.test(value) && value.trim() === value,
  'must have no control characters and no space around it',
)

/** An instant as a `Date` within the years that Docket stores, 1900 to 2199. */
export const instant = z.date().refine((date) => {
  const at = date.getTime()
  return at >= EARLIEST_INSTANT && at < LATEST_INSTANT
}, 'must lie in the years 1900 to 2199')

const source = id.refine(
  (name) => !name.startsWith('docket:'),
  'begins with docket:, which belongs to the desk; rename it',
)

/** A reference to a record of another system. */
export const external = z.strictObject({ source, id })

const UNREADABLE = { path: [], code: 'unreadable', message: 'cannot be read: something in it throws; pass plain data' }

/** Checks an input and throws what is wrong as one error. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, what: string): T {
  let parsed: z.ZodSafeParseResult<T>
  try {
    // An own key `__proto__` is dropped by object spreads; it must be named, not lost.
    if (isPlainObject(input) && Object.hasOwn(input, '__proto__')) {
      throw invalidInput(what, [{ path: ['__proto__'], code: 'forbidden_key', message: 'is refused' }])
    }
    parsed = schema.safeParse(input, { reportInput: true })
  } catch (cause) {
    // Reading ran into a getter or a trap of the caller's own.
    throw DocketError.is(cause) ? cause : invalidInput(what, [UNREADABLE])
  }
  if (parsed.success) return parsed.data
  throw invalidInput(what, inputIssues(parsed.error))
}

/**
 * What is wrong with an input, place by place, as sentences: of what zod found when it was told to `reportInput`. At most 20
 * places; unknown keys are one each.
 */
export function inputIssues(error: z.ZodError): InputIssue[] {
  return error.issues.slice(0, MOST_ISSUES).flatMap(toIssues).slice(0, MOST_ISSUES)
}

/** So many places are named; an input with more wrong ones is not worth a longer list. */
const MOST_ISSUES = 20

/** The error for an input that is wrong. */
export function invalidInput(what: string, issues: readonly InputIssue[], most = MOST_ISSUES): DocketError {
  const first = issues[0]
  const place = first && first.path.length > 0 ? `${first.path.join('.')} ` : 'it '
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  return new DocketError(
    'INVALID_INPUT',
    `The input of ${what} is wrong: ${place}${first?.message ?? 'it cannot be read'}${more}.`,
    { issues: issues.slice(0, most) },
  )
}

function toIssues(found: z.core.$ZodIssue): InputIssue[] {
  const path = found.path.filter((part) => typeof part !== 'symbol')
  if (found.code === 'unrecognized_keys') {
    return found.keys.slice(0, MOST_ISSUES).map((key) => {
      const message = found.message.startsWith('Unrecognized') ? 'is not known here' : found.message
      return { path: [...path, key.slice(0, 100)], code: 'unknown_key', message }
    })
  }
  const meant = found.code === 'invalid_union' && isUnsaid(found) ? shapeMeant(found.errors) : undefined
  if (meant) return meant.flatMap(toIssues).map((issue) => ({ ...issue, path: [...path, ...issue.path] }))
  const code = found.code === 'custom' ? found.params?.['code'] : undefined
  return [{ path, code: typeof code === 'string' ? code : found.code, message: sentence(found) }]
}

/** What is wrong with a place, to be read after its path. */
function sentence(found: z.core.$ZodIssue): string {
  if (found.code === 'invalid_type') {
    return found.input === undefined ? 'is missing' : `must be of the type ${found.expected}`
  }
  if (found.code === 'invalid_value') return `must be one of ${found.values.map(String).join(', ')}`
  if (found.code === 'invalid_union') return isUnsaid(found) ? shapesOf(found.errors) : found.message
  if (found.code !== 'too_small' && found.code !== 'too_big') return found.message
  const isNumber = found.origin === 'number' || found.origin === 'int'
  if (found.code === 'too_big') return `must ${isNumber ? 'be' : 'have'} at most ${found.maximum}`
  if (isNumber) return `must be at least ${found.minimum}`
  return found.minimum === 1 ? 'must not be empty' : `must have at least ${found.minimum}`
}

type Issue = z.core.$ZodIssue

/** Whether nobody has said what is wrong with something that has none of several shapes. */
const isUnsaid = ({ message }: Issue): boolean => message === 'Invalid input'

/** What is wrong with the one of several shapes that an input comes closest to; none where it is nothing of the kind. */
function shapeMeant(shapes: readonly Issue[][]): readonly Issue[] | undefined {
  const faults = (issues: readonly Issue[]) =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0)
  const [closest] = shapes.filter((issues) => !issues.some(isOtherKind)).sort((a, b) => faults(a) - faults(b))
  return closest
}

/** Whether an input is nothing of the kind that is wanted: a number, say, where a list is. */
function isOtherKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false
  if (issue.code === 'invalid_type') return true
  if (issue.code === 'invalid_value') return !issue.values.some((value) => typeof value === typeof issue.input)
  return issue.code === 'invalid_union' && isUnsaid(issue) && shapeMeant(issue.errors) === undefined
}

/** The kinds of which an input could be. */
function shapesOf(shapes: readonly Issue[][]): string {
  const kinds = (issue: Issue): readonly string[] => {
    if (issue.code === 'invalid_type') return [issue.expected]
    if (issue.code === 'invalid_value') return issue.values.map((value) => JSON.stringify(value))
    return issue.code === 'invalid_union' ? issue.errors.flat().flatMap(kinds) : []
  }
  const all = [...new Set(shapes.flat().flatMap(kinds))]
  return all.length === 0 ? 'has none of the shapes that are accepted here' : `must be one of these: ${all.join(', ')}`
}
