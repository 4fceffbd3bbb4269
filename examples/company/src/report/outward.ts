import type { Story } from '../story/story.js'
import { eventsOf, type ReadTicket } from './read.js'
import type { OutwardReport } from './report-types.js'

/** What left the desk for other systems, each message once, however often it was tried. */
export async function outwardOf(story: Story, byId: ReadonlyMap<string, ReadTicket>): Promise<OutwardReport[]> {
  const ids = [...new Set(story.outside.sent.map(({ id }) => id))]
  const reports: OutwardReport[] = []
  for (const id of ids) {
    const attempts = story.outside.sent.filter((one) => one.id === id)
    const [first] = attempts
    if (!first) continue
    const taken = attempts.find(({ accepted }) => accepted)
    const answers = (await eventsOf(story, first.ticketId)).filter(({ actor, occurredAt }) => {
      return actor.type === 'service' && taken !== undefined && Number(occurredAt) >= taken.at
    })
    reports.push({
      effect: first.effect,
      about: byId.get(first.ticketId)?.ticket.subject ?? '',
      attempts: attempts.length,
      firstAt: new Date(first.at).toISOString(),
      takenAt: taken ? new Date(taken.at).toISOString() : null,
      answeredAt: answers.at(-1)?.occurredAt.toISOString() ?? null,
    })
  }
  return reports
}
