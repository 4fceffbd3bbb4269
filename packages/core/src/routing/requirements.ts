import { DocketError } from '../kernel/error.js'
import { hushed } from '../kernel/hushed.js'
import { isPlainObject } from '../kernel/json.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { Requirements } from './policy-types.js'
import type { RoutingInput } from './routing-input.js'

/**
 * What a ticket asks of its agent; what a team's own function says is checked before it is believed.
 *
 * @throws DocketError `POLICY_FAILED`
 */
export function requirementsOf<Fields>(
  { id, requires }: RoutingInput<Fields>,
  ticket: PolicyTicket<Fields>,
): Requirements {
  if (requires === undefined) return {}
  let problem: string | null
  let given: Requirements
  try {
    given = hushed(requires(ticket))
    problem = problemOf(given)
  } catch (cause) {
    throw new DocketError('POLICY_FAILED', `\`requires\` of the routing policy ${id} threw; mend it.`, {}, { cause })
  }
  if (problem === null) return given
  throw new DocketError('POLICY_FAILED', `\`requires\` of the routing policy ${id} ${problem}.`)
}

const NAMES = ['skills', 'languages', 'authority']

/** To be read after the function's name. */
function problemOf(given: unknown): string | null {
  if (!isPlainObject(given)) return 'must give an object, such as { skills: { german: 3 } }, or {} for nothing'
  // A name that nobody reads would be a requirement that nobody meets, or all do.
  const unknown = Object.keys(given).find((name) => !NAMES.includes(name))
  if (unknown !== undefined) return `asks for ${unknown}; it can ask for ${NAMES.join(', ')}`
  const { skills = {}, languages = [], authority = 0 } = given
  if (!isPlainObject(skills)) return 'must give `skills` as an object: a level by the name of its skill'
  const [skill] = Object.entries(skills).find(([, level]) => !Number.isFinite(level)) ?? []
  if (skill !== undefined) return `must give a number as the level of the skill ${skill}`
  if (!Array.isArray(languages) || !languages.every((tag) => typeof tag === 'string')) {
    return 'must give `languages` as a list of language tags'
  }
  return Number.isFinite(authority) ? null : 'must give a number as the authority'
}
