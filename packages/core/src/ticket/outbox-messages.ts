import type { TicketAction } from '../actions/action-types.js'
import type { DeskModel } from '../definitions/model.js'
import type { JsonObject } from '../kernel/json.js'
import type { DecisionRecord, EventRecord, OutboxRecord } from '../store/record-types.js'
import type { TicketDraft } from './draft.js'
import { routingOf } from './routing.js'

/** The desk's own effect that removes the bytes of an erased ticket's files. */
export const REMOVE_FILES_EFFECT = 'docket:removeFiles'

/** The desk's own effect that runs an action of a ladder, a level or a reminder. */
export const ACTION_EFFECT = 'docket:action'

/** What is to be done outside because of a draft's events. */
export function outboxMessages(draft: TicketDraft, model: DeskModel): OutboxRecord[] {
  return draft.events.flatMap((event) => {
    const { type, occurredAt, actor, cause, data } = event
    const told = { type, occurredAt, actor, cause, data } as unknown as JsonObject
    const asked = askedMessages(actionsAfter(draft, event, model), told)
    const named = type === 'ticket.transitioned' ? (data['effects'] as readonly string[]) : []
    const own = type === 'ticket.erased' ? [REMOVE_FILES_EFFECT] : []
    const effects = new Set([...named, ...(model.effectsByEvent.get(type) ?? []), ...own])
    for (const { effect } of asked) effects.delete(effect)
    const messages = [...asked, ...[...effects].map((effect) => ({ effect, id: effect, data: told }))]
    return messages.map(
      ({ effect, id, data: content }, ordinal): OutboxRecord => ({
        tenant: draft.tenant,
        id: `${draft.ticketId}.${event.seq}.${id}`,
        ticketId: draft.ticketId,
        seq: event.seq,
        ordinal,
        effect,
        data: content,
        createdAt: draft.stamp.now,
      }),
    )
  })
}

type AskedMessage = Pick<OutboxRecord, 'effect' | 'id' | 'data'>

/** The messages of actions, in their order. An effect of the host that is asked for twice is one message. */
function askedMessages(actions: readonly TicketAction[], told: JsonObject): AskedMessage[] {
  const messages = actions.map((action, index): AskedMessage => {
    if (action.action === 'effect') return { effect: action.effect, id: action.effect, data: told }
    return { effect: ACTION_EFFECT, id: `${ACTION_EFFECT}.${index}`, data: { ...told, action } as JsonObject }
  })
  return messages.filter(({ id }, index) => messages.findIndex((other) => other.id === id) === index)
}

/** What is done or told because of an event: the actions of a step or level, and the reminders that a desk has by itself. */
function actionsAfter(draft: TicketDraft, event: EventRecord, model: DeskModel): readonly TicketAction[] {
  switch (event.type) {
    case 'sla.escalated':
      return event.data['actions'] as unknown as readonly TicketAction[]
    case 'ticket.created':
    case 'ticket.prioritized':
      return levelActions(draft, event, model)
    case 'routing.abstained':
      return model.reminders.unassigned ? [{ action: 'notify', to: ['lead'], kind: 'ticket.unassigned' }] : []
    case 'ticket.unassigned': {
      const [reason] = (event.data['decision'] as unknown as DecisionRecord).reasons
      // Where nobody routes, nobody else says so.
      const silent = reason?.code === 'agent-left' && routingOf(draft.ticket, model) === null
      return silent && model.reminders.unassigned ? [{ action: 'notify', to: ['lead'], kind: 'ticket.unassigned' }] : []
    }
    case 'ticket.offered':
      return [{ action: 'notify', to: [{ agent: event.data['agent'] as string }], kind: 'ticket.offered' }]
    case 'message.added':
      return messageReminders(draft, event, model.reminders)
    default:
      return []
  }
}

/** What a level has done when a ticket comes to it. */
function levelActions({ before, events }: TicketDraft, event: EventRecord, model: DeskModel): readonly TicketAction[] {
  const earlier = events.filter(({ seq, data }) => seq < event.seq && typeof data['priority'] === 'string').at(-1)
  const was = earlier ? earlier.data['priority'] : before?.priority
  const level = event.data['priority'] as string
  return was === level ? [] : (model.levels.get(level)?.actions ?? [])
}

function messageReminders(
  { before, ticket }: TicketDraft,
  event: EventRecord,
  reminders: DeskModel['reminders'],
): readonly TicketAction[] {
  if (before === null) return []
  const { assignee } = ticket
  if (event.data['byRequester'] === true) {
    // While nobody has the ticket, its team's lead is to know, not everybody of the team with each message.
    const to = assignee === null ? ('lead' as const) : ('assignee' as const)
    return reminders.requesterWrote ? [{ action: 'notify', to: [to], kind: 'message.requesterWrote' }] : []
  }
  const byColleague = assignee !== null && event.actor.id !== assignee
  return byColleague && reminders.colleagueWrote
    ? [{ action: 'notify', to: ['assignee'], kind: 'message.colleagueWrote' }]
    : []
}
