import type { DeskModel } from '../definitions/model.js'
import type { EventRecord, TicketRecord } from '../store/record-types.js'
import { manualDecision } from '../ticket/decisions.js'
import type { TicketDraft } from '../ticket/draft.js'
import type { EventDraft, TicketEvent } from '../ticket/event-types.js'
import { decidePriority } from '../ticket/priority.js'
import type { FindPromises } from '../ticket/promises.js'
import { decidesWho } from '../ticket/routing.js'

/** What a ticket's log does not tell: what people wrote, as it is now. */
export type Content = Pick<TicketRecord, 'subject' | 'personal'>

/** Decided anew in a rehearsal; what history says of it is left out. */
const DECIDED_ANEW: ReadonlySet<string> = new Set([
  'ticket.unassigned',
  'ticket.offered',
  'offer.declined',
  'offer.expired',
  'offer.withdrawn',
  'routing.abstained',
])

/** When a ticket was first given to an agent in its log, and to whom; null if never. */
export function firstAssignment(events: readonly { readonly at: number; readonly event: EventRecord }[]) {
  const found = events.find(({ event: { type, data } }) => type === 'ticket.assigned' && data['assignee'] !== null)
  return found ? { at: found.at, agent: found.event.data['assignee'] as string } : null
}

/**
 * Adds an event of history to a draft, as it would be under the model: who gets the ticket and how urgent it is are left
 * to the policies, unless a person set the priority; a change of team stays.
 */
export function tell(draft: TicketDraft, event: EventRecord, content: Content, model: DeskModel, find: FindPromises) {
  const told = event as unknown as TicketEvent
  const anew = decidesWho(model)
  if (anew && DECIDED_ANEW.has(told.type)) return
  switch (told.type) {
    case 'ticket.created': {
      const { policy } = told.data.decision
      const weight = model.weights.get(told.data.channel) ?? 1
      const begun = { ...told.data, weight }
      const given = policy === 'manual' && model.priority.levels.includes(told.data.priority as never)
      const preview = draft.preview({ type: 'ticket.created', data: begun }, content.subject ?? '', content.personal)
      draft.add({
        type: 'ticket.created',
        data: given ? begun : { ...begun, ...decidePriority(draft, preview, model, find) },
      })
      draft.begin(content.subject ?? '', content.personal)
      return
    }
    case 'ticket.prioritized': {
      const { decision, priority } = told.data
      const people = decision.policy === 'manual' || decision.policy === 'raised'
      if (people && model.priority.levels.includes(priority as never)) draft.add(event as unknown as EventDraft)
      return
    }
    case 'ticket.assigned': {
      const { team, decision } = told.data
      const { ticket, stamp } = draft
      if (!anew) {
        draft.add(event as unknown as EventDraft)
        return
      }
      if (team === null || team === ticket.team || decision.policy !== 'manual') return
      draft.add({
        type: 'ticket.assigned',
        data: {
          assignee: null,
          team,
          previousAssignee: ticket.assignee,
          previousTeam: ticket.team,
          decision: manualDecision(stamp, { code: 'assigned', agent: null, team }),
        },
      })
      return
    }
    default:
      draft.add({ type: event.type, data: event.data } as unknown as EventDraft)
  }
}
