import * as z from 'zod'
import { DocketError, type Reason } from '../../kernel/error.js'
import { canonicalJson } from '../../kernel/json.js'
import type { RoutingDecision } from '../../routing/policy-types.js'
import type { DecisionRecord } from '../../store/record-types.js'
import { DONE, type TicketCommand } from '../command.js'
import { checkedReasons, policyTicket } from '../decisions.js'
import { isActive } from '../facts.js'

/** So many candidates are kept with a decision; of more, only their number. */
const MOST_REASONS = 50

/** Asks the routing policy for a ticket that waits for an agent. Run by the desk itself. */
export const route: TicketCommand<Record<string, never>> = {
  name: 'route',
  action: 'assign',
  input: z.strictObject({}),
  needs: () => ({ candidates: true }),
  retriesWhenFull: true,
  decide(draft, _input, { model, loaded, random }) {
    const { ticket, stamp } = draft
    const policy = model.routing
    if (policy === null || ticket.assignee !== null || !isActive(ticket.phase)) return DONE
    let answer: RoutingDecision
    try {
      answer = policy.select(policyTicket(ticket, model), loaded.candidates, { now: stamp.at, random })
    } catch (cause) {
      throw new DocketError('POLICY_FAILED', `The routing policy ${policy.id} threw; mend it.`, {}, { cause })
    }
    const reasons = kept(checkedReasons(`routing policy ${policy.id}`, answer?.reasons))
    const { assignee } = answer
    if (assignee !== null && !loaded.candidates.some(({ agent }) => agent.id === assignee)) {
      throw new DocketError(
        'POLICY_FAILED',
        `The routing policy ${policy.id} chose an agent who is not a candidate; let it choose among those it is given.`,
      )
    }
    const decision: DecisionRecord = {
      policy: policy.id,
      version: policy.version,
      at: stamp.at,
      by: stamp.actor,
      reasons,
    }
    if (assignee === null) {
      // The same refusal again is no news.
      if (!sameRefusal(ticket.decisions.assignment, decision))
        draft.add({ type: 'routing.abstained', data: { decision } })
      return DONE
    }
    draft.add({
      type: 'ticket.assigned',
      data: { assignee, team: ticket.team, previousAssignee: null, previousTeam: ticket.team, decision },
    })
    return { agent: assignee }
  },
}

function kept(reasons: readonly Reason[]): readonly Reason[] {
  if (reasons.length <= MOST_REASONS) return reasons
  return [...reasons.slice(0, MOST_REASONS), { code: 'more-candidates', count: reasons.length - MOST_REASONS }]
}

function sameRefusal(before: DecisionRecord | null, after: DecisionRecord): boolean {
  const gist = (decision: DecisionRecord) =>
    decision.reasons.map((reason) => canonicalJson([reason.code, reason['agent'] ?? null])).join(',')
  return before !== null && before.policy === after.policy && gist(before) === gist(after)
}
