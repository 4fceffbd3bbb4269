import type { DecisionRecord } from '../store/record-types.js'
import { PairComparison } from './compare-pairs.js'
import type { RehearsedAssignment, RehearsedDecision } from './rehearsal-types.js'
import type { RehearsedTicket } from './rehearsed-desk.js'

/** Compares who got what, ticket by ticket; so many differences are kept. */
export function compareAssignments(limit: number): PairComparison<RehearsedAssignment> {
  return new PairComparison(limit, differs, presented)
}

function differs({ ticket: a }: RehearsedTicket, { ticket: b }: RehearsedTicket): boolean {
  return a.assignee !== b.assignee || a.team !== b.team || a.priority !== b.priority
}

function presented({ ticket, assignedAt }: RehearsedTicket): RehearsedAssignment {
  const { assignee, team, priority, decisions } = ticket
  return {
    assignee,
    team,
    priority,
    assignedAt: assignedAt === null ? null : new Date(assignedAt),
    assignment: decisionOf(decisions.assignment),
    prioritized: decisionOf(decisions.priority),
  }
}

function decisionOf(decision: DecisionRecord | null): RehearsedDecision | null {
  return decision && { policy: decision.policy, version: decision.version, reasons: decision.reasons }
}
