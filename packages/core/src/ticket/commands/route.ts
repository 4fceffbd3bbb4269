import * as z from 'zod'
import type { Instant } from '../../kernel/clock.js'
import type { Reason } from '../../kernel/error.js'
import { canonicalJson } from '../../kernel/json.js'
import type { Candidate, RoutingDecision, RoutingPolicy } from '../../routing/policy-types.js'
import { presenceOf } from '../../routing/presence.js'
import type { DecisionRecord } from '../../store/record-types.js'
import { askRouting } from '../ask-routing.js'
import { type CommandContext, DONE, type TicketCommand } from '../command.js'
import { inOrderOfUrgency, ROUTE_AGAIN_MS, waitsForAgent } from '../consequences.js'
import type { TicketDraft } from '../draft.js'
import { isActive } from '../facts.js'
import { failureOf } from '../failure.js'
import { routingOf } from '../routing.js'

/** So long a ticket waits at most until it is asked for again, when nobody is full but all are absent or unfit. */
const LONGEST_WAIT_MS = 15 * 60_000

/** Asks the routing policy for a ticket that waits for an agent. Run by the desk itself. */
export const route: TicketCommand<Record<string, never>> = {
  name: 'route',
  action: 'assign',
  input: z.strictObject({}),
  needs: (_input, { assignee }) => ({ candidates: true, ...(assignee !== null && { agent: assignee }) }),
  retriesWhenFull: true,
  decide(draft, _input, context) {
    const policy = routingOf(draft.ticket, context.model)
    if (policy === null) return DONE
    handBackReopened(draft, context, policy)
    const { ticket, stamp } = draft
    if (!waitsForAgent(ticket)) return DONE
    const answer = choose(draft, context, policy)
    const { assignee, team = ticket.team } = answer
    const { id, version } = policy
    const decision: DecisionRecord = { policy: id, version, at: stamp.at, by: stamp.actor, reasons: answer.reasons }
    if (assignee === null) {
      // Its people are to see it, also while none of them can take it.
      if (ticket.team === null && team !== null) {
        const previous = { previousAssignee: null, previousTeam: null }
        draft.add({ type: 'ticket.assigned', data: { assignee: null, team, ...previous, decision } })
      }
      const againAt = whenAgain(context.loaded.candidates, ticket.passedBy, stamp.at)
      // Whatever else is written now, the ticket is not to lose its timer.
      draft.routeAgainAt = againAt
      // The same refusal again is no news.
      if (ticket.passedBy.length > 0 || !sameRefusal(ticket.decisions.assignment, decision)) {
        draft.add({ type: 'routing.abstained', data: { decision, againAt } })
      }
      return { againAt: inOrderOfUrgency(againAt, ticket) }
    }
    if (policy.offerMs !== undefined) {
      // Nobody is waited for who has gone home.
      const leaves = context.loaded.candidates.find(({ agent }) => agent.id === assignee)?.presence.until ?? null
      const until = Math.min(stamp.at + policy.offerMs, leaves ?? Number.POSITIVE_INFINITY)
      draft.add({ type: 'ticket.offered', data: { agent: assignee, team, until, decision } })
    } else {
      draft.add({
        type: 'ticket.assigned',
        data: { assignee, team, previousAssignee: null, previousTeam: ticket.team, decision },
      })
    }
    return { agent: assignee }
  },
}

/** A reopened ticket stays with its last agent, unless that one did not work then. */
function handBackReopened(draft: TicketDraft, { model, loaded }: CommandContext, policy: RoutingPolicy<never>): void {
  const { ticket, stamp } = draft
  const { assignee, facts, phase } = ticket
  const given = ticket.decisions.assignment?.at ?? ticket.createdAt
  // Whoever was given it since it was reopened has it for good.
  if (assignee === null || facts.reopenedAt === null || given > facts.reopenedAt || !isActive(phase)) return
  // However late this is asked: whoever kept it then has it.
  const presence = loaded.agent && presenceOf(loaded.agent, model.calendars, facts.reopenedAt)
  if (presence?.code === 'present') return
  const reasons = [{ code: 'agent-left', agent: assignee, status: presence?.code ?? 'removed' }]
  const { id, version } = policy
  const decision = { policy: id, version, at: stamp.at, by: stamp.actor, reasons }
  draft.add({ type: 'ticket.unassigned', data: { previousAssignee: assignee, decision } })
}

/** Asks the policy; one that fails leaves the ticket unassigned, and says so. */
function choose(draft: TicketDraft, context: CommandContext, policy: RoutingPolicy<never>): RoutingDecision {
  const { ticket, stamp } = draft
  const { model, loaded, random } = context
  try {
    const given = { now: stamp.at, random, lastAgent: loaded.lastAgent }
    const decided = askRouting(policy, ticket, model, loaded.candidates, given)
    return { ...decided, reasons: kept(decided.reasons) }
  } catch (error) {
    draft.fail(failureOf(`routing policy ${policy.id}`, error))
    return { assignee: null, reasons: [{ code: 'policy-failed' }] }
  }
}

/**
 * When somebody may be found at the latest: whoever is full tells when a place is free, whoever is absent comes then. Whoever
 * has let the ticket pass is not asked again at once.
 */
function whenAgain(candidates: readonly Candidate[], passedBy: readonly string[], at: Instant): Instant {
  const works = candidates.some(({ agent: { id }, presence }) => presence.code === 'present' && !passedBy.includes(id))
  const back = candidates.flatMap(({ presence: { code, until } }) =>
    code !== 'present' && until !== null ? [until] : [],
  )
  return Math.min(...back.filter((until) => until > at), at + (works ? ROUTE_AGAIN_MS : LONGEST_WAIT_MS))
}

/** So many reasons are kept with a decision; of more, only their number. */
const MOST_REASONS = 60

function kept(reasons: readonly Reason[]): readonly Reason[] {
  if (reasons.length <= MOST_REASONS) return reasons
  return [...reasons.slice(0, MOST_REASONS), { code: 'more-candidates', count: reasons.length - MOST_REASONS }]
}

function sameRefusal(before: DecisionRecord | null, after: DecisionRecord): boolean {
  const gist = (decision: DecisionRecord) =>
    decision.reasons.map((reason) => canonicalJson([reason.code, reason['agent'] ?? null])).join(',')
  return before !== null && before.policy === after.policy && gist(before) === gist(after)
}
