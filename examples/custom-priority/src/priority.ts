import { type PolicyTicket, scored } from '@docket/core'
import type { SupportFields } from './fields.js'

const POINTS: Readonly<Record<number, number>> = { 1: 40, 2: 20, 3: 5 }
const UNKNOWN = 20
const HOUR_MS = 3_600_000

/** What waiting adds while nobody has the ticket: after so many hours, so many points. */
const WAITING = [
  { hours: 2, points: 10 },
  { hours: 8, points: 20 },
] as const

/**
 * The team's own priority. Impact and urgency count as in a matrix, and what a matrix cannot see counts too: a ticket that
 * was solved and came back, and one that nobody has taken for hours.
 */
export const priority = scored({
  id: 'support',
  levels: { critical: 80, high: 60, moderate: 30, low: 10, planning: 0 },
  hysteresis: 5,
  reads: ['impact', 'urgency'],
  score(ticket: PolicyTicket<SupportFields>, now) {
    const impact = POINTS[ticket.fields.impact ?? 0] ?? UNKNOWN
    const urgency = POINTS[ticket.fields.urgency ?? 0] ?? UNKNOWN
    const reopened = Math.min(2, ticket.facts.reopenings) * 20
    const waiting = waitingOf(ticket, now)
    return {
      score: impact + urgency + reopened + waiting.points,
      reasons: [{ code: 'support', impact, urgency, reopened, waiting: waiting.points }],
      changesAt: waiting.changesAt,
    }
  },
})

/** What waiting adds now, and when it next adds more: the desk sets a timer for that instant. */
function waitingOf({ assignee, phase, createdAt, facts }: PolicyTicket<SupportFields>, now: number) {
  // Nobody waits for what is solved; policies are asked about it all the same.
  if (assignee !== null || phase === 'solved' || phase === 'terminal') return { points: 0, changesAt: null }
  const since = facts.lastActedAt ?? createdAt
  const steps = WAITING.map(({ hours, points }) => ({ at: since + hours * HOUR_MS, points }))
  const points = steps.findLast(({ at }) => at <= now)?.points ?? 0
  return { points, changesAt: steps.find(({ at }) => at > now)?.at ?? null }
}
