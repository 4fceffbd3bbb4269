import type { Sent } from '../story/outside.js'
import type { Story } from '../story/story.js'
import { eventsOf, type ReadTicket } from './read.js'
import type { OutwardReport, RefusedReport } from './report-types.js'

/** What left the desk for other systems, each message once, however often it was tried. */
export async function outwardOf(story: Story, byId: ReadonlyMap<string, ReadTicket>): Promise<OutwardReport[]> {
  const ids = [...new Set(story.outside.sent.map(({ id }) => id))]
  const reports: OutwardReport[] = []
  for (const id of ids) {
    const attempts = story.outside.sent.filter((one) => one.id === id)
    const [first] = attempts
    if (!first) continue
    const taken = attempts.find(({ refusedBecause }) => refusedBecause === null)
    const events = await eventsOf(story, first.ticketId)
    const answers = events.filter(({ actor, occurredAt }) => {
      return actor.type === 'service' && taken !== undefined && Number(occurredAt) >= taken.at
    })
    const again = events.find(({ type, data }) => type === 'deadLetter.retried' && data['id'] === id)
    reports.push({
      effect: first.effect,
      about: byId.get(first.ticketId)?.ticket.subject ?? '',
      attempts: attempts.length,
      firstAt: new Date(first.at).toISOString(),
      refused: refusedOf(attempts),
      sentAgainBy: again?.actor.id ?? null,
      takenAt: taken ? new Date(taken.at).toISOString() : null,
      answeredAt: answers.at(-1)?.occurredAt.toISOString() ?? null,
    })
  }
  return reports
}

/** How often what was sent was refused; null where it never was. */
export function refusedOf(attempts: readonly Sent[]): RefusedReport | null {
  const refused = attempts.flatMap(({ at, refusedBecause }) =>
    refusedBecause === null ? [] : [{ at: new Date(at).toISOString(), why: refusedBecause }],
  )
  const [first, last] = [refused[0], refused.at(-1)]
  if (!first || !last) return null
  return { times: refused.length, why: first.why, firstAt: first.at, lastAt: last.at }
}
