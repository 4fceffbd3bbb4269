import type { Instant } from '../kernel/clock.js'
import type { Cycle, PauseInterval, Phase, TicketFacts } from '../store/record-types.js'

/** The facts of a ticket to which nothing has happened yet. */
export const NO_FACTS: TicketFacts = {
  requesterMessages: 0,
  agentMessages: 0,
  notes: 0,
  firstResponseAt: null,
  lastRequesterMessageAt: null,
  lastAgentMessageAt: null,
  firstSolvedAt: null,
  solvedAt: null,
  reopenings: 0,
  reopenedAt: null,
  assignments: 0,
  acceptance: null,
  answer: null,
  lastActedAt: null,
  handovers: 0,
  pauses: [],
}

/** The facts after a message. */
export function factsAfterMessage(
  facts: TicketFacts,
  message: {
    readonly visibility: string
    readonly byRequester: boolean
    readonly survey?: boolean
    readonly automatic?: boolean
  },
  at: Instant,
): TicketFacts {
  // What is said with a rating waits for no answer.
  if (message.survey || message.automatic) return facts
  if (message.visibility === 'internal') return { ...facts, notes: facts.notes + 1 }
  if (message.byRequester) {
    const requesterMessages = facts.requesterMessages + 1
    return { ...facts, requesterMessages, lastRequesterMessageAt: at, answer: awaited(facts, at) }
  }
  return {
    ...facts,
    agentMessages: facts.agentMessages + 1,
    lastAgentMessageAt: at,
    firstResponseAt: facts.firstResponseAt ?? at,
    answer: ended(facts.answer, at),
  }
}

/** The facts after the ticket was given to an agent, or taken from one. */
export function factsAfterAssignment(
  facts: TicketFacts,
  change: { readonly assignee: string | null; readonly previousAssignee: string | null; readonly byAssignee: boolean },
  at: Instant,
): TicketFacts {
  const { assignee, previousAssignee, byAssignee } = change
  if (assignee === previousAssignee) return facts
  if (assignee === null) return { ...facts, acceptance: null }
  const number = facts.assignments + 1
  // Whoever takes a ticket has accepted it, and one that is done waits for nobody.
  const to = byAssignee || facts.solvedAt !== null ? at : null
  return { ...facts, assignments: number, acceptance: { number, from: at, to } }
}

/** The facts after anything that a person at the desk did; what the assignee does accepts the ticket. */
export function factsAfterAct(facts: TicketFacts, byAssignee: boolean, at: Instant): TicketFacts {
  const acceptance = byAssignee ? ended(facts.acceptance, at) : facts.acceptance
  return { ...facts, acceptance, lastActedAt: Math.max(facts.lastActedAt ?? at, at) }
}

/** The facts after a move between states; `before` is null for a new ticket. */
export function factsAfterMove(
  facts: TicketFacts,
  before: Phase | null,
  after: { readonly phase: Phase; readonly paused: boolean },
  at: Instant,
): TicketFacts {
  const pauses = pausesAfter(facts.pauses, after.paused, at)
  const wasDone = before !== null && isDone(before)
  const done = isDone(after.phase)
  if (pauses === facts.pauses && wasDone === done) return facts
  const reopened = wasDone && !done
  const wroteSince = reopened && waitsForAnswer(facts)
  return {
    ...facts,
    pauses,
    ...(done && { acceptance: ended(facts.acceptance, at), answer: ended(facts.answer, at) }),
    ...(reopened && { reopenedAt: at, ...(wroteSince && { answer: begun(facts.answer, at) }) }),
    firstSolvedAt: facts.firstSolvedAt ?? (done ? at : null),
    solvedAt: done ? (wasDone ? facts.solvedAt : at) : null,
    reopenings: facts.reopenings + (reopened ? 1 : 0),
  }
}

/** The facts after the clocks stopped, or went on, without a move by the workflow. */
export function factsAfterPause(facts: TicketFacts, paused: boolean, at: Instant): TicketFacts {
  return { ...facts, pauses: pausesAfter(facts.pauses, paused, at) }
}

/** True when somebody holds work in the ticket: it counts as load of its assignee. */
export function isActive(phase: Phase): boolean {
  return phase === 'open' || phase === 'waiting'
}

function isDone(phase: Phase): boolean {
  return !isActive(phase)
}

function pausesAfter(pauses: readonly PauseInterval[], paused: boolean, at: Instant): readonly PauseInterval[] {
  const last = pauses.at(-1)
  const running = last !== undefined && last.to === null
  if (running === paused) return pauses
  if (paused) return [...pauses, { from: at, to: null }]
  return [...pauses.slice(0, -1), { from: last?.from ?? at, to: Math.max(last?.from ?? at, at) }]
}

/** The wait for an answer that a message of the requester begins, unless one lasts or nobody is to answer. */
function awaited(facts: TicketFacts, at: Instant): Cycle | null {
  const responded = facts.firstResponseAt !== null || facts.firstSolvedAt !== null
  const lasts = facts.answer !== null && facts.answer.to === null
  return responded && !lasts && facts.solvedAt === null ? begun(facts.answer, at) : facts.answer
}

/** Whether the requester wrote after the ticket was solved and nobody has answered. */
function waitsForAnswer({
  lastRequesterMessageAt: wrote,
  lastAgentMessageAt: answered,
  solvedAt,
}: TicketFacts): boolean {
  return wrote !== null && solvedAt !== null && wrote > solvedAt && (answered === null || answered < wrote)
}

function begun(cycle: Cycle | null, at: Instant): Cycle {
  return { number: (cycle?.number ?? 0) + 1, from: at, to: null }
}

function ended(cycle: Cycle | null, at: Instant): Cycle | null {
  return cycle === null || cycle.to !== null ? cycle : { ...cycle, to: Math.max(cycle.from, at) }
}
