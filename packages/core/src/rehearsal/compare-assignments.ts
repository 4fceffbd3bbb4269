import type { DecisionRecord } from '../store/record-types.js'
import type { AssignmentDifference, Rehearsal, RehearsedAssignment, RehearsedDecision } from './rehearsal-types.js'
import type { RehearsedTicket } from './rehearsed-desk.js'

/** Which of the two that are compared. */
export type SideName = 'before' | 'after'

/** Compares who got what, ticket by ticket as they end on both sides, and keeps only what differs. */
export class AssignmentComparison {
  readonly #limit: number
  readonly #ended = new Map<string, { readonly side: SideName; readonly found: RehearsedTicket }>()
  readonly #items: { readonly createdAt: number; readonly difference: AssignmentDifference }[] = []
  #total = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes in a ticket that ended on a side. */
  ended(side: SideName, found: RehearsedTicket): void {
    const { id: ticketId, createdAt } = found.ticket
    const other = this.#ended.get(ticketId)
    if (other === undefined || other.side === side) {
      this.#ended.set(ticketId, { side, found })
      return
    }
    this.#ended.delete(ticketId)
    const [before, after] = side === 'before' ? [found, other.found] : [other.found, found]
    if (!differs(before, after)) return
    this.#total += 1
    const difference = { ticketId, before: presented(before), after: presented(after) }
    this.#keep({ createdAt, difference })
  }

  get differences(): Rehearsal['differences']['assignments'] {
    return { total: this.#total, items: this.#sorted().map(({ difference }) => difference) }
  }

  /** Keeps the first of the tickets' creation; now and then the others are let go. */
  #keep(item: { readonly createdAt: number; readonly difference: AssignmentDifference }): void {
    this.#items.push(item)
    if (this.#items.length > 2 * this.#limit + 100) this.#items.splice(0, this.#items.length, ...this.#sorted())
  }

  #sorted() {
    return this.#items
      .toSorted((a, b) => a.createdAt - b.createdAt || (a.difference.ticketId < b.difference.ticketId ? -1 : 1))
      .slice(0, this.#limit)
  }
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
