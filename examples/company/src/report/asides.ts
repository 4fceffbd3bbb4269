import type { HistoryEvent } from '@docket/core'
import type { Story } from '../story/story.js'
import { refusedOf } from './outward.js'
import { eventsOf, type ReadTicket } from './read.js'
import type { AsideReport } from './report-types.js'
import { textOf } from './text-of.js'

const NOTHING_ELSE = { until: null, score: null, otherSubject: null, refused: null }

/** What else is worth telling, of tickets that are not of the main cast: in order of time. */
export async function asidesOf(story: Story, byId: ReadonlyMap<string, ReadTicket>): Promise<AsideReport[]> {
  const cast = new Set(story.cast.values())
  const subjectOf = (id: unknown) => byId.get(textOf(id))?.ticket.subject ?? ''
  const asides: AsideReport[] = []
  for (const { ticket } of byId.values()) {
    if (cast.has(ticket.id)) continue
    const tell = (what: AsideReport['what'], { occurredAt, actor }: HistoryEvent, more: Partial<AsideReport> = {}) => {
      const at = occurredAt.toISOString()
      asides.push({ what, at, by: actor.id, subject: ticket.subject ?? '', ...NOTHING_ELSE, ...more })
    }
    for (const event of await eventsOf(story, ticket.id)) {
      const { type, data } = event
      const score = Number(data['score'])
      if (type === 'ticket.snoozed') tell('snoozed', event, { until: new Date(Number(data['until'])).toISOString() })
      else if (type === 'ticket.woken' && data['by'] === 'time') tell('woken', event)
      else if (type === 'ticket.merged') tell('merged', event, { otherSubject: subjectOf(data['into']) })
      else if (type === 'ticket.rated' && score <= 2) tell('badlyRated', event, { score })
      else if (type === 'ticket.linked' && data['kind'] === 'caused-by')
        tell('followUp', event, { otherSubject: subjectOf(data['ticketId']) })
      else if (type === 'ticket.transitioned' && data['event'] === 'reopen') tell('reopened', event)
      else if (type === 'deadLetter.retried')
        tell('sentAgain', event, { refused: refusedOf(story.outside.sent.filter(({ id }) => id === data['id'])) })
    }
  }
  return asides.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}
