import type { HistoryEvent } from '@docket/core'
import type { Story } from '../story/story.js'
import { eventsOf, type ReadTicket } from './read.js'
import type { AsideReport } from './report-types.js'
import { textOf } from './text-of.js'

/** What else is worth telling, of tickets that are not of the main cast: in order of time. */
export async function asidesOf(story: Story, byId: ReadonlyMap<string, ReadTicket>): Promise<AsideReport[]> {
  const cast = new Set(story.cast.values())
  const subjectOf = (id: unknown) => byId.get(textOf(id))?.ticket.subject ?? ''
  const asides: AsideReport[] = []
  for (const { ticket } of byId.values()) {
    if (cast.has(ticket.id)) continue
    const tell = (what: AsideReport['what'], { occurredAt, actor }: HistoryEvent, other: string | number = '') => {
      asides.push({ what, at: occurredAt.toISOString(), by: actor.id, subject: ticket.subject ?? '', other })
    }
    for (const event of await eventsOf(story, ticket.id)) {
      const { type, data } = event
      if (type === 'ticket.snoozed') tell('snoozed', event, Number(data['until']))
      else if (type === 'ticket.woken' && data['by'] === 'time') tell('woken', event)
      else if (type === 'ticket.merged') tell('merged', event, subjectOf(data['into']))
      else if (type === 'ticket.rated' && Number(data['score']) <= 2) tell('badlyRated', event, Number(data['score']))
      else if (type === 'ticket.linked' && data['kind'] === 'caused-by')
        tell('followUp', event, subjectOf(data['ticketId']))
      else if (type === 'ticket.transitioned' && data['event'] === 'reopen') tell('reopened', event)
      else if (type === 'deadLetter.retried') tell('sentAgain', event)
    }
  }
  return asides.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}
