import { DocketError, type Reason } from '../kernel/error.js'
import { hushed } from '../kernel/hushed.js'
import { isPlainObject } from '../kernel/json.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { Candidate } from './policy-types.js'
import type { RoutingInput, TeamChoice } from './routing-input.js'
import { isIn } from './tiers.js'

/** So many reasons of a chooser are kept. */
const MOST_REASONS = 20

/**
 * The team that a ticket without one is for, or null. A team of which no agent is a candidate is passed over: what a
 * chooser learned may be older than the teams.
 *
 * @throws DocketError `POLICY_FAILED`
 */
export function chooseTeam<Fields>(
  { id, team: chooser }: RoutingInput<Fields>,
  ticket: PolicyTicket<Fields>,
  candidates: readonly Candidate[],
): Pick<TeamChoice, 'team' | 'reasons'> {
  if (chooser === undefined || ticket.team !== null) return { team: null, reasons: [] }
  let choice: TeamChoice
  let usable: boolean
  try {
    choice = hushed(chooser(ticket))
    usable = isChoice(choice)
  } catch (cause) {
    throw new DocketError('POLICY_FAILED', `\`team\` of the routing policy ${id} threw; mend it.`, {}, { cause })
  }
  if (!usable) {
    const message = `\`team\` of the routing policy ${id} gave no choice; let it give { team, confidence, reasons }, with the team null to abstain.`
    throw new DocketError('POLICY_FAILED', message)
  }
  const { team } = choice
  const reasons: Reason[] = choice.reasons.slice(0, MOST_REASONS)
  if (team === null || candidates.some((candidate) => isIn(candidate, team))) return { team, reasons }
  return { team: null, reasons: [...reasons, { code: 'team-without-agents', team }] }
}

function isChoice(given: unknown): boolean {
  if (!isPlainObject(given)) return false
  const { team, reasons } = given
  return (team === null || typeof team === 'string') && Array.isArray(reasons)
}
