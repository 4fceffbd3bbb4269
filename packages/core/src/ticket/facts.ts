import type { Instant } from '../kernel/clock.js'
import type { PauseInterval, Phase, TicketFacts } from '../store/record-types.js'

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
  handovers: 0,
  pauses: [],
}

/** The facts after a message. */
export function factsAfterMessage(
  facts: TicketFacts,
  message: { readonly visibility: string; readonly byRequester: boolean },
  at: Instant,
): TicketFacts {
  if (message.visibility === 'internal') return { ...facts, notes: facts.notes + 1 }
  if (message.byRequester) {
    return { ...facts, requesterMessages: facts.requesterMessages + 1, lastRequesterMessageAt: at }
  }
  return {
    ...facts,
    agentMessages: facts.agentMessages + 1,
    lastAgentMessageAt: at,
    firstResponseAt: facts.firstResponseAt ?? at,
  }
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
  return {
    ...facts,
    pauses,
    firstSolvedAt: facts.firstSolvedAt ?? (done ? at : null),
    solvedAt: done ? (wasDone ? facts.solvedAt : at) : null,
    reopenings: facts.reopenings + (wasDone && !done ? 1 : 0),
  }
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
