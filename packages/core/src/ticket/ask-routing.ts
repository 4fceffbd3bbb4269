import type { DeskModel } from '../definitions/model.js'
import { DocketError } from '../kernel/error.js'
import { hushed } from '../kernel/hushed.js'
import { id } from '../kernel/input.js'
import { refusalOf } from '../routing/eligibility.js'
import type { Candidate, RoutingContext, RoutingDecision, RoutingPolicy } from '../routing/policy-types.js'
import type { TicketRecord } from '../store/record-types.js'
import { checkedReasons, policyTicket } from './decisions.js'

/**
 * What the routing policy says, if it can be done: an agent who is full or has let the ticket pass becomes nobody, with
 * the reason first.
 *
 * @throws DocketError `POLICY_FAILED` when it gives what cannot be used; whatever the policy throws
 */
export function askRouting(
  policy: RoutingPolicy<never>,
  ticket: TicketRecord,
  model: DeskModel,
  candidates: readonly Candidate[],
  context: RoutingContext,
): RoutingDecision {
  const shown = policyTicket(ticket, model)
  const answer = hushed(policy.select(shown, candidates, context))
  const reasons = checkedReasons(`routing policy ${policy.id}`, answer?.reasons)
  const { assignee, team } = answer
  const fail = (what: string) => new DocketError('POLICY_FAILED', `The routing policy ${policy.id} ${what}.`)
  if (team !== undefined && team !== null && !id.safeParse(team).success) {
    throw fail('gave a team that is none; let it give the id of a team')
  }
  const decided = { assignee, ...(team !== undefined && { team }), reasons }
  if (assignee === null) return decided
  const chosen = candidates.find(({ agent }) => agent.id === assignee)
  if (!chosen) throw fail('chose an agent who is not a candidate; let it choose among those it is given')
  if (chosen.presence.code !== 'present') {
    throw fail('chose an agent who does not work now; let it look at `presence`')
  }
  const refusal = refusalOf(chosen, shown, {})
  return refusal ? { ...decided, assignee: null, reasons: [refusal, ...reasons] } : decided
}
