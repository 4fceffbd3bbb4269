import type { TicketAction } from '../actions/action-types.js'
import type { Reminder, Telling } from '../actions/reminder-types.js'
import type { DeskModel } from '../definitions/model.js'
import type { ActorReference, EventRecord } from '../store/record-types.js'
import type { TicketDraft } from './draft.js'
import { requestTellings } from './request-reminders.js'

/** What people are told of an event without a rule: each person one thing at most, the first that is meant for them. */
export function remindersOf(draft: TicketDraft, event: EventRecord, model: DeskModel): (TicketAction | Reminder)[] {
  const except = personAtDesk(event.actor, model)
  const tellings = [...ownTellings(draft, event, model, except), ...watchedTellings(draft, event, model, except)]
  const [first, ...others] = tellings
  if (tellings.every(({ kind }) => kind === null) || first === undefined) return []
  const { to, kind } = first
  // Nobody can be meant twice, nor the one who wrote.
  const plain = others.length === 0 && event.type === 'message.added' && !to.includes('watchers')
  return plain && kind !== null ? [{ action: 'notify', to, kind }] : [{ action: 'remind', tellings, except }]
}

/** What concerns those who are mentioned or asked, and whoever has the ticket. */
function ownTellings(
  draft: TicketDraft,
  event: EventRecord,
  { reminders, access }: DeskModel,
  except: string | null,
): Telling[] {
  if (event.type !== 'message.added') return requestTellings(draft, event, reminders, access)
  if (draft.before === null || event.data['survey'] === true) return []
  const { assignee } = draft.ticket
  const { messageId, byRequester } = event.data
  const of = draft.events.find(({ type, data }) => type !== 'message.added' && data['messageId'] === messageId)?.type
  // Who asks or answers is told of as that.
  if (of === 'request.asked' || of === 'request.answered') return []
  const mentions = ((event.data['mentions'] ?? []) as readonly string[]).filter((agent) => agent !== except)
  const mentioned = mentions.length > 0 && [{ to: mentions.map((agent) => ({ agent })), kind: 'message.mentioned' }]
  return [...(mentioned || []), ...holderTellings()]

  function holderTellings(): Telling[] {
    if (byRequester === true) {
      // While nobody has the ticket, its team's lead is to know, not everybody of the team with each message.
      const to = [assignee === null ? ('lead' as const) : ('assignee' as const)]
      // Who urges is told of once, not also of the words.
      if (of === 'ticket.nudged') return [{ to, kind: null }]
      return reminders.requesterWrote ? [{ to, kind: 'message.requesterWrote' }] : []
    }
    // What a rule writes, such as a survey, is no colleague's word.
    const byColleague = assignee !== null && event.actor.id !== assignee && event.data['automatic'] !== true
    return byColleague && reminders.colleagueWrote ? [{ to: ['assignee'], kind: 'message.colleagueWrote' }] : []
  }
}

/** What watchers are told: public messages, and that the ticket was solved or ended. */
function watchedTellings(
  { before, ticket }: TicketDraft,
  { type, data }: EventRecord,
  { reminders }: DeskModel,
  except: string | null,
): Telling[] {
  if (!reminders.watched || before === null || !ticket.watchers.some((watcher) => watcher !== except)) return []
  if (type === 'message.added') {
    return data['visibility'] === 'public' ? [{ to: ['watchers'], kind: 'message.written' }] : []
  }
  if ((type !== 'ticket.transitioned' && type !== 'ticket.overridden') || data['from'] === data['to']) return []
  if (data['phase'] === 'solved') return [{ to: ['watchers'], kind: 'ticket.solved' }]
  return data['phase'] === 'terminal' ? [{ to: ['watchers'], kind: 'ticket.ended' }] : []
}

/** Who acted, as notifications know people; a customer's id may be that of somebody at the desk. */
function personAtDesk({ type, id }: ActorReference, { access }: DeskModel): string | null {
  const isCustomer = type === 'requester' || access.roles.get(type)?.tickets === 'own'
  return isCustomer || type === 'system' ? null : id
}
