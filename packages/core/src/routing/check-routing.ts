import * as z from 'zod'
import { conditionSchema } from '../condition/condition-schema.js'
import { durationMs } from '../kernel/duration.js'
import { DocketError, type InputIssue } from '../kernel/error.js'
import { id, inputIssues } from '../kernel/input.js'
import { isForbiddenKey, jsonProblem } from '../kernel/json.js'
import type { Ranking, RoutingInput } from './routing-input.js'

const NO_STRATEGY = 'is no strategy: pass leastLoad() or another, or an object with an `id` and a function `rank`'
const ranking = z.custom<Ranking<never>>((given) => {
  const { id: name, rank } = (given ?? {}) as Partial<Ranking<never>>
  return id.safeParse(name).success && !isForbiddenKey(name ?? '') && typeof rank === 'function'
}, NO_STRATEGY)
const aFunction = z.custom<never>((given) => typeof given === 'function', 'must be a function')
/** Conditions nest: what no stack holds is refused before it is read. */
const plain = z.custom((given) => {
  return jsonProblem(given, { text: 20_000, depth: 40, values: 10_000 }) === undefined
}, 'must be plain data, nested at most 40 deep')
const condition = plain.pipe(conditionSchema)
const part = z.number().min(0).max(1_000_000).optional()
const tier = z.strictObject({
  name: id.optional(),
  when: condition.optional(),
  teams: z.array(id).min(1).max(100).optional(),
  ifSaturated: z
    .number()
    .refine((share) => share > 0 && share <= 1, 'must be a share above 0 and at most 1')
    .optional(),
  by: z.array(ranking).min(1).max(20),
})
const routing = z.strictObject({
  id,
  version: z.int().min(1).max(1_000_000).optional(),
  requires: aFunction.optional(),
  team: aFunction.optional(),
  tiers: z.array(tier).min(1).max(20),
  offer: z
    .strictObject({ days: part, hours: part, minutes: part, seconds: part })
    .refine((given) => durationMs(given as object) > 0, 'must be longer than nothing')
    .optional(),
  handsBack: condition.optional(),
})

/**
 * Checks a routing as far as it can be without its desk, and copies what is data.
 *
 * @throws DocketError `INVALID_DEFINITION`; `details.issues` names each place
 */
export function checkRouting<Fields>(given: RoutingInput<Fields>): RoutingInput<Fields> {
  let parsed: z.ZodSafeParseResult<unknown>
  try {
    parsed = routing.safeParse(given, { reportInput: true })
  } catch {
    // Reading ran into a getter or a trap of the caller's own.
    const issue = { path: [], code: 'unreadable', message: 'cannot be read: something in it throws; pass plain data' }
    throw invalidRouting(undefined, [issue])
  }
  const { id: name } = Object(given) as { id?: unknown }
  if (!parsed.success) throw invalidRouting(name, inputIssues(parsed.error))
  const input = parsed.data as RoutingInput<Fields>
  const issues = twice(
    input.tiers.map((each) => each.name),
    (index) => ['tiers', index, 'name'],
  )
  input.tiers.forEach(({ by }, index) => {
    const ids = by.map((strategy) => strategy.id)
    issues.push(...twice(ids, (place) => ['tiers', index, 'by', place]))
  })
  if (issues.length > 0) throw invalidRouting(name, issues)
  return input
}

/** The error for a routing that is wrong. */
export function invalidRouting(name: unknown, issues: readonly InputIssue[]): DocketError {
  const [first] = issues
  const place = first && first.path.length > 0 ? first.path.join('.') : 'it'
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  const which = typeof name === 'string' ? `routing policy ${name.slice(0, 200)}` : 'routing policy'
  return new DocketError('INVALID_DEFINITION', `The ${which} is wrong: ${place} ${first?.message}${more}.`, { issues })
}

function twice(
  names: readonly (string | undefined)[],
  path: (index: number) => readonly (string | number)[],
): InputIssue[] {
  return names.flatMap((name, index) => {
    if (name === undefined || names.indexOf(name) === index) return []
    return [{ path: path(index), code: 'twice', message: `is ${name} a second time; reasons would name both alike` }]
  })
}
